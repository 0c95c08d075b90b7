"""Work notices of 浙政钉 (专有钉钉, 工作通知) to people who sign in with it.

The vendor's own page opens only with an account of theirs; this follows what was published after
it: https://www.ewbang.com/community/article/details/961480425.html. A second message with one
``bizMsgId`` is refused as a repetition, which makes a second try harmless.
"""

import json
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from ...enums import Reason
from ..answers import cut
from ..protocol import AnswerLost, Message, NotDelivered, NotTaken, NumberRefused, ServerFailed
from ..transport import exchange
from .signing import signature_headers

PATH = "/message/workNotification"
LONGEST = 2000
"""Bytes of a text; 2,048 of the whole message are allowed."""
REPEATED = "重复"
"""Stands in the refusal of a message that was taken before."""
ACCOUNT = ("INVALID_RECEIVER", "ACCOUNT_NOT_EXIST")
LATER = ("Throttling", "FLOW_CONTROL")
OF_ALL = ("401", "403", "InvalidAccessKey", "SignatureNotMatch")


def is_configured() -> bool:
    """Whether our application is set."""
    return bool(settings.ZHEZHENGDING_NOTICES)


def is_idempotent() -> bool:
    """Each message has a number of its own, which is taken once."""
    return True


def send(message: Message) -> str:
    """Send a work notice to the person with this ``accountId``; raises ``NotDelivered``."""
    given = settings.ZHEZHENGDING_NOTICES
    text = cut(f"{message.text.strip()}\n{message.at}", LONGEST)
    msg = {"msgtype": "text", "text": {"content": text}}
    fields = sorted(
        {
            "receiverIds": message.to,
            "tenantId": given["tenant"],
            "bizMsgId": message.key,
            "msg": json.dumps(msg, ensure_ascii=False),
        }.items()
    )
    url = f"{given['api']}{PATH}"
    signed = signature_headers("POST", urlsplit(url).path, fields, given["key"], given["secret"])
    return _taken(exchange(method="POST", url=url, headers=signed, data=fields).content())


def _taken(answer: dict[str, Any]) -> str:
    """The vendor's number of a message that it took, now or before; raises ``NotDelivered``."""
    content = answer.get("content")
    inner = content if isinstance(content, dict) else {}
    if answer.get("success") is True and inner.get("success", True):
        found = inner.get("msgId") or inner.get("data") or content or ""
        return found if isinstance(found, str) else str(found)
    if "success" not in answer:
        raise AnswerLost(Reason.ANSWER_UNCLEAR)
    said = json.dumps(answer, ensure_ascii=False)
    if REPEATED in said:
        return ""
    names = ("responseCode", "bizErrorCode", "errorCode", "Code")
    codes = (part.get(name) for part in (inner, answer) for name in names)
    raise _refusal(str(next((code for code in codes if code), "")))


def _refusal(code: str) -> NotDelivered:
    detail = code[:40]
    if code in ACCOUNT:
        return NumberRefused(Reason.NUMBER_REFUSED, detail)
    if any(word in code for word in LATER):
        return ServerFailed(Reason.THROTTLED, detail)
    failed = ServerFailed if code in OF_ALL else NotTaken
    return failed(Reason.ANSWERED_NO, detail)
