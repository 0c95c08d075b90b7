"""Messages of our application in 企业微信 to people who sign in with it.

https://developer.work.weixin.qq.com/document/path/90236 (sending; with the check for doubles the
same text reaches the same person once in four hours), …/91039 (token), …/90313 (codes).
"""

from functools import partial
from typing import Any

from django.conf import settings

from ..answers import Codes, checked, cut
from ..protocol import Message
from ..tokens import forget, token
from ..transport import exchange, preparing

CODES = Codes(
    account=(81013, 60111, 40003, 60003),
    later=(-1, 45009, 45033, 45047),
    token=(40014, 42001, 42007),
    of_all=(40001, 40013, 40056, 60020, 301002, 48002),
)
LONGEST = 2000
"""Bytes of a text; beyond 2,048 it is cut off."""
ONCE_WITHIN = 4 * 3600
"""Seconds in which the same text is not taken twice; longer cannot be asked for."""


def is_configured() -> bool:
    """Whether our application is set."""
    return bool(settings.WECOM_NOTICES)


def is_idempotent() -> bool:
    """The vendor is asked to check for doubles; a message is given up before that check ends."""
    return True


def send(message: Message) -> str:
    """Send a message to the member with this ``userid``; raises ``NotDelivered``."""
    given = settings.WECOM_NOTICES
    sent = _hand_over(
        {
            "touser": message.to,
            "msgtype": "text",
            "agentid": int(given["agent"]),
            "text": {"content": cut(f"{message.text.strip()}\n{message.at}", LONGEST)},
            "enable_duplicate_check": 1,
            "duplicate_check_interval": ONCE_WITHIN,
        }
    )
    return str(sent.get("msgid", ""))


def _hand_over(body: dict[str, Any]) -> dict[str, Any]:
    given = settings.WECOM_NOTICES
    asked = {"access_token": token("wecom", _fetch)}
    url = f"{given['api']}/message/send"
    content = exchange(method="POST", url=url, params=asked, json=body).content()
    return checked(content, CODES, partial(forget, "wecom"))


def _fetch() -> tuple[str, int]:
    given = settings.WECOM_NOTICES
    asked = {"corpid": given["id"], "corpsecret": given["secret"]}
    content = preparing(method="GET", url=f"{given['api']}/gettoken", params=asked)
    found = checked(content, CODES)
    return str(found["access_token"]), int(found["expires_in"])
