"""Crafts: which of 46 fields of work a text is about.

The table `data/crafts.csv` lists for each craft the words that indicate it, after the divisions
of GB/T 4754 and the trades of the national occupation list. A need and a helper may share a craft
although their texts share no word (“死鱼”, “水质底质改良”).
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

HINT_FACTOR = 0.1
"""Factor on the weight of a hint: “设备” or “材料” alone does not indicate a craft."""
DAMPING = 1.0
"""Constant added (in quadrature) to the norm of a text's craft weights before dividing by it, so
that a text with few craft words gets a vector clearly shorter than one.
"""
ONE_WORD = 2.0
"""Weight of a craft word of two characters."""
CATEGORY_CRAFTS = ((4, "管理与培训", 1.0), (5, "管理与培训", 0.5))
"""Crafts that a verified category indicates, and how much: 1 is as much as the need's own words.

Management is management whatever the words are about (“备件”); a lesson in welding is first of all
welding. The other categories say nothing of a craft.
"""


@dataclass(frozen=True, slots=True)
class CraftTable:
    """The crafts in the order of the table, and how to find them in a text.

    ``words`` maps each word to the rows of its crafts, ``word_weights`` to its weight for each of
    them; ``pattern`` finds the words, the longest at each position. ``descriptions`` are the
    crafts as texts: name and words.
    """

    names: tuple[str, ...]
    english: tuple[str, ...]
    words: dict[str, tuple[int, ...]]
    word_weights: dict[str, float]
    pattern: re.Pattern[str]
    descriptions: tuple[str, ...]


@cache
def craft_table() -> CraftTable:
    """The craft table shipped with the engine."""
    with files(__package__).joinpath("data/crafts.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    hints = set(" ".join(row["hints"] for row in rows).split())
    words = _crafts_by_word(rows)
    return CraftTable(
        names=tuple(row["craft"] for row in rows),
        english=tuple(row["english"] for row in rows),
        words={word: tuple(crafts) for word, crafts in words.items()},
        word_weights={
            word: len(word) / len(crafts) * (HINT_FACTOR if word in hints else 1)
            for word, crafts in words.items()
        },
        pattern=_pattern(words),
        descriptions=tuple(f"{row['craft']} {row['words']}" for row in rows),
    )


def _crafts_by_word(rows: Sequence[dict[str, str]]) -> dict[str, list[int]]:
    """The numbers of the crafts (rows of the table) that each word stands for."""
    words: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        for word in f"{row['words']} {row['hints']}".split():
            words.setdefault(word, []).append(number)
    return words


def craft_weights(texts: Sequence[str]) -> Floats:
    """Craft weights of texts, shape (texts, crafts).

    A weight is the logarithm of 1 + the summed weights of the craft's words in the text. Each row
    has a length below one that grows with the number of craft words found.
    """
    return damped(craft_totals(texts))


def craft_totals(texts: Sequence[str]) -> Floats:
    """The summed weights of each craft's words in the texts, shape (texts, crafts)."""
    rows, columns, points = [], [], []
    for row, text in enumerate(texts):
        for word in craft_table().pattern.findall(normalise(text)):
            for craft in craft_table().words[word]:
                rows.append(row)
                columns.append(craft)
                points.append(craft_table().word_weights[word])
    shape = (len(texts), len(craft_table().names))
    places = np.array(rows, dtype=np.int64) * shape[1] + np.array(columns, dtype=np.int64)
    totals = np.bincount(places, np.array(points, dtype=np.float64), minlength=shape[0] * shape[1])
    return np.asarray(totals.reshape(shape), dtype=np.float32)


def damped(totals: Floats) -> Floats:
    """Craft weights from totals: logarithms, in rows of a length below one."""
    weights = np.log1p(totals)
    lengths = np.linalg.norm(weights, axis=1, keepdims=True)
    return np.asarray(weights / np.hypot(lengths, DAMPING), dtype=np.float32)


@cache
def category_shares() -> Floats:
    """How much each of the categories 1…7 indicates each craft, shape (8, crafts); row 0 is for
    needs without a verified category.
    """
    shares = np.zeros((8, len(craft_table().names)), dtype=np.float32)
    for category, craft, share in CATEGORY_CRAFTS:
        shares[category, craft_table().names.index(craft)] = share
    return shares


def heaviest_craft(weights: Floats) -> tuple[str, str]:
    """The craft with the largest weight, in Chinese and English; two empty texts if all are 0."""
    heaviest = int(weights.argmax())
    if weights[heaviest] <= 0:
        return "", ""
    return craft_table().names[heaviest], craft_table().english[heaviest]


def strongest_craft(text: str) -> tuple[str, str]:
    """The craft that a text is most about, in Chinese and English; two empty texts if none is
    found.
    """
    return heaviest_craft(craft_weights([text])[0])


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """A regular expression that finds the words, the longest at each position.

    Words are grouped by their first character, which makes matching several times faster.
    """
    ordered = sorted(words, key=lambda word: (word[0], -len(word), word))
    groups = (
        first + "(?:" + "|".join(re.escape(word[1:]) for word in some) + ")"
        for first, some in groupby(ordered, key=lambda word: word[0])
    )
    return re.compile("|".join(groups))
