"""浙里办. The vendor's own page comes with the 接入码 and could not be read; this follows excerpts
that others published (https://e-com-net.com/article/1507481747586088960.htm and
https://it.cha138.com/mysql/show-89444.html) and has to be compared with it before it is used.
"""

import hashlib
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from .server import APP, KEY, Answer, Asked, Fake

CHINA = ZoneInfo("Asia/Shanghai")


class FakeZheliban(Fake):
    """The page, the ticket and its person."""

    id = "zheliban"
    back = "ticket"

    def given(self) -> dict[str, str]:
        api = f"{self.url}/sso/servlet/simpleauth"
        return {"id": APP, "secret": KEY, "login": f"{self.url}/page", "api": api}

    def answer(self, asked: Asked) -> Answer:
        if asked.path == "/page":
            assert (asked.query["action"], asked.query["scope"]) == ("oauth", "1")
            assert asked.query["servicecode"] == APP
            assert "state" not in asked.query
            return self.lead_back(asked.query["redirectUrl"], None)
        assert asked.path == "/sso/servlet/simpleauth"
        if not self._is_signed(asked.form):
            return Answer({"result": "6010", "errmsg": "签名错误"})
        if asked.form["method"] == "ticketValidation":
            return self._token(asked.form["st"])
        assert asked.form["method"] == "getUserInfo"
        return self._person(asked.form["token"])

    def _is_signed(self, form: dict[str, str]) -> bool:
        at = datetime.strptime(form["time"], "%Y%m%d%H%M%S").replace(tzinfo=CHINA)
        text = f"{form['servicecode']}{KEY}{form['time']}"
        digest = hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
        return form["sign"] == digest and datetime.now(CHINA) - at < timedelta(minutes=5)

    def _token(self, ticket: str) -> Answer:
        if not (person := self.person_with(ticket)):
            return Answer({"result": "6003", "errmsg": "票据无效"})
        self.tokens["t"] = person
        return Answer({"result": "0", "errmsg": "", "token": "t", "userid": person})

    def _person(self, token: str) -> Answer:
        if self.fault == "expired token" or token not in self.tokens:
            return Answer({"result": "6005", "errmsg": "令牌已过期"})
        person = self.tokens[token]
        return Answer({"result": "0", "userid": person, "username": "张三", "mobile": "139"})
