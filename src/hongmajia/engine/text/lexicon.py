"""Finding the words of a list in texts, the longest at each position."""

from __future__ import annotations

from collections.abc import Iterable


class Lexicon:
    """Words that are found in texts in one pass from left to right."""

    def __init__(self, words: Iterable[str]) -> None:
        """A lexicon of these words, none of them empty."""
        self._words = frozenset(words)
        lengths: dict[str, set[int]] = {}
        for word in self._words:
            lengths.setdefault(word[0], set()).add(len(word))
        self._lengths = {first: sorted(some, reverse=True) for first, some in lengths.items()}

    def found_in(self, text: str) -> list[str]:
        """The words in a text, in its order: at each position the longest, none overlapping."""
        found, start, words, lengths = [], 0, self._words, self._lengths
        while start < len(text):
            for length in lengths.get(text[start], ()):
                word = text[start : start + length]
                if word in words:
                    found.append(word)
                    start += length - 1
                    break
            start += 1
        return found
