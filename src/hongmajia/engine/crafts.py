"""Crafts: which of some fifty fields of work a text speaks of.

The table `data/crafts.csv` names each craft with the words that tell of it, after the divisions of
GB/T 4754 and the trades of the national occupation list. A need and a helper may share no word
(“死鱼”, “水质底质改良”) and yet a craft.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from hongmajia.engine.texts import normalise

Floats = NDArray[np.float32]

FAINT = 0.1
"""What a hint counts beside a word: “设备” or “材料” alone tells of no craft."""
DOUBT = 1.0
"""The length that a text's crafts must outweigh: who names little of a craft shows little of it."""


@dataclass(frozen=True, slots=True)
class CraftTable:
    """The crafts in order, and for each telling word the crafts it belongs to."""

    names: tuple[str, ...]
    english: tuple[str, ...]
    words: dict[str, tuple[int, ...]]
    hints: frozenset[str]
    longest: int

    def telling(self, word: str) -> float:
        """How much a word of the table says for each craft it belongs to."""
        return len(word) / len(self.words[word]) * (FAINT if word in self.hints else 1)


@cache
def table() -> CraftTable:
    """The crafts as shipped."""
    with files(__package__).joinpath("data/crafts.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    words: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        for word in f"{row['words']} {row['hints']}".split():
            words.setdefault(word, []).append(number)
    return CraftTable(
        names=tuple(row["craft"] for row in rows),
        english=tuple(row["english"] for row in rows),
        words={word: tuple(crafts) for word, crafts in words.items()},
        hints=frozenset(" ".join(row["hints"] for row in rows).split()),
        longest=max(map(len, words)),
    )


def weigh(texts: Sequence[str]) -> Floats:
    """One row of craft weights per text, of a length towards one the more of a craft is named."""
    weights = np.zeros((len(texts), len(table().names)), dtype=np.float32)
    for row, text in zip(weights, texts, strict=True):
        for word, crafts in _words_in(normalise(text)):
            row[list(crafts)] += table().telling(word)
    np.log1p(weights, out=weights)
    lengths = np.linalg.norm(weights, axis=1, keepdims=True)
    return np.asarray(weights / np.hypot(lengths, DOUBT), dtype=np.float32)


def named(weights: Floats) -> tuple[str, str]:
    """The heaviest craft, in Chinese and English; empty where there is none."""
    heaviest = int(weights.argmax())
    if weights[heaviest] <= 0:
        return "", ""
    return table().names[heaviest], table().english[heaviest]


def strongest(text: str) -> tuple[str, str]:
    """The craft a text speaks of most, in Chinese and English; empty where there is none."""
    return named(weigh([text])[0])


def _words_in(text: str) -> list[tuple[str, tuple[int, ...]]]:
    """The table's words that the text contains, the longest at each place only."""
    words, longest = table().words, table().longest
    found = []
    at = 0
    while at < len(text):
        for length in range(min(longest, len(text) - at), 0, -1):
            word = text[at : at + length]
            if word in words:
                found.append((word, words[word]))
                at += length - 1
                break
        at += 1
    return found
