"""Showing where the words of a query stand: the passage of a text, and the words marked in it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .search import words_of_query

LENGTH = 90
"""Characters of a passage: two lines on a desk, four on a phone."""
BEFORE = 24
"""Characters shown before the first of the words."""
CUT = "…"


def marked(text: str, query: str) -> SafeString | str:
    """Return ``text`` with the words of ``query`` in ``<mark>``."""
    pattern = _pattern(query)
    if pattern is None:
        return text
    pieces = pattern.split(text)
    marks = (format_html("<mark>{}</mark>", p) if n % 2 else p for n, p in enumerate(pieces))
    return format_html_join("", "{}", ((mark,) for mark in marks))


def passage(texts: Iterable[str], query: str) -> str:
    """The passage of the texts that holds most of the words of ``query``, the first of several.

    The beginning of the first text if none holds a word; empty without a text.
    """
    lines = [line for line in (" ".join(text.split()) for text in texts) if line]
    words, pattern = words_of_query(query), _pattern(query)
    places = [(line, found.start()) for line in lines for found in _places(pattern, line)]
    if not places:
        return _cut_out(lines[0], 0) if lines else ""
    line, at = max(places, key=lambda place: _held(_cut_out(*place), words))
    return _cut_out(line, at)


def _places(pattern: re.Pattern[str] | None, line: str) -> Iterator[re.Match[str]]:
    return pattern.finditer(line) if pattern else iter(())


def _cut_out(line: str, at: int) -> str:
    """The passage of ``line`` around the character ``at``."""
    start = max(at - BEFORE, 0) if len(line) > LENGTH else 0
    end = start + LENGTH
    return (CUT if start else "") + line[start:end] + (CUT if end < len(line) else "")


def _held(piece: str, words: Sequence[str]) -> int:
    lower = piece.lower()
    return sum(word in lower for word in words)


@lru_cache(maxsize=64)
def _pattern(query: str) -> re.Pattern[str] | None:
    words = sorted(words_of_query(query), key=len, reverse=True)
    found = "|".join(map(re.escape, words))
    return re.compile(f"({found})", re.IGNORECASE) if found else None
