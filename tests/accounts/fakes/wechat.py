"""微信: https://developers.weixin.qq.com/doc/service/guide/h5/auth.html (page, token)."""

from .server import APP, KEY, Answer, Asked, Fake


class FakeWeChat(Fake):
    """The page within the app, and whose code it is."""

    id = "wechat"

    def given(self) -> dict[str, str]:
        return {"id": APP, "secret": KEY, "login": f"{self.url}/page", "api": self.url}

    def answer(self, asked: Asked) -> Answer:
        if asked.path == "/page":
            assert (asked.query["appid"], asked.query["scope"]) == (APP, "snsapi_base")
            assert asked.query["response_type"] == "code"
            return self.lead_back(asked.query["redirect_uri"], asked.query["state"])
        assert asked.path == "/sns/oauth2/access_token"
        assert asked.query["grant_type"] == "authorization_code"
        if asked.query["secret"] != KEY:
            return Answer({"errcode": 40125, "errmsg": "invalid appsecret"})
        if self.fault == "expired token":
            return Answer({"errcode": 40163, "errmsg": "code been used"})
        if not (person := self.person_with(asked.query["code"])):
            return Answer({"errcode": 40029, "errmsg": "invalid code"})
        token = {"access_token": "t", "expires_in": 7200, "refresh_token": "r"}
        return Answer({**token, "openid": person, "scope": "snsapi_base"})
