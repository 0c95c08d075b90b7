"""钉钉: https://help.dingtalk.io/zh/open/development/obtain-user-token (token),
https://open.dingtalk.com/document/orgapp/tutorial-obtaining-user-personal-information (the rest).
"""

import json

from .server import APP, KEY, Answer, Asked, Fake


class FakeDingTalk(Fake):
    """The page, ``userAccessToken`` and ``contact/users/me``."""

    id = "dingtalk"
    back = "authCode"

    def given(self) -> dict[str, str]:
        page, api = f"{self.url}/page", f"{self.url}/v1.0"
        token, person = f"{api}/oauth2/userAccessToken", f"{api}/contact/users/me"
        return {"id": APP, "secret": KEY, "login": page, "token": token, "person": person}

    def answer(self, asked: Asked) -> Answer:
        if asked.path == "/page":
            assert asked.query["client_id"] == APP
            assert asked.query["response_type"] == "code"
            assert asked.query["scope"] == "openid"
            assert asked.query["prompt"] == "consent"
            return self.lead_back(asked.query["redirect_uri"], asked.query["state"])
        if asked.path == "/v1.0/oauth2/userAccessToken":
            return self._token(json.loads(asked.body))
        return self._person(asked.headers.get("x-acs-dingtalk-access-token", ""))

    def _token(self, asked: dict[str, str]) -> Answer:
        if (asked["clientId"], asked["clientSecret"]) != (APP, KEY):
            return Answer({"code": "invalidClientIdOrSecret", "message": "无效的clientId"}, 400)
        assert asked["grantType"] == "authorization_code"
        if not (person := self.person_with(asked["code"])):
            return Answer({"code": "invalidParameter.authCode.notFound", "message": "无效"}, 400)
        self.tokens["a-token"] = person
        return Answer(
            {"accessToken": "a-token", "refreshToken": "another", "expireIn": 7200, "corpId": "c"}
        )

    def _person(self, token: str) -> Answer:
        if self.fault == "expired token" or token not in self.tokens:
            return Answer({"code": "InvalidAuthentication", "message": "不合法的access_token"}, 401)
        person = self.tokens[token]
        return Answer(
            {"nick": "张三", "openId": person, "unionId": f"u-{person}", "mobile": "13900000001"}
        )
