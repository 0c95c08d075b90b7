"""Settings of the messages by 微信: which template is for what, and what fills its places.

The limits are those of https://developers.weixin.qq.com/doc/service/api/notify/notify/
api_sendnewsubscribemsg.html (订阅通知参数值内容限制).
"""

import json
import re
from dataclasses import dataclass
from typing import Any

from .variables import NotUsable

PLACE = re.compile(r"(thing|time|date|phrase|character_string)\d+")
"""Places of a template that can be filled; ``thing1`` is one of the sort ``thing``."""
KINDS = ("act", "news", "changed", "security")
"""What a template may be for: the kinds of notices."""
LONGEST = {"thing": 20, "phrase": 5, "character_string": 32}
"""Characters of a place by its sort."""
WORDS = {"thing": ("title",), "time": ("at",), "date": ("at",), "character_string": ()}
"""What we can fill in by the sort of the place; other texts begin with ``=`` and are fixed."""


@dataclass(frozen=True)
class Template:
    """A template of the service account (服务号): its id, and what stands at its places.

    ``once`` is whether each consent is good for one message only (一次性订阅).
    """

    id: str
    fields: dict[str, str]
    once: bool = False


def templates(value: str) -> dict[str, Template]:
    """``{"act": {"id": "…", "fields": {"thing1": "title", "time2": "at"}}}`` by kind."""
    try:
        found = json.loads(value or "{}")
        made = {kind: _template(given) for kind, given in found.items()}
    except (ValueError, TypeError, KeyError, AttributeError):
        raise NotUsable(
            '应为JSON对象，例如{"act": {"id": "模板ID", "fields": {"thing1": "title"}}}。',
            'it must be a JSON object such as {"act": {"id": "…", "fields": {"thing1": "title"}}}.',
        ) from None
    if unknown := sorted(made.keys() - set(KINDS)):
        known = ", ".join(KINDS)
        raise NotUsable(f"没有{unknown[0]}这一类，可以写{known}。",
                        f"there is no kind {unknown[0]}; one can write {known}.")  # fmt: skip
    return made


def sort_of(place: str) -> str:
    """The sort of a place: ``thing`` for ``thing1``."""
    return place.rstrip("0123456789")


def _template(given: dict[str, Any]) -> Template:
    if unknown := sorted(given.keys() - {"id", "fields", "once"}):
        raise KeyError(unknown[0])
    fields = dict(given["fields"])
    if not (isinstance(given["id"], str) and given["id"] and fields):
        raise TypeError("id, fields")
    for place, word in fields.items():
        _check(place, word)
    return Template(given["id"], fields, bool(given.get("once", False)))


def _check(place: str, word: str) -> None:
    sort = sort_of(place)
    fits = PLACE.fullmatch(place) is not None and (
        0 < len(word) - 1 <= LONGEST.get(sort, 0)
        if word.startswith("=")
        else word in WORDS.get(sort, ())
    )
    if not fits:
        raise NotUsable(f"模板的{place}不能填{word}。", f"{place} cannot be filled with {word}.")
