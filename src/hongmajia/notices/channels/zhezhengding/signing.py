"""The signature of requests to 浙政钉 (专有钉钉): HMAC-SHA256 over what is asked."""

import base64
import hashlib
import hmac
import secrets

from django.utils import timezone


def signature_headers(
    method: str, path: str, fields: list[tuple[str, str]], key: str, secret: str
) -> dict[str, str]:
    """The headers that sign a request, each of them new."""
    now = timezone.localtime()
    moment = now.isoformat(timespec="milliseconds")
    nonce = f"{int(now.timestamp() * 1000)}{secrets.randbelow(9000) + 1000}"
    listed = "&".join(f"{name}={value}" for name, value in fields)
    text = "\n".join([method, moment, nonce, path, listed])
    digest = hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest()
    return {
        "X-Hmac-Auth-Timestamp": moment,
        "X-Hmac-Auth-Version": "1.0",
        "X-Hmac-Auth-Nonce": nonce,
        "apiKey": key,
        "X-Hmac-Auth-Signature": base64.b64encode(digest).decode(),
    }
