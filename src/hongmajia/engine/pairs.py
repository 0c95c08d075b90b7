"""Needs made ready to be compared, and pairs as columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from hongmajia.engine import affinity, places
from hongmajia.engine.facts import Need

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def slices(rows: Ints, most: int) -> list[Ints]:
    """The rows, at ``most`` so many at a time (but one at least)."""
    step = max(1, most)
    return [rows[start : start + step] for start in range(0, len(rows), step)]


@dataclass(frozen=True, slots=True)
class Past:
    """Questions × helpers: the cosine of the likest need solved, and how many like it were."""

    likest: sparse.csr_array
    similar: sparse.csr_array

    @classmethod
    def nothing(cls, shape: tuple[int, int]) -> Past:
        """Nobody has solved anything."""
        return cls(sparse.csr_array(shape), sparse.csr_array(shape, dtype=np.int64))


@dataclass(frozen=True, slots=True)
class Asked:
    """Needs, made ready to be compared, a row each.

    ``question`` says which of the different questions a need asks: ``words``, ``crafts``,
    ``meaning`` and ``past`` have a row for each of those. ``category`` is a bit, 0 where none is
    said; ``onsite`` and ``online``: how the need may be helped; ``excluded`` (needs × helpers) is 1
    where a helper must not be proposed.
    """

    needs: tuple[Need, ...]
    question: Ints
    words: sparse.csr_array
    crafts: NDArray[np.float32]
    meaning: NDArray[np.float32]
    past: Past
    places: places.PlaceArrays
    category: Ints
    onsite: Bools
    online: Bools
    excluded: sparse.csr_array

    def rows(self, chosen: Ints) -> Asked:
        """Some of the needs only."""
        questions, question = np.unique(self.question[chosen], return_inverse=True)
        past = self.past
        return Asked(
            needs=tuple(self.needs[row] for row in chosen),
            question=question,
            words=self.words[questions],
            crafts=self.crafts[questions],
            meaning=self.meaning[questions],
            past=Past(past.likest[questions], past.similar[questions]),
            places=self.places.rows(chosen),
            category=self.category[chosen],
            onsite=self.onsite[chosen],
            online=self.online[chosen],
            excluded=self.excluded[chosen],
        )


@dataclass(frozen=True)
class Table:
    """Pairs as columns: need row, helper row, log-odds."""

    need: Ints
    helper: Ints
    log_odds: Floats

    @classmethod
    def empty(cls) -> Table:
        """No pairs."""
        none = np.zeros(0, dtype=np.int64)
        return Table(none, none, np.zeros(0))

    @property
    def score(self) -> Floats:
        """Scores 0…1."""
        return affinity.score(self.log_odds)

    def where(self, kept: Bools | Ints | slice) -> Self:
        """Some of the pairs, by mask or position."""
        return type(self)(*(getattr(self, each.name)[kept] for each in fields(self)))

    def best(self, k: int) -> Self:
        """The k best of each need, best first; of equals the one given first."""
        order = np.lexsort((self.helper, -self.log_odds, self.need))
        need = self.need[order]
        starts = np.flatnonzero(np.diff(need, prepend=-1))
        place = np.arange(len(need)) - np.repeat(starts, np.diff(starts, append=len(need)))
        return self.where(order[place < k])

    def merged(self, more: Self) -> Self:
        """With more pairs, in the order of `best`; both are in it already."""
        touched = np.isin(self.need, more.need)
        mixed = self.join([self.where(touched), more])
        return self.join([self.where(~touched), mixed.best(len(mixed.need))]).by_need()

    def by_need(self) -> Self:
        """The pairs of each need together, in the order in which they stand."""
        return self.where(np.argsort(self.need, kind="stable"))

    def with_need(self, need: Ints) -> Self:
        """The same pairs under other need rows."""
        return type(self)(need, *(getattr(self, each.name) for each in fields(self)[1:]))

    @classmethod
    def join(cls, blocks: Sequence[Self]) -> Self:
        """Several tables under one another."""
        columns = (each.name for each in fields(cls))
        return cls(*(np.concatenate([getattr(b, name) for b in blocks]) for name in columns))


@dataclass(frozen=True)
class Pairs(Table):
    """Measured pairs: also every part, kilometres, and what suitability depends on.

    ``beyond`` the radius, ``knows`` the subject, ``reaches`` it (on site or online), ``allowed``.
    """

    parts: Floats
    km: Floats
    beyond: Bools
    knows: Bools
    reaches: Bools
    allowed: Bools

    @property
    def suitable(self) -> Bools:
        """May be proposed: knows the subject, can reach it, is not excluded."""
        return self.knows & self.reaches & self.allowed

    @property
    def table(self) -> Table:
        """No more of them than a plan has to remember."""
        return Table(self.need, self.helper, self.log_odds)
