"""The robot of a group in 企业微信 (群机器人).

https://developer.work.weixin.qq.com/document/path/99110. A robot may send 20 messages a minute.
"""

from ..answers import Codes, checked, cut
from ..protocol import Message
from ..transport import exchange

HOST = "qyapi.weixin.qq.com"
CODES = Codes(account=(93000, 93008, 93017), later=(-1, 45009, 45033))
"""Numbers of a robot that is gone or was taken out of its group."""
LONGEST = 2000
"""Bytes of a text; 2,048 are allowed."""


def is_configured() -> bool:
    """Each union sets its own robot."""
    return True


def is_idempotent() -> bool:
    """A group sees twice what is sent twice."""
    return False


def send(message: Message) -> str:
    """Write into the group; the vendor tells no number of it. Raises ``NotDelivered``."""
    body = {"msgtype": "text", "text": {"content": cut(message.text.strip(), LONGEST)}}
    checked(exchange(method="POST", url=message.to, json=body).content(), CODES)
    return ""
