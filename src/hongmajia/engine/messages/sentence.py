"""The entries of a catalogue of sentences, and how they are filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Sentence = str | Callable[[Mapping[str, Any]], str]
"""A `str.format` pattern, or a function of the parameters where the wording depends on them."""


def fill_in(pattern: Sentence, params: Mapping[str, Any]) -> str:
    """The sentence of a pattern with the parameters filled in."""
    return pattern(params) if callable(pattern) else pattern.format(**params)
