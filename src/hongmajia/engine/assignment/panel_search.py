"""Leximin of panel totals by iterated max-min.

Levels are first tried by flows, in which needs that fall short get more weight each time (a
multiplicative heuristic); what the flows do not find is decided by integer programming.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic

import numpy as np

from hongmajia.engine.arrays import Bools, Floats
from hongmajia.engine.assignment.panel_programme import EQUAL, PanelProgramme

SUM_SHARE = 0.4
"""Share of the time that is kept for the sum of all totals."""
MOST_FLOWS = 30
"""Flows tried before an integer programme is solved."""
WEIGHT_STEP = 1.3
"""Factor on the weight of a need that falls short."""
MOST_WEIGHT = 1e4
"""The largest weight of a need."""
DISTINCT = 1e-5
"""Totals that differ by this much are different, whatever the tolerances of a solver."""


@dataclass(frozen=True, slots=True)
class Panels:
    """Who is on which panel, and how fair that is proven to be.

    ``chosen``: needs × helpers. ``totals``: the sum of each need. ``worst`` is the least total
    and ``bound`` a proven upper bound on it (by a linear programme, or by the search where it
    settled a need). The ``settled`` needs have exactly what the leximin order gives them; all
    others have at least ``level``, and the next of them at most ``next_bound``; ``complete``:
    there are no others. ``exact`` is false where equal totals left a choice that may cost a later
    level. ``short`` counts the seats that could not be filled. ``best_sum`` says that the sum is
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


class PanelSearch:
    """A choice that is made fairer level by level."""

    def __init__(self, programme: PanelProgramme, begun: float, seconds: float) -> None:
        self.programme = programme
        self.until, self.end = begun + (1 - SUM_SHARE) * seconds, begun + seconds
        self.cap = programme.caps.copy()
        self.weight = np.ones(len(self.cap))
        self.chosen = programme.max_weight_choice(self.weight)
        self.level = 0.0
        self.next_bound = float("inf")
        self.proven = self.exact = True

    def run(self, short: int) -> Panels:
        """Raise level by level, then maximise the sum; ``short`` seats stay empty in any case."""
        self._raise()
        bound = self._bound()
        while self.proven and not self.complete and self._time() > 0:
            self._settle_next()
            self._raise()
        best = self._largest_sum()
        return self._panels(short, bound, best)

    def _bound(self) -> float:
        """An upper bound on the least total: the least cap where the level has reached it, else
        that of a linear programme.
        """
        seated = self.programme.seats > 0
        alone = float(self.programme.caps[seated].min(initial=np.inf))
        if not seated.any() or self.level >= alone - EQUAL:
            return alone
        return min(alone, self.programme.highest_level(np.zeros(len(self.cap)), seated))

    @property
    def complete(self) -> bool:
        """Whether every need has its cap."""
        return bool((self.cap <= self.level + EQUAL).all())

    def _time(self) -> float:
        """Seconds left for fairness."""
        return self.until - monotonic()

    def _floor(self, level: float) -> Floats:
        """The total each need must have at a level: the level, or its cap if that is less."""
        return np.minimum(self.cap, level)

    def _raise(self) -> None:
        """Raise to the highest level (among the caps) that all needs with such a cap can have
        together.
        """
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
        """Whether flows find a choice in which each need has the level or its cap; if so, it is
        kept.
        """
        found = self._reweighted(self._floor(level))
        if found is not None:
            self.chosen = found
        return found is not None

    def _prove(self, level: float) -> None:
        """Decide by programmes whether a level that flows did not find can be reached."""
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

    def _reweighted(self, floor: Floats) -> Floats | None:
        """A choice that respects the floors, by flows in which needs that fall short weigh more
        each time; ``None`` if not found.
        """
        for _ in range(MOST_FLOWS):
            found = self.programme.max_weight_choice(self.weight)
            missing = floor - self.programme.totals(found)
            if (missing <= EQUAL).all():
                return found
            if self._time() < 0 and self.level > 0:
                return None
            self.weight[missing > EQUAL] *= WEIGHT_STEP
            self.weight = np.minimum(self.weight, MOST_WEIGHT)
        return None

    def _settle_next(self) -> None:
        """The highest level that all needs above the present one can reach; needs with just that
        are settled.
        """
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
        """Whether all needs can have the level with the ``held`` one above it: then equal totals
        leave a choice which need to hold.
        """
        floor = self._floor(self.level)
        floor[held] += DISTINCT
        zero = np.zeros(len(self.programme.value))
        found, proven = self.programme.solve(zero, floor, self._time())
        return found is not None or not proven

    def _largest_sum(self) -> bool:
        """Maximise the sum while respecting each need's floor; whether that is proven."""
        floor = self._floor(self.level)
        found, proven = self.programme.solve(self.programme.value, floor, self.end - monotonic())
        if found is not None and self.programme.value @ found >= self.programme.value @ self.chosen:
            self.chosen = found
            return proven
        return False

    def _panels(self, short: int, bound: float, best: bool) -> Panels:
        """The result."""
        programme = self.programme
        rising = self.cap > self.level + EQUAL
        chosen = np.zeros(programme.affinity.shape, dtype=np.bool_)
        chosen[programme.need, programme.helper] = self.chosen > 0
        totals = programme.totals(self.chosen)
        worst = float(totals[programme.seats > 0].min(initial=np.inf))
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
