"""TODO."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import LinearConstraint, linprog, milp

from hongmajia.engine.arrays import Bools, Floats, Ints
from hongmajia.engine.assignment.min_cost_flow import PRECISION, Network

EQUAL = 1e-7
"""Totals that differ by no more are the same."""


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
