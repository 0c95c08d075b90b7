"""Fairness among the needs served, judged by the fit of their best helper.

Max-min: the least fit is made as large as possible by binary search over the distinct fits (a
bottleneck assignment by thresholds; Garfinkel, 1971), each threshold being tested by augmenting
paths. Leximin: then the second least, and so on, by iterated max-min: raise the common level as
far as possible, fix a need that cannot rise above it, and continue with the others (see Nace &
Pióro, 2008, on this scheme). A matching at one level is the start of the next, so each test
re-assigns only needs below the level.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic

import numpy as np

from hongmajia.engine.arrays import Bools, Floats, Ints
from hongmajia.engine.assignment.matching import Matching


@dataclass(frozen=True, slots=True)
class Fairness:
    """How fair the needs are served, judged by the fit of their best helper.

    ``floor`` is the least fit of each need's first helper that the further assignment must
    respect: ``worst``, the least of all; or, after leximin, each need's own; ∞ for needs not
    served. The ``settled`` needs have exactly what the leximin order gives them; all others have
    at least ``level``, and ``complete`` says that there are no others. ``exact`` is false where
    equal fits left a choice that may cost a later level.
    """

    served: Bools
    floor: Floats
    worst: float
    settled: int
    level: float
    complete: bool
    exact: bool


def serve_by_urgency(matching: Matching, urgency: Ints, ends: Ints) -> None:
    """Serve as many needs as possible, first of the highest urgency, then of the next, and so on.

    A need once served stays served (perhaps by another helper), so urgency goes before numbers.
    """
    for least in np.unique(urgency)[::-1]:
        matching.serve(urgency >= least, ends)


def maximise_fairness(matching: Matching, urgency: Ints, seconds: float) -> Fairness:
    """The fairest way to serve as many needs of each urgency as this matching does.

    Max-min always; leximin for at most ``seconds``.
    """
    until = monotonic() + seconds
    matching = _max_min(matching, urgency)
    worst = float(matching.fit.min())
    floor = np.full(len(urgency), worst)
    if seconds <= 0:
        return Fairness(matching.served, floor, worst, 0, worst, complete=False, exact=True)
    return _LevelSearch(matching, worst).settle(until)


# --- max-min


def _max_min(matching: Matching, urgency: Ints) -> Matching:
    """A matching that serves as many needs of each urgency, the least fit being as large as
    possible.
    """
    goal = {int(least): int(matching.served[urgency >= least].sum()) for least in set(urgency)}
    levels = _levels(matching)
    low, high = int(np.searchsorted(levels, matching.fit.min())), len(levels)
    middle = high - 1  # most often the highest level is feasible
    while high - low > 1:
        better = _at_level(matching, float(levels[middle]), urgency, goal)
        if better is None:
            high = middle
        else:
            matching, low = better, int(np.searchsorted(levels, better.fit.min()))
        middle = (low + high) // 2
    return matching


def _levels(matching: Matching) -> Floats:
    """The fits that may be the least one, ascending: none above the least of the needs' best
    fits.
    """
    levels, best = np.unique(matching.graph.fit), matching.graph.best
    if matching.served[np.isfinite(best)].all():
        levels = levels[levels <= best[matching.served].min()]
    return levels


def _at_level(
    matching: Matching, level: float, urgency: Ints, goal: dict[int, int]
) -> Matching | None:
    """A matching that serves as many needs of each urgency with no fit below the level, or
    ``None``.

    Sets of needs that can be served together are the independent sets of a transversal matroid
    (Edmonds & Fulkerson, 1965): if the most urgent alone, the two most urgent classes alone, and
    so on can each reach their number, one matching reaches all of them.
    """
    ends = matching.graph.ends(level)
    now = matching.restricted_to(np.zeros(len(urgency), dtype=np.bool_))
    for least, count in sorted(goal.items(), reverse=True):
        targets = urgency >= least
        if matching.graph.served_bound(targets, ends) < count:
            return None
        before = matching.restricted_to((matching.fit >= level) & targets & ~now.served)
        now = _restore(now, before)
        now.serve(targets, ends, count)
        if int(now.served.sum()) < count:
            return None
    return now


def _restore(now: Matching, before: Matching) -> Matching:
    """``now`` with the pairs of ``before`` added as far as capacity allows."""
    left = now.remaining()
    needs = np.flatnonzero(before.served)
    helper = before.graph.helper[before.pair[needs]]
    order = np.argsort(helper, kind="stable")
    turn = np.arange(len(order)) - np.searchsorted(helper[order], helper[order])
    fits = order[turn < left[helper[order]]]
    pair = now.pair.copy()
    pair[needs[fits]] = before.pair[needs[fits]]
    return Matching(now.graph, pair)


# --- leximin


class _LevelSearch:
    """A matching raised level by level; ``cap`` is the best fit each need can have, as far as
    known.
    """

    def __init__(self, matching: Matching, worst: float) -> None:
        self.matching, self.worst = matching, worst
        self.served = matching.served
        self.cap = np.where(self.served, matching.graph.best, -np.inf)
        self.levels = np.unique(matching.graph.fit[self.served[matching.graph.need]])
        self.level = worst
        self.exact = True

    def settle(self, until: float) -> Fairness:
        """Raise the level until every need is settled or time is up."""
        while not self.complete and monotonic() < until:
            self._raise(until)
            if not self.complete and monotonic() < until:
                self._settle_one(until)
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
        """Whether every need has its cap."""
        return bool((self.cap[self.served] <= self.level).all())

    def _raise(self, until: float) -> None:
        """Raise to the highest level at which every need has it or its cap: exponential, then
        binary search.
        """
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
        """Whether every need can have the level or its cap; if so, the matching is changed
        accordingly.
        """
        cap = self.cap if cap is None else cap
        floor = np.where(self.served, np.minimum(cap, level), np.inf)
        better = self.matching.restricted_to(self.served & (self.matching.fit >= floor))
        if not better.serve(self.served, self.matching.graph.ends(floor)):
            return False
        self.matching = better
        return True

    def _stuck_needs(self) -> Ints:
        """The served needs that have a pair at the level, and are not fixed there."""
        graph = self.matching.graph
        equal = graph.need[graph.fit == self.level]
        return np.unique(equal[self.served[equal] & (self.cap[equal] > self.level)])

    def _settle_one(self, until: float) -> None:
        """Fix a need at the level so that the others can rise above it (there is only one such need
        if all fits differ), or several if one is not enough.
        """
        above = self.levels[np.searchsorted(self.levels, self.level) + 1]
        stuck = self._stuck_needs()
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
