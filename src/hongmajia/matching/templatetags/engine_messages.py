"""``{% load engine_messages %}``: messages of the engine in the reader's language."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.translation import get_language

from hongmajia.engine import Message, Reason, describe, describe_all

from ..fit import fit_of

register = template.Library()


@register.filter(name="describe")
def described(message: Message | Mapping[str, Any]) -> str:
    """Return one message in words; it may be a ``Message`` or as stored."""
    return describe(_as_message(message), get_language() or "zh")


@register.filter(name="describe_all")
def all_described(messages: Iterable[Message | Mapping[str, Any]]) -> str:
    """Return several messages in one line."""
    return describe_all(map(_as_message, messages), get_language() or "zh")


@register.filter
def favours(reason: Reason | Mapping[str, Any]) -> bool:
    """Whether a reason speaks for the pair."""
    return bool(reason["favours"] if isinstance(reason, Mapping) else reason.favours)


@register.filter
def fit_in_words(score: float) -> str:
    """Return how well a helper fits, in words."""
    return str(fit_of(score).label)


def _as_message(message: Message | Mapping[str, Any]) -> Message:
    if isinstance(message, Message):
        return message
    return Message(message["code"], message["params"])
