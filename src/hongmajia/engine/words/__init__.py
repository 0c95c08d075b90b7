"""Sayings put into words: the one place where the engine's sentences stand, in two languages.

Web, spreadsheet and command line all call `say`; `chinese` and `english` hold the same codes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hongmajia.engine.facts import EngineError
from hongmajia.engine.reasons import Saying
from hongmajia.engine.words import chinese, english


def say(saying: Saying | EngineError, lang: str = "zh") -> str:
    """The sentence for a reason, cause, remedy or contradiction.

    Chinese unless ``lang`` begins with “en”.
    """
    return sentence(saying.code, lang, **saying.params)


def say_all(sayings: Iterable[Saying], lang: str = "zh") -> str:
    """Several sayings in one line."""
    return ("; " if lang.startswith("en") else "；").join(say(saying, lang) for saying in sayings)


def sentence(code: str, lang: str = "zh", **params: Any) -> str:
    """The sentence of a code with its facts filled in."""
    pattern = (english if lang.startswith("en") else chinese).SENTENCES[code]
    return str(pattern(params) if callable(pattern) else pattern.format(**params))
