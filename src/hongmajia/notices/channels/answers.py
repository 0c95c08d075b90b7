"""Answers with an ``errcode``, as 钉钉, 企业微信 and 微信 give them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..enums import Reason
from .protocol import AnswerLost, NotTaken, NumberRefused, ServerFailed


@dataclass(frozen=True)
class Codes:
    """What the numbers of one vendor mean; every other is a refusal of this message."""

    account: tuple[int, ...] = ()
    """The person cannot be reached."""
    unwanted: tuple[int, ...] = ()
    """The person has not agreed to such messages, or has taken it back."""
    later: tuple[int, ...] = ()
    """Nothing was taken; too much at once."""
    token: tuple[int, ...] = ()
    """The token has ended."""
    of_all: tuple[int, ...] = ()
    """Refusals that every message would meet."""


def checked(
    content: dict[str, Any], codes: Codes, forget_token: Callable[[], None] = lambda: None
) -> dict[str, Any]:
    """The content of an answer, if the vendor took what was asked; raises ``NotDelivered``."""
    code = content.get("errcode")
    if code == 0:
        return content
    if not isinstance(code, int):
        raise AnswerLost(Reason.ANSWER_UNCLEAR)
    detail = f"errcode {code}"
    if code in codes.account:
        raise NumberRefused(Reason.NUMBER_REFUSED, detail)
    if code in codes.unwanted:
        raise NumberRefused(Reason.NOT_SUBSCRIBED, detail)
    if code in codes.later:
        raise ServerFailed(Reason.THROTTLED, detail)
    if code in codes.token:
        forget_token()
        raise NotTaken(Reason.ANSWERED_NO, detail)
    failed = ServerFailed if code in codes.of_all else NotTaken
    raise failed(Reason.ANSWERED_NO, detail)


def cut(text: str, most: int) -> str:
    """``text`` within ``most`` bytes, in whole characters."""
    encoded = text.encode()
    return text if len(encoded) <= most else encoded[: most - 3].decode(errors="ignore") + "…"
