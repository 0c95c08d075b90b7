"""TODO."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic

import numpy as np

from hongmajia.engine.arrays import Bools, Floats
from hongmajia.engine.assignment.panel_programme import EQUAL, _Programme

LAST = 0.4
"""Share of the time that is kept for the sum of all."""
TRIES = 30
"""Flows tried before a programme is solved."""
STRONGER = 1.3
"""By how much who falls short weighs more in the next flow."""
HEAVIEST = 1e4
"""The most that anybody may weigh."""
APART = 1e-5
"""Totals that differ by as much are not, whatever the tolerances of a solver."""


@dataclass(frozen=True, slots=True)
class Panels:
    """Who sits on which panel, and how fair that is proven to be.

    ``chosen``: needs × helpers. ``totals``: the sum of each need. ``worst`` is the least total and
    ``bound`` what is proven that no worst can exceed (by a linear programme, or by the search where
    it settled somebody). The ``settled`` needs have just what the leximin order gives them; all
    others have at least ``level``, and the next of them at most ``next_bound``; ``complete``: there
    are no others. ``exact`` is false where equal totals left a choice that may cost a later level.
    ``short`` counts the places that could not be filled. ``best_sum`` says that the sum of all is
    proven to be the largest these levels allow.
    """

    chosen: Bools
    totals: Floats
    worst: float
    bound: float
    settled: int
    level: float
    next_bound: float
    complete: bool
    exact: bool
    short: int
    best_sum: bool


class _Search:
    """A choice that is made fairer level by level."""

    def __init__(self, programme: _Programme, begun: float, seconds: float) -> None:
        self.programme = programme
        self.until, self.end = begun + (1 - LAST) * seconds, begun + seconds
        self.cap = programme.caps.copy()
        self.weight = np.ones(len(self.cap))
        self.chosen = programme.by_flow(self.weight)
        self.level = 0.0
        self.next_bound = float("inf")
        self.proven = self.exact = True

    def run(self, short: int) -> Panels:
        """Level by level, then the largest sum."""
        self._raise()
        bound = self._bound()
        while self.proven and not self.complete and self._time() > 0:
            self._settle_next()
            self._raise()
        best = self._largest_sum()
        return self._panels(short, bound, best)

    def _bound(self) -> float:
        """What nobody can exceed for the worst: the most it can have alone, if the flows reached
        that, which they mostly do; else what a linear programme says.
        """
        seated = self.programme.places > 0
        alone = float(self.programme.caps[seated].min(initial=np.inf))
        if not seated.any() or self.level >= alone - EQUAL:
            return alone
        return min(alone, self.programme.highest_level(np.zeros(len(self.cap)), seated))

    @property
    def complete(self) -> bool:
        """Whether everybody has the most he can have."""
        return bool((self.cap <= self.level + EQUAL).all())

    def _time(self) -> float:
        """Seconds left for fairness."""
        return self.until - monotonic()

    def _floor(self, level: float) -> Floats:
        """What everybody must have at a level: it, or the most he can have."""
        return np.minimum(self.cap, level)

    def _raise(self) -> None:
        """To the highest cap that all who can have it can have together."""
        levels = np.unique(self.cap[self.cap > self.level + EQUAL])
        low, high = -1, len(levels)
        step = 1
        while high - low > 1 and (low < 0 or self._time() > 0):
            middle = min(low + step, high - 1) if high == len(levels) else (low + high) // 2
            if self._try(float(levels[middle])):
                low, step = middle, 2 * step
            else:
                high = middle
        if low >= 0:
            self.level = float(levels[low])
        if high < len(levels):
            self._prove(float(levels[high]))

    def _try(self, level: float) -> bool:
        """Whether flows find everybody the level or his cap; if so, they have."""
        found = self._weighed(self._floor(level))
        if found is not None:
            self.chosen = found
        return found is not None

    def _prove(self, level: float) -> None:
        """What the flows did not find: have it from a programme, or know that it cannot be had."""
        self.next_bound = self.programme.highest_level(
            self._floor(self.level), self.cap > self.level + EQUAL
        )
        if self.next_bound < level - EQUAL or self._time() <= 0:
            return
        zero = np.zeros(len(self.programme.value))
        found, self.proven = self.programme.solve(zero, self._floor(level), self._time())
        if found is not None:
            self.chosen, self.level = found, level
            self._raise()

    def _weighed(self, floor: Floats) -> Floats | None:
        """A choice that keeps the floors, found by giving more weight to those who fall short."""
        for _ in range(TRIES):
            found = self.programme.by_flow(self.weight)
            lacking = floor - self.programme.totals(found)
            if (lacking <= EQUAL).all():
                return found
            if self._time() < 0 and self.level > 0:
                return None
            self.weight[lacking > EQUAL] *= STRONGER
            self.weight = np.minimum(self.weight, HEAVIEST)
        return None

    def _settle_next(self) -> None:
        """The highest level that those above can reach together; who has just that, is settled."""
        rising = self.cap > self.level + EQUAL
        if not rising.any():
            return
        zero = np.zeros(len(self.programme.value))
        found, proven = self.programme.solve(zero, self._floor(self.level), self._time(), rising)
        if found is None or not proven:
            self.proven = False
            return
        totals = self.programme.totals(found)
        self.chosen, self.level = found, float(totals[rising].min())
        self.next_bound = float(self.cap.max())
        held = rising & (totals <= self.level + EQUAL)
        self.exact &= int(held.sum()) == 1 and not self._another_could_stay(held)
        self.cap[held] = self.level

    def _another_could_stay(self, held: Bools) -> bool:
        """Whether all can have the level with the held one above it, so that somebody else has just
        it: where totals are equal there is a choice whom to hold.
        """
        floor = self._floor(self.level)
        floor[held] += APART
        zero = np.zeros(len(self.programme.value))
        found, proven = self.programme.solve(zero, floor, self._time())
        return found is not None or not proven

    def _largest_sum(self) -> bool:
        """The largest sum that keeps everybody's floor; whether that is proven."""
        floor = self._floor(self.level)
        found, proven = self.programme.solve(self.programme.value, floor, self.end - monotonic())
        if found is not None and self.programme.value @ found >= self.programme.value @ self.chosen:
            self.chosen = found
            return proven
        return False

    def _panels(self, short: int, bound: float, best: bool) -> Panels:
        """What was found."""
        programme = self.programme
        rising = self.cap > self.level + EQUAL
        chosen = np.zeros(programme.affinity.shape, dtype=np.bool_)
        chosen[programme.need, programme.helper] = self.chosen > 0
        totals = programme.totals(self.chosen)
        worst = float(totals[programme.places > 0].min(initial=np.inf))
        return Panels(
            chosen=chosen,
            totals=totals,
            worst=worst,
            bound=worst if self.proven and not rising.all() else bound,
            settled=int((~rising).sum()),
            level=self.level,
            next_bound=max(self.next_bound, self.level),
            complete=self.complete,
            exact=self.exact,
            short=short,
            best_sum=best,
        )
