"""浙政钉. The vendor's own pages need an account of theirs; this follows what was published after
them: https://blog.wlfpanda1012.com/2023/12/05/archives/ding002/ (page, ``gettoken.json``,
``getuserinfo_bycode.json``) and https://blog.csdn.net/m0_68318951/article/details/135023098.
"""

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta

from .server import APP, KEY, Answer, Asked, Fake

API_KEY = "key-of-the-tests"


class FakeZhezhengding(Fake):
    """The QR page and the two signed requests."""

    id = "zhezhengding"

    def __init__(self) -> None:
        super().__init__()
        self.nonces: set[str] = set()

    def given(self) -> dict[str, str]:
        named = {"id": APP, "key": API_KEY, "secret": KEY}
        return {**named, "login": f"{self.url}/page", "api": self.url}

    def answer(self, asked: Asked) -> Answer:
        if asked.path == "/page":
            assert asked.query["client_id"] == APP
            assert asked.query["scope"] == "get_user_info"
            assert asked.query["authType"] == "QRCODE"
            return self.lead_back(asked.query["redirect_uri"], asked.query["state"])
        fields = asked.query if asked.method == "GET" else asked.form
        if not self._is_signed(asked, fields):
            return Answer({"Code": "401", "Message": "signature", "success": False}, 200)
        if (asked.method, asked.path) == ("GET", "/gettoken.json"):
            if (fields["appkey"], fields["appsecret"]) != (API_KEY, KEY):
                return refused("400001")
            return said({"accessToken": "t", "expiresIn": 7200})
        assert (asked.method, asked.path) == ("POST", "/rpc/oauth2/getuserinfo_bycode.json")
        return self._person(fields)

    def _person(self, fields: dict[str, str]) -> Answer:
        if self.fault == "expired token" or fields["access_token"] != "t":
            return refused("2001")
        if not (person := self.person_with(fields["code"])):
            return refused("2002")
        return said({"accountId": person, "lastName": "张三", "account": "zhangsan"})

    def _is_signed(self, asked: Asked, fields: dict[str, str]) -> bool:
        """Each signature is new, of these minutes, and made with the secret."""
        at, nonce = asked.headers["x-hmac-auth-timestamp"], asked.headers["x-hmac-auth-nonce"]
        age = datetime.now(UTC) - datetime.fromisoformat(at)
        if nonce in self.nonces or age > timedelta(minutes=5) or not nonce.isdigit():
            return False
        self.nonces.add(nonce)
        listed = "&".join(f"{name}={fields[name]}" for name in sorted(fields))
        text = f"{asked.method}\n{at}\n{nonce}\n{asked.path}\n{listed}"
        digest = hmac.digest(KEY.encode(), text.encode(), hashlib.sha256)
        signature = base64.b64encode(digest).decode()
        known = {"apikey": API_KEY, "x-hmac-auth-version": "1.0"}
        return asked.headers["x-hmac-auth-signature"] == signature and all(
            asked.headers[name] == value for name, value in known.items()
        )


def said(data: dict[str, object]) -> Answer:
    """An answer in its envelope."""
    content = {"data": data, "success": True, "responseCode": "0", "responseMessage": "ok"}
    return Answer({"success": True, "content": content})


def refused(number: str) -> Answer:
    """A refusal in its envelope."""
    content = {"success": False, "responseCode": number, "responseMessage": "refused"}
    return Answer({"success": True, "content": content})
