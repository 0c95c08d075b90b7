"""Needs made ready to be compared, and measured pairs as columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from hongmajia.engine import affinity, places
from hongmajia.engine.facts import Need

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Past:
    """Needs × helpers: the cosine of the likest need solved, and how many like it were solved."""

    likest: sparse.csr_matrix
    similar: sparse.csr_matrix


@dataclass(frozen=True, slots=True)
class Asked:
    """Needs, made ready to be compared."""

    needs: tuple[Need, ...]
    words: sparse.csr_array
    crafts: NDArray[np.float32]
    places: places.PlaceArrays
    past: Past

    def rows(self, chosen: Ints) -> Asked:
        """Some of the needs only."""
        return Asked(
            tuple(self.needs[row] for row in chosen),
            self.words[chosen],
            self.crafts[chosen],
            self.places.rows(chosen),
            Past(self.past.likest[chosen], self.past.similar[chosen]),
        )


@dataclass(frozen=True, slots=True)
class Pairs:
    """Measured pairs as columns: need row, helper column, parts, kilometres, score, suitability.

    ``beyond`` the radius, ``knows`` the subject, ``reaches`` it (on site or online), ``allowed``.
    """

    need: Ints
    helper: Ints
    parts: Floats
    km: Floats
    log_odds: Floats
    beyond: Bools
    knows: Bools
    reaches: Bools
    allowed: Bools

    @property
    def score(self) -> Floats:
        """Scores 0…1."""
        return affinity.score(self.log_odds)

    @property
    def suitable(self) -> Bools:
        """May be proposed: knows the subject, can reach it, is not excluded."""
        return self.knows & self.reaches & self.allowed

    def where(self, kept: Bools | Ints | slice) -> Pairs:
        """Some of the pairs, by mask or position."""
        return Pairs(*(getattr(self, name)[kept] for name in self.__slots__))

    def best(self, k: int) -> Pairs:
        """The k best of each need, best first; of equals the one given first."""
        order = np.lexsort((self.helper, -self.log_odds, self.need))
        need = self.need[order]
        starts = np.flatnonzero(np.diff(need, prepend=-1))
        place = np.arange(len(need)) - np.repeat(starts, np.diff(starts, append=len(need)))
        return self.where(order[place < k])

    def with_need(self, need: Ints) -> Pairs:
        """The same pairs under other need rows."""
        return Pairs(need, *(getattr(self, name) for name in self.__slots__[1:]))

    @staticmethod
    def join(blocks: Sequence[Pairs]) -> Pairs:
        """Several tables under one another."""
        return Pairs(
            *(
                np.concatenate([getattr(block, name) for block in blocks])
                for name in Pairs.__slots__
            )
        )
