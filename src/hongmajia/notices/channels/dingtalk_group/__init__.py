"""The robot of a group in 钉钉 (自定义机器人, 加签).

https://open.dingtalk.com/document/orgapp/custom-robot-access (sending),
…/customize-robot-security-settings (signature). A robot may send 20 messages a minute; beyond them
it is silenced for ten.
"""

import base64
import hashlib
import hmac
import time

from ..answers import Codes, checked, cut
from ..protocol import Message
from ..transport import exchange

HOST = "oapi.dingtalk.com"
CODES = Codes(account=(300001, 310000, 400013, 400101, 400102), later=(130101, 410100, -1))
"""Numbers of a robot that is gone, switched off, or wants another signature or word."""
LONGEST = 5000


def is_configured() -> bool:
    """Each union sets its own robot."""
    return True


def is_idempotent() -> bool:
    """A group sees twice what is sent twice."""
    return False


def signature(secret: str, milliseconds: int) -> str:
    """The sign of a request made at that time: HMAC-SHA256 of time and secret, in base64."""
    text = f"{milliseconds}\n{secret}"
    digest = hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def send(message: Message) -> str:
    """Write into the group; the vendor tells no number of it. Raises ``NotDelivered``."""
    now = int(time.time() * 1000)
    signed = {"timestamp": str(now), "sign": signature(message.secret, now)}
    body = {"msgtype": "text", "text": {"content": cut(message.text.strip(), LONGEST)}}
    params = signed if message.secret else {}
    checked(exchange(method="POST", url=message.to, params=params, json=body).content(), CODES)
    return ""
