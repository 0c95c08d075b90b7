"""Panels: every need gets several helpers, and what counts for it is their sum.

This is how reviewers are assigned to papers. The matrix of values comes from outside. Aims, one
after the other: as many places filled as possible; the totals of the needs leximin, the worst as
large as can be, then the next, and so on while there is time; the sum of all.

No flow can bound the total of a need, so this is an integer programme (HiGHS) on the dense matrix:
for some hundred needs and helpers. Flows still find most answers, by weighing up who falls short.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from time import monotonic
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import LinearConstraint, linprog, milp

from hongmajia.engine.facts import EngineError
from hongmajia.engine.flow import PRECISION, Network
from hongmajia.engine.pairs import Bools, Floats, Ints

SECONDS = 8.0
"""Time for fairness, where nothing is said."""
LAST = 0.4
"""Share of the time that is kept for the sum of all."""
TRIES = 30
"""Flows tried before a programme is solved."""
STRONGER = 1.3
"""By how much who falls short weighs more in the next flow."""
HEAVIEST = 1e4
"""The most that anybody may weigh."""
EQUAL = 1e-7
"""Totals that differ by no more are the same."""
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


def assign_panels(
    affinity: Floats, wanted: Ints, room: Ints, *, seconds: float = SECONDS
) -> Panels:
    """The fairest panels, in about so many seconds.

    ``affinity``: needs × helpers, finite and ≥ 0; NaN where the pair is not allowed. ``wanted``:
    helpers per need; ``room``: needs per helper. Raises `EngineError` for shapes that do not fit
    and values that are none.
    """
    _check(affinity, wanted, room)
    places = _filled(affinity, wanted, room)
    search = _Search(_Programme(affinity, places, room), monotonic(), seconds)
    return search.run(int(wanted.sum() - places.sum()))


def _check(affinity: Floats, wanted: Ints, room: Ints) -> None:
    """Shapes and values."""
    if affinity.ndim != 2 or affinity.shape != (len(wanted), len(room)):
        raise EngineError("matrix_shape", shape=" × ".join(map(str, affinity.shape)))
    for row, column in np.argwhere((affinity < 0) | np.isinf(affinity))[:1]:
        value = float(affinity[row, column])
        raise EngineError("matrix_value", row=int(row) + 1, column=int(column) + 1, value=value)
    if (wanted < 0).any() or (room < 0).any():
        raise EngineError("matrix_negative")


def _filled(affinity: Floats, wanted: Ints, room: Ints) -> Ints:
    """How many places of each need are filled when as many needs as possible have one, and then as
    many places as possible are filled.
    """
    needs, helpers = affinity.shape
    net = Network()
    source, sink = net.node(), net.node()
    need, helper = net.nodes(needs), net.nodes(helpers)
    total = int(wanted.sum())
    first = net.arcs(source, need, np.minimum(wanted, 1), -2)
    more = net.arcs(source, need, np.maximum(wanted - 1, 0), -1)
    rows, columns = np.nonzero(~np.isnan(affinity))
    net.arcs(need[rows], helper[columns], 1, 0)
    net.arcs(helper, sink, room, 0)
    net.arcs(source, sink, total, 0)
    net.supply(source, total)
    net.supply(sink, -total)
    flows = net.solve()
    return np.asarray(flows[first] + flows[more], dtype=np.int64)


class _Programme:
    """The limits, written down once: x per allowed pair."""

    def __init__(self, affinity: Floats, places: Ints, room: Ints) -> None:
        self.affinity, self.places, self.room = affinity, places, room
        self.need, self.helper = np.nonzero(~np.isnan(affinity))
        self.value = affinity[self.need, self.helper]
        ones, every = np.ones(len(self.need)), np.arange(len(self.need))
        needs, helpers = affinity.shape
        self.seats = sparse.csr_array((ones, (self.need, every)), shape=(needs, len(every)))
        self.loads = sparse.csr_array((ones, (self.helper, every)), shape=(helpers, len(every)))
        self.sums = sparse.csr_array((self.value, (self.need, every)), shape=(needs, len(every)))

    @cached_property
    def caps(self) -> Floats:
        """The most each need can have if nobody else wants anything."""
        ranked = -np.sort(-np.where(self.room > 0, np.nan_to_num(self.affinity), 0), axis=1)
        sums = np.concatenate([np.zeros((len(ranked), 1)), np.cumsum(ranked, axis=1)], axis=1)
        return np.asarray(sums[np.arange(len(ranked)), self.places])

    def totals(self, chosen: Floats) -> Floats:
        """What each need has."""
        return np.asarray(self.sums @ chosen)

    def by_flow(self, weight: Floats) -> Floats:
        """The choice of the largest weighted sum."""
        net = Network()
        sink = net.node()
        need, helper = net.nodes(len(self.places)), net.nodes(len(self.room))
        cost = -np.rint(self.value * weight[self.need] * PRECISION).astype(np.int64)
        arcs = net.arcs(need[self.need], helper[self.helper], 1, cost)
        net.arcs(helper, sink, self.room, 0)
        for node, places in zip(need, self.places, strict=True):
            net.supply(int(node), int(places))
        net.supply(sink, -int(self.places.sum()))
        return (net.solve()[arcs] > 0).astype(np.float64)

    def highest_level(self, floor: Floats, rising: Bools) -> float:
        """The linear bound on a level that all the rising needs can reach together."""
        lift = sparse.csr_array(rising.astype(float)[:, None])
        answer = linprog(
            np.append(np.zeros(len(self.need)), -1),
            A_ub=sparse.vstack(
                [
                    sparse.hstack([self.loads, sparse.csr_array((len(self.room), 1))]),
                    sparse.hstack([-self.sums, lift]),
                ]
            ),
            b_ub=np.append(self.room, np.where(rising, 0, -floor + EQUAL)),
            A_eq=sparse.hstack([self.seats, sparse.csr_array((len(self.places), 1))]),
            b_eq=self.places,
            bounds=[(0, 1)] * len(self.need) + [(0, None)],
            method="highs-ipm",
        )
        return float(-answer.fun) if answer.success else float("inf")

    def solve(
        self, gain: Floats, floor: Floats, seconds: float, rising: Bools | None = None
    ) -> tuple[Floats | None, bool]:
        """The choice of the largest gain (or of the highest level of the ``rising``) that keeps the
        floors, and whether that is proven.
        """
        lift = np.zeros(len(floor)) if rising is None else rising.astype(float)
        low = np.where(lift > 0, 0, floor - EQUAL)
        level = sparse.csr_array((len(self.room), 1))
        seat = sparse.csr_array((len(self.places), 1))
        answer: Any = milp(
            np.append(-gain, 0.0 if rising is None else -1.0),
            constraints=[
                LinearConstraint(sparse.hstack([self.loads, level]), ub=self.room),
                LinearConstraint(sparse.hstack([self.seats, seat]), self.places, self.places),
                LinearConstraint(
                    sparse.hstack([self.sums, sparse.csr_array(-lift[:, None])]), lb=low
                ),
            ],
            integrality=np.append(np.ones(len(gain)), 0),
            bounds=(0, np.append(np.ones(len(gain)), np.inf)),
            options={"time_limit": max(0.1, seconds), "mip_rel_gap": 0},
        )
        found = None if answer.x is None else np.rint(answer.x[:-1])
        return found, bool(answer.status in (0, 2))


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
