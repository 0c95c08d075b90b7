"""Pairs of needs and helpers as columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Self

import numpy as np

from hongmajia.engine.arrays import Bools, Floats, Ints
from hongmajia.engine.scoring import affinity


@dataclass(frozen=True)
class PairTable:
    """Pairs as columns: need row, helper row, log-odds."""

    need: Ints
    helper: Ints
    log_odds: Floats

    @classmethod
    def empty(cls) -> PairTable:
        """A table without pairs."""
        none = np.zeros(0, dtype=np.int64)
        return PairTable(none, none, np.zeros(0))

    @property
    def score(self) -> Floats:
        """Scores 0…1."""
        return affinity.to_score(self.log_odds)

    def select(self, kept: Bools | Ints | slice) -> Self:
        """The pairs selected by a mask, positions or a slice."""
        return type(self)(*(getattr(self, each.name)[kept] for each in fields(self)))

    def best(self, k: int) -> Self:
        """The k best pairs of each need, sorted by need, then from the best; equal ones by helper
        row.
        """
        order = np.lexsort((self.helper, -self.log_odds, self.need))
        need = self.need[order]
        starts = np.flatnonzero(np.diff(need, prepend=-1))
        place = np.arange(len(need)) - np.repeat(starts, np.diff(starts, append=len(need)))
        return self.select(order[place < k])

    def merged(self, more: Self) -> Self:
        """This table with ``more`` pairs added; both sorted as `best` sorts, and so is the
        result.
        """
        touched = np.isin(self.need, more.need)
        mixed = self.join([self.select(touched), more])
        return self.join([self.select(~touched), mixed.best(len(mixed.need))]).by_need()

    def by_need(self) -> Self:
        """The pairs sorted by need; pairs of one need keep their order."""
        return self.select(np.argsort(self.need, kind="stable"))

    def with_need(self, need: Ints) -> Self:
        """The same pairs with other need rows."""
        return type(self)(need, *(getattr(self, each.name) for each in fields(self)[1:]))

    @classmethod
    def join(cls, blocks: Sequence[Self]) -> Self:
        """Several tables concatenated."""
        columns = (each.name for each in fields(cls))
        return cls(*(np.concatenate([getattr(b, name) for b in blocks]) for name in columns))


@dataclass(frozen=True)
class ScoredPairs(PairTable):
    """Pairs with exact scores: also every part, kilometres, and what suitability depends on.

    ``beyond`` the helper's radius; ``knows`` the subject; ``reaches`` the need, on site or
    online; ``allowed``: not excluded; ``licensed``: holds what the need requires.
    """

    parts: Floats
    km: Floats
    beyond: Bools
    knows: Bools
    reaches: Bools
    allowed: Bools
    licensed: Bools

    @property
    def suitable(self) -> Bools:
        """May be proposed: knows the subject, can reach the need, is licensed and not excluded."""
        return self.knows & self.reaches & self.allowed & self.licensed

    @property
    def pair_table(self) -> PairTable:
        """The pairs without their parts, which is all a plan has to keep."""
        return PairTable(self.need, self.helper, self.log_odds)
