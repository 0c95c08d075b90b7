"""Needs made ready to be compared, and pairs as columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Self

import numpy as np

from hongmajia.engine.arrays import Bools, Floats, Ints
from hongmajia.engine.scoring import affinity


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
