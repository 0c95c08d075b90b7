"""企业微信: https://developer.work.weixin.qq.com/document/path/98171 (page),
…/98177 (``auth/getuserinfo``), …/91039 (``gettoken``), …/96714 (inside the app).
"""

from .server import APP, KEY, Answer, Asked, Fake


class FakeWeCom(Fake):
    """The page, the token of the application and who has come with a code."""

    id = "wecom"

    def given(self) -> dict[str, str]:
        return {
            "id": APP,
            "agent": "1000002",
            "secret": KEY,
            "login": f"{self.url}/page",
            "inside": f"{self.url}/inside",
            "api": f"{self.url}/cgi-bin",
        }

    def answer(self, asked: Asked) -> Answer:
        if asked.path == "/page":
            assert asked.query["login_type"] == "CorpApp"
            assert (asked.query["appid"], asked.query["agentid"]) == (APP, "1000002")
            return self.lead_back(asked.query["redirect_uri"], asked.query["state"])
        if asked.path == "/cgi-bin/gettoken":
            if (asked.query["corpid"], asked.query["corpsecret"]) != (APP, KEY):
                return Answer({"errcode": 40001, "errmsg": "invalid credential"})
            token = {"access_token": "t", "expires_in": 7200}
            return Answer({"errcode": 0, "errmsg": "ok", **token})
        assert asked.path == "/cgi-bin/auth/getuserinfo"
        return self._person(asked.query["access_token"], asked.query["code"])

    def _person(self, token: str, code: str) -> Answer:
        if self.fault == "expired token" or token != "t":
            return Answer({"errcode": 42001, "errmsg": "access_token expired"})
        if not (person := self.person_with(code)):
            return Answer({"errcode": 40029, "errmsg": "invalid code"})
        if person == "outsider":
            return Answer({"errcode": 0, "errmsg": "ok", "openid": "o-1"})
        return Answer({"errcode": 0, "errmsg": "ok", "userid": person})
