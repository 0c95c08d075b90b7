"""Lessons: who turned out right for a need, and who else might have been asked, as numbers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from hongmajia.engine.arrays import Floats, Ints
from hongmajia.engine.facts import Need
from hongmajia.engine.index.helper_index import HelperIndex
from hongmajia.engine.scoring.affinity import PARTS, PAST
from hongmajia.engine.scoring.all_helpers import score_all_helpers
from hongmajia.engine.scoring.largest import largest_per_row
from hongmajia.engine.scoring.single_pairs import score_pairs

DIGITS = 3
"""Decimals of a stored part."""
MOST_OTHERS = 9
"""Others a lesson holds: the likeliest ones."""

Parts = tuple[float, ...]
"""The values of `PARTS`, each 0…1, for one pair of need and helper."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """The parts of a helper who was right for a need, and those of ``others``.

    ``weight`` says how sure it is, 0…1. ``source`` and ``time`` are any marks: of who was right,
    and of the span of time that is held back together.
    """

    right: Parts
    others: tuple[Parts, ...]
    weight: float = 1.0
    source: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What people made of a need: who was right, and who was not, by ids of helpers."""

    need: Need
    right: tuple[str, ...]
    wrong: tuple[str, ...]


@cache
def known_lessons(meaning: bool = False) -> tuple[Lesson, ...]:
    """The lessons of the known pairs to which the shipped weights were fitted."""
    text = files(__package__).joinpath("data/known.json").read_text("utf-8")
    rows = json.loads(text)["with_meaning" if meaning else "without_meaning"]
    return tuple(
        Lesson(tuple(row["right"]), tuple(map(tuple, row["others"])), source=row["source"])
        for row in rows
    )


def as_rows(lessons: Iterable[Lesson]) -> list[dict[str, object]]:
    """Lessons as JSON objects; `known_lessons` reads them."""
    return [{"right": each.right, "others": each.others, "source": each.source} for each in lessons]


def parts_of(index: HelperIndex, judged: Judged) -> tuple[list[Parts], tuple[Parts, ...]]:
    """The parts of each helper who was right, and of the others: those who were wrong, and the
    likeliest whom nobody judged.

    What a helper has solved is left out: the need itself is among it by now. Helpers who are no
    longer in the index are left out.
    """
    batch = index.prepare([judged.need])
    block = score_all_helpers(index, batch)
    right, wrong = _rows(index, judged.right), _rows(index, judged.wrong)
    points = np.where(block.allowed & block.reachable, block.log_odds, -np.inf)
    points[0, np.concatenate([right, wrong])] = -np.inf
    likely = largest_per_row(points, MOST_OTHERS)[1]
    beside = np.concatenate([wrong, likely])[:MOST_OTHERS]
    both = np.concatenate([right, beside])
    pairs = score_pairs(index, batch, np.zeros(len(both), np.int64), both)
    found = _rounded(pairs.parts)
    return found[: len(right)], tuple(found[len(right) :])


def _rows(index: HelperIndex, ids: Sequence[str]) -> Ints:
    """The rows of the helpers that the index knows."""
    return np.array([index.position[name] for name in ids if name in index.position], np.int64)


def _rounded(parts: Floats) -> list[Parts]:
    """Parts as they are stored, without what was solved."""
    kept = parts.copy()
    kept[:, PAST] = 0
    return [tuple(row) for row in np.round(kept, DIGITS).tolist()]


def as_matrix(lesson: Lesson) -> Floats:
    """The parts of a lesson, shape (1 + others, parts); the right one is the first row."""
    return np.array([lesson.right, *lesson.others], dtype=np.float64).reshape(-1, len(PARTS))
