"""Crafts: which of some fifty fields of work a text speaks of.

The table `data/crafts.csv` names each craft with the words that tell of it, after the divisions of
GB/T 4754 and the trades of the national occupation list. A need and a helper may share no word
(“死鱼”, “水质底质改良”) and yet a craft.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from hongmajia.engine.text.ngrams import normalise

Floats = NDArray[np.float32]

FAINT = 0.1
"""What a hint counts beside a word: “设备” or “材料” alone tells of no craft."""
DOUBT = 1.0
"""The length that a text's crafts must outweigh: who names little of a craft shows little of it."""


@dataclass(frozen=True, slots=True)
class CraftTable:
    """The crafts in order; for each word its crafts and what it tells of each of them; the pattern
    that finds the words, the longest at each place. ``sayings`` are crafts as texts.
    """

    names: tuple[str, ...]
    english: tuple[str, ...]
    words: dict[str, tuple[int, ...]]
    telling: dict[str, float]
    pattern: re.Pattern[str]
    sayings: tuple[str, ...]


@cache
def table() -> CraftTable:
    """The crafts as shipped."""
    with files(__package__).joinpath("data/crafts.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    hints = set(" ".join(row["hints"] for row in rows).split())
    words: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        for word in f"{row['words']} {row['hints']}".split():
            words.setdefault(word, []).append(number)
    return CraftTable(
        names=tuple(row["craft"] for row in rows),
        english=tuple(row["english"] for row in rows),
        words={word: tuple(crafts) for word, crafts in words.items()},
        telling={
            word: len(word) / len(crafts) * (FAINT if word in hints else 1)
            for word, crafts in words.items()
        },
        pattern=_pattern(words),
        sayings=tuple(f"{row['craft']} {row['words']}" for row in rows),
    )


def weigh(texts: Sequence[str]) -> Floats:
    """One row of craft weights per text, of a length towards one the more of a craft is named."""
    rows, columns, points = [], [], []
    for row, text in enumerate(texts):
        for word in table().pattern.findall(normalise(text)):
            for craft in table().words[word]:
                rows.append(row)
                columns.append(craft)
                points.append(table().telling[word])
    shape = (len(texts), len(table().names))
    places = np.array(rows, dtype=np.int64) * shape[1] + np.array(columns, dtype=np.int64)
    told = np.bincount(places, np.array(points, dtype=np.float64), minlength=shape[0] * shape[1])
    weights = np.log1p(told.reshape(shape))
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


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Finds words, the longest first; those with the same first letter together, which is quick."""
    ordered = sorted(words, key=lambda word: (word[0], -len(word), word))
    groups = (
        first + "(?:" + "|".join(re.escape(word[1:]) for word in some) + ")"
        for first, some in groupby(ordered, key=lambda word: word[0])
    )
    return re.compile("|".join(groups))
