"""Fairness among those who are served: the worst as well as can be, then the next, and so on.

A level is feasible where everybody can have a first helper of at least that fit. From a matching at
one level the next is reached by re-seating only those below it, so a step costs little.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic

import numpy as np

from hongmajia.engine.arrays import Bools, Floats, Ints
from hongmajia.engine.assignment.matching import Matching


@dataclass(frozen=True, slots=True)
class Fairness:
    """What the needs served are sure of by their best helper.

    ``floor`` is the least fit a first helper of each need must have: ``worst``, the least of all;
    or, once it is settled who is served, what each can have, and ∞ for the others. ``settled``
    needs have in the leximin order what they have here, exactly; all others have at
    least ``level``, and ``complete`` says that there are no others. ``exact`` is false where equal
    fits left a choice that may cost a later level.
    """

    served: Bools
    floor: Floats
    worst: float
    settled: int
    level: float
    complete: bool
    exact: bool


def serve_by_urgency(matching: Matching, urgency: Ints, ends: Ints) -> None:
    """Serve as many as can be; who is more urgent is sought for first."""
    for least in np.unique(urgency)[::-1]:
        matching.serve(urgency >= least, ends)


def fairest(matching: Matching, urgency: Ints, seconds: float) -> Fairness:
    """The fairest way to serve as many of each urgency as this matching does."""
    until = monotonic() + seconds
    matching = _max_min(matching, urgency)
    worst = float(matching.fit.min())
    floor = np.full(len(urgency), worst)
    if seconds <= 0:
        return Fairness(matching.served, floor, worst, 0, worst, complete=False, exact=True)
    return _Levels(matching, worst).settle(until)


# --- the worst


def _max_min(matching: Matching, urgency: Ints) -> Matching:
    """As many served of each urgency, the worst of them as well as can be: by bisection."""
    goal = {int(least): int(matching.served[urgency >= least].sum()) for least in set(urgency)}
    levels = _levels(matching)
    low, high = int(np.searchsorted(levels, matching.fit.min())), len(levels)
    middle = high - 1  # most often the best that the worst can have at all
    while high - low > 1:
        better = _at_level(matching, float(levels[middle]), urgency, goal)
        if better is None:
            high = middle
        else:
            matching, low = better, int(np.searchsorted(levels, better.fit.min()))
        middle = (low + high) // 2
    return matching


def _levels(matching: Matching) -> Floats:
    """The fits that may be the worst one, ascending: none above what some need can have at best."""
    levels, best = np.unique(matching.choices.fit), matching.choices.best
    if matching.served[np.isfinite(best)].all():
        levels = levels[levels <= best[matching.served].min()]
    return levels


def _at_level(
    matching: Matching, level: float, urgency: Ints, goal: dict[int, int]
) -> Matching | None:
    """As many served of each urgency with nobody below the level, or ``None``.

    Sets of needs that can be served together form a matroid: where the most urgent alone, the two
    most urgent kinds alone, and so on can all reach their number, one plan reaches all at once.
    """
    ends = matching.choices.ends(level)
    now = matching.kept(np.zeros(len(urgency), dtype=np.bool_))
    for least, count in sorted(goal.items(), reverse=True):
        seekers = urgency >= least
        if matching.choices.most(seekers, ends) < count:
            return None
        before = matching.kept((matching.fit >= level) & seekers & ~now.served)
        now = _seated(now, before)
        now.serve(seekers, ends, count)
        if int(now.served.sum()) < count:
            return None
    return now


def _seated(now: Matching, before: Matching) -> Matching:
    """Those of an earlier matching take their seats again, as far as there is room."""
    left = now.left()
    needs = np.flatnonzero(before.served)
    helper = before.choices.helper[before.pair[needs]]
    order = np.argsort(helper, kind="stable")
    turn = np.arange(len(order)) - np.searchsorted(helper[order], helper[order])
    fits = order[turn < left[helper[order]]]
    pair = now.pair.copy()
    pair[needs[fits]] = before.pair[needs[fits]]
    return Matching(now.choices, pair)


# --- the next, and so on


class _Levels:
    """A matching that is raised level by level; ``cap`` is the most each need can have."""

    def __init__(self, matching: Matching, worst: float) -> None:
        self.matching, self.worst = matching, worst
        self.served = matching.served
        self.cap = np.where(self.served, matching.choices.best, -np.inf)
        self.levels = np.unique(matching.choices.fit[self.served[matching.choices.need]])
        self.level = worst
        self.exact = True

    def settle(self, until: float) -> Fairness:
        """Raise the level until everybody is settled, or time is up."""
        while not self.complete and monotonic() < until:
            self._raise(until)
            if not self.complete and monotonic() < until:
                self._hold_back(until)
        floor = np.where(self.served, np.minimum(self.cap, self.level), np.inf)
        settled = self.served & (self.cap <= self.level)
        return Fairness(
            self.served,
            floor,
            self.worst,
            int(settled.sum()),
            self.level,
            self.complete,
            self.exact,
        )

    @property
    def complete(self) -> bool:
        """Whether everybody has the most he can have."""
        return bool((self.cap[self.served] <= self.level).all())

    def _raise(self, until: float) -> None:
        """To the highest level at which everybody has it, or the most he can have."""
        low, high = int(np.searchsorted(self.levels, self.level)), len(self.levels)
        step = 1
        while high - low > 1 and monotonic() < until:
            middle = min(low + step, (low + high) // 2 if high < len(self.levels) else high - 1)
            if self._try(float(self.levels[middle])):
                low, step = middle, 2 * step
            else:
                high = middle
        self.level = float(self.levels[low])

    def _try(self, level: float, cap: Floats | None = None) -> bool:
        """Whether everybody can have the level or his cap; if so, they have."""
        cap = self.cap if cap is None else cap
        floor = np.where(self.served, np.minimum(cap, level), np.inf)
        better = self.matching.kept(self.served & (self.matching.fit >= floor))
        if not better.serve(self.served, self.matching.choices.ends(floor)):
            return False
        self.matching = better
        return True

    def _hold_back(self, until: float) -> None:
        """Somebody must stay at the level so that the others may rise: as few as can be.

        Where fits differ this is one need, and no other.
        """
        above = self.levels[np.searchsorted(self.levels, self.level) + 1]
        choices = self.matching.choices
        equal = choices.need[choices.fit == self.level]
        stuck = np.unique(equal[self.served[equal] & (self.cap[equal] > self.level)])
        for need in stuck:
            cap = self.cap.copy()
            cap[need] = self.level
            if self._try(float(above), cap):
                self.exact &= len(stuck) == 1
                self.cap[need] = self.level
                return
            if monotonic() > until:
                return
        held = self.matching.fit == self.level
        self.cap[held & self.served & (self.cap > self.level)] = self.level
        self.exact = False
