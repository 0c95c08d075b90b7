"""Sentences as notices, calls and deliveries store them: in Chinese, with their words apart."""

from collections.abc import Iterable
from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from hongmajia.core.acts import localised

Line = dict[str, Any]
"""A stored sentence and the words that fill it: ``{"sentence": …, "params": …}``."""


def in_words(sentence: str, params: dict[str, Any]) -> str:
    """A stored Chinese sentence in the active language, with its words filled in."""
    return gettext(sentence) % localised(params)


def stored(sentence: Any, params: dict[str, Any]) -> tuple[str, dict[str, str]]:
    """A sentence and the words that fill it as they are stored: in Chinese."""
    with translation.override("zh-hans"):
        return str(sentence), {key: str(value) for key, value in params.items()}


def line_of(sentence: Any, params: dict[str, Any]) -> Line:
    """``stored``, as one line of a call or a delivery."""
    source, words = stored(sentence, params)
    return {"sentence": source, "params": words}


def texts_of(lines: Iterable[Line]) -> list[str]:
    """What the lines say in the active language, the earliest first and nothing twice."""
    return list(dict.fromkeys(in_words(line["sentence"], line["params"]) for line in lines))
