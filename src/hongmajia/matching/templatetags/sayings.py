"""The engine's sayings in the reader's language."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.translation import get_language

from hongmajia.engine import Reason, Saying, say, say_all

register = template.Library()


@register.filter
def said(saying: Saying | Mapping[str, Any]) -> str:
    """One saying, as the engine gave it or as it was stored."""
    return say(_live(saying), get_language() or "zh")


@register.filter
def all_said(sayings: Iterable[Saying | Mapping[str, Any]]) -> str:
    """Several in one line."""
    return say_all(map(_live, sayings), get_language() or "zh")


@register.filter
def favours(reason: Reason | Mapping[str, Any]) -> bool:
    """Whether a reason speaks for the pair."""
    return bool(reason["favours"] if isinstance(reason, Mapping) else reason.favours)


def _live(saying: Saying | Mapping[str, Any]) -> Saying:
    if isinstance(saying, Saying):
        return saying
    return Saying(saying["code"], saying["params"])
