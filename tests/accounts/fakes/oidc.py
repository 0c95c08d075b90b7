"""An OpenID Connect server: https://openid.net/specs/openid-connect-core-1_0.html (section 3.1),
https://openid.net/specs/openid-connect-discovery-1_0.html, RFC 7636 (the code's challenge).
"""

import base64
import hashlib
import json
import time
from functools import cache
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from .server import APP, KEY, Answer, Asked, Fake


@cache
def signing_key(name: str) -> rsa.RSAPrivateKey:
    """The server's key, and one that is not its own."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class FakeOidc(Fake):
    """What it publishes, the page, the token and its keys."""

    id = "oidc"

    def __init__(self) -> None:
        super().__init__()
        self.claims: dict[str, Any] = {}
        """What the ID token says otherwise than it should."""
        self.signed_with = "own"
        self.challenges: dict[str, str] = {}

    def given(self) -> dict[str, str]:
        return {"name": "省统一认证", "server": self.url, "id": APP, "secret": KEY}

    def answer(self, asked: Asked) -> Answer:
        if asked.path == "/.well-known/openid-configuration":
            return Answer(
                {
                    "issuer": self.url,
                    "authorization_endpoint": f"{self.url}/page",
                    "token_endpoint": f"{self.url}/token",
                    "jwks_uri": f"{self.url}/keys",
                    "userinfo_endpoint": f"{self.url}/userinfo",
                    "token_endpoint_auth_methods_supported": ["client_secret_basic"],
                }
            )
        if asked.path == "/page":
            return self._page(asked)
        if asked.path == "/keys":
            numbers = signing_key("own").public_key().public_numbers()
            key = {"n": _number(numbers.n), "e": _number(numbers.e)}
            return Answer({"keys": [{"kty": "RSA", "kid": "k", "alg": "RS256", **key}]})
        return self._token(asked)

    def _page(self, asked: Asked) -> Answer:
        assert asked.query["client_id"] == APP
        assert asked.query["scope"] == "openid"
        assert asked.query["code_challenge_method"] == "S256"
        answer = self.lead_back(asked.query["redirect_uri"], asked.query["state"])
        self.challenges[list(self.codes)[-1]] = asked.query["code_challenge"]
        return answer

    def _token(self, asked: Asked) -> Answer:
        known = base64.b64encode(f"{APP}:{KEY}".encode()).decode()
        if asked.headers.get("authorization") != f"Basic {known}":
            return Answer({"error": "invalid_client"}, 401)
        code = asked.form["code"]
        digest = hashlib.sha256(asked.form.get("code_verifier", "").encode()).digest()
        if not (person := self.person_with(code)) or self.challenges[code] != _text(digest):
            return Answer({"error": "invalid_grant"}, 400)
        return Answer(
            {"access_token": "t", "token_type": "Bearer", "id_token": self._id_token(person)}
        )

    def _id_token(self, person: str) -> str:
        now = int(time.time())
        end = now - 60 if self.fault == "expired token" else now + 600
        claims = {"iss": self.url, "aud": APP, "sub": person, "iat": now - 90, "exp": end}
        claims |= self.claims
        parts = [{"alg": "RS256", "kid": "k"}, claims]
        text = ".".join(_text(json.dumps(part).encode()) for part in parts)
        key = signing_key(self.signed_with)
        signature = key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())
        return f"{text}.{_text(signature)}"


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def _number(value: int) -> str:
    return _text(value.to_bytes((value.bit_length() + 7) // 8))
