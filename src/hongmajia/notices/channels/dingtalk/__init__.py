"""Work notices of 钉钉 (工作通知) to people who sign in with it.

https://open.dingtalk.com/document/orgapp/asynchronous-sending-of-enterprise-session-messages
(sending; the same text reaches the same person once a day, which makes a second try harmless),
…/obtain-orgapp-token (token), …/query-a-user-by-the-union-id (whose number they have there).
"""

from functools import partial
from typing import Any

from django.conf import settings

from ..answers import Codes, checked, cut
from ..protocol import Message
from ..tokens import forget, token
from ..transport import exchange, preparing

CODES = Codes(
    account=(60121, 33012, 40103, 143105),
    later=(-1, 88, 90018, 143103, 143104, 1430003),
    token=(40014, 42001),
    of_all=(40001, 40089, 40096, 60011, 60020),
)
LONGEST = 2000
"""Bytes of a text; 2,048 of the whole message are allowed."""


def is_configured() -> bool:
    """Whether our application is set."""
    return bool(settings.DINGTALK_NOTICES)


def is_idempotent() -> bool:
    """A person gets one text once a day; ours says when it was made."""
    return True


def send(message: Message) -> str:
    """Send a work notice to the person with this union id; raises ``NotDelivered``."""
    given = settings.DINGTALK_NOTICES
    person = _ask("/topapi/user/getbyunionid", {"unionid": message.to}, before=True)
    text = cut(f"{message.text.strip()}\n{message.at}", LONGEST)
    sent = _ask(
        "/topapi/message/corpconversation/asyncsend_v2",
        {
            "agent_id": int(given["agent"]),
            "userid_list": person["result"]["userid"],
            "msg": {"msgtype": "text", "text": {"content": text}},
        },
    )
    return str(sent.get("task_id", ""))


def _ask(path: str, body: dict[str, Any], *, before: bool = False) -> dict[str, Any]:
    """Ask for what goes ``before`` the message, or hand the message over."""
    given = settings.DINGTALK_NOTICES
    known = token("dingtalk", _fetch)
    asked: dict[str, Any] = {
        "method": "POST", "url": f"{given['api']}{path}", "params": {"access_token": known},
        "json": body,
    }  # fmt: skip
    content = preparing(**asked) if before else exchange(**asked).content()
    return checked(content, CODES, partial(forget, "dingtalk"))


def _fetch() -> tuple[str, int]:
    given = settings.DINGTALK_NOTICES
    asked = {"appkey": given["key"], "appsecret": given["secret"]}
    content = preparing(method="GET", url=f"{given['api']}/gettoken", params=asked)
    found = checked(content, CODES)
    return str(found["access_token"]), int(found["expires_in"])
