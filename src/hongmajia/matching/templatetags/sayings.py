"""The engine's sayings in the reader's language."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.translation import get_language

from hongmajia.engine import Message, Reason, describe, describe_all

register = template.Library()


@register.filter
def said(saying: Message | Mapping[str, Any]) -> str:
    """One saying, as the engine gave it or as it was stored."""
    return describe(_live(saying), get_language() or "zh")


@register.filter
def all_said(sayings: Iterable[Message | Mapping[str, Any]]) -> str:
    """Several in one line."""
    return describe_all(map(_live, sayings), get_language() or "zh")


@register.filter
def favours(reason: Reason | Mapping[str, Any]) -> bool:
    """Whether a reason speaks for the pair."""
    return bool(reason["favours"] if isinstance(reason, Mapping) else reason.favours)


def _live(saying: Message | Mapping[str, Any]) -> Message:
    if isinstance(saying, Message):
        return saying
    return Message(saying["code"], saying["params"])
