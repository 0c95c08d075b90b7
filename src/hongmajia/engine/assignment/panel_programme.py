"""The constraints of panels, solved as a flow, a linear or an integer programme."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import LinearConstraint, linprog, milp

from hongmajia.engine.arrays import Bools, Floats, Ints
from hongmajia.engine.assignment.min_cost_flow import PRECISION, FlowNetwork

EQUAL = 1e-7
"""Totals that differ by no more count as equal."""


class PanelProgramme:
    """One binary variable per allowed pair; each need fills its seats, no helper exceeds its
    capacity.
    """

    def __init__(self, affinity: Floats, seats: Ints, capacity: Ints) -> None:
        self.affinity, self.seats, self.capacity = affinity, seats, capacity
        self.need, self.helper = np.nonzero(~np.isnan(affinity))
        self.value = affinity[self.need, self.helper]
        ones, every = np.ones(len(self.need)), np.arange(len(self.need))
        needs, helpers = affinity.shape
        self.seat_matrix = sparse.csr_array((ones, (self.need, every)), shape=(needs, len(every)))
        self.load_matrix = sparse.csr_array(
            (ones, (self.helper, every)), shape=(helpers, len(every))
        )
        self.total_matrix = sparse.csr_array(
            (self.value, (self.need, every)), shape=(needs, len(every))
        )

    @cached_property
    def caps(self) -> Floats:
        """The largest total of each need if it could choose first."""
        ranked = -np.sort(-np.where(self.capacity > 0, np.nan_to_num(self.affinity), 0), axis=1)
        total_matrix = np.concatenate(
            [np.zeros((len(ranked), 1)), np.cumsum(ranked, axis=1)], axis=1
        )
        return np.asarray(total_matrix[np.arange(len(ranked)), self.seats])

    def totals(self, chosen: Floats) -> Floats:
        """The total of each need under a choice of pairs."""
        return np.asarray(self.total_matrix @ chosen)

    def max_weight_choice(self, weight: Floats) -> Floats:
        """The choice with the largest sum of values weighted per need, by minimum-cost flow."""
        net = FlowNetwork()
        sink = net.node()
        need, helper = net.nodes(len(self.seats)), net.nodes(len(self.capacity))
        cost = -np.rint(self.value * weight[self.need] * PRECISION).astype(np.int64)
        arcs = net.arcs(need[self.need], helper[self.helper], 1, cost)
        net.arcs(helper, sink, self.capacity, 0)
        for node, seats in zip(need, self.seats, strict=True):
            net.supply(int(node), int(seats))
        net.supply(sink, -int(self.seats.sum()))
        return (net.solve()[arcs] > 0).astype(np.float64)

    def highest_level(self, floor: Floats, rising: Bools) -> float:
        """An upper bound on the level that all ``rising`` needs can reach together (linear
        relaxation, solved by HiGHS); ∞ if it was not solved.
        """
        lift = sparse.csr_array(rising.astype(float)[:, None])
        answer = linprog(
            np.append(np.zeros(len(self.need)), -1),
            A_ub=sparse.block_array([[self.load_matrix, None], [-self.total_matrix, lift]]),
            b_ub=np.append(self.capacity, np.where(rising, 0, -floor + EQUAL)),
            A_eq=sparse.hstack([self.seat_matrix, sparse.csr_array((len(self.seats), 1))]),
            b_eq=self.seats,
            bounds=[(0, 1)] * len(self.need) + [(0, None)],
            method="highs-ipm",
        )
        return float(-answer.fun) if answer.success else float("inf")

    def solve(
        self, gain: Floats, floor: Floats, seconds: float, rising: Bools | None = None
    ) -> tuple[Floats | None, bool]:
        """The choice of the largest ``gain`` (or of the highest level of the ``rising`` needs)
        that respects the floors, by integer programming (HiGHS), and whether it is proven optimal
        or infeasible.
        """
        lift = np.zeros(len(floor)) if rising is None else rising.astype(float)
        low = np.where(lift > 0, 0, floor - EQUAL)
        level = sparse.csr_array((len(self.capacity), 1))
        seat = sparse.csr_array((len(self.seats), 1))
        answer: Any = milp(
            np.append(-gain, 0.0 if rising is None else -1.0),
            constraints=[
                LinearConstraint(sparse.hstack([self.load_matrix, level]), ub=self.capacity),
                LinearConstraint(sparse.hstack([self.seat_matrix, seat]), self.seats, self.seats),
                LinearConstraint(
                    sparse.hstack([self.total_matrix, sparse.csr_array(-lift[:, None])]), lb=low
                ),
            ],
            integrality=np.append(np.ones(len(gain)), 0),
            bounds=(0, np.append(np.ones(len(gain)), np.inf)),
            options={"time_limit": max(0.1, seconds), "mip_rel_gap": 0},
        )
        found = None if answer.x is None else np.rint(answer.x[:-1])
        return found, bool(answer.status in (0, 2))
