"""The sentence of a message, in Chinese or English."""

from __future__ import annotations

from collections.abc import Iterable

from hongmajia.engine.facts import EngineError
from hongmajia.engine.messages import chinese, english
from hongmajia.engine.messages.codes import Message
from hongmajia.engine.messages.sentence import fill_in


def describe(saying: Message | EngineError, lang: str = "zh") -> str:
    """The sentence for a reason, cause, remedy, relaxation or error.

    Chinese unless ``lang`` begins with “en”. Raises `KeyError` for a code without a sentence.
    """
    catalogue = english if lang.startswith("en") else chinese
    return fill_in(catalogue.SENTENCES[saying.code], saying.params)


def describe_all(sayings: Iterable[Message], lang: str = "zh") -> str:
    """The sentences of several messages in one line, separated by semicolons."""
    return ("; " if lang.startswith("en") else "；").join(
        describe(saying, lang) for saying in sayings
    )
