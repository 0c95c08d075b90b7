"""Minimum-cost flow, built from whole columns of arcs.

OR-tools' ``SimpleMinCostFlow``: a cost-scaling push-relabel algorithm (Goldberg & Tarjan, 1990).
Capacities and supplies are whole numbers, hence so is the optimum.
"""

from __future__ import annotations

import numpy as np
from ortools.graph.python import min_cost_flow

from hongmajia.engine.arrays import Bools, Ints

PRECISION = 1_000_000
"""Values are rounded to multiples of 1 / `PRECISION`: the solver takes whole numbers."""


class FlowNetwork:
    """A flow network under construction; nodes and arcs are numbers."""

    def __init__(self) -> None:
        """An empty network."""
        self._solver = min_cost_flow.SimpleMinCostFlow()
        self._nodes = 0

    def node(self) -> int:
        """Add a node and return its number."""
        return int(self.nodes(1)[0])

    def nodes(self, count: int) -> Ints:
        """Add ``count`` nodes and return their numbers."""
        self._nodes += count
        return np.arange(self._nodes - count, self._nodes, dtype=np.int64)

    def arcs(
        self, tail: Ints | int, head: Ints | int, capacity: Ints | Bools | int, cost: Ints | int
    ) -> Ints:
        """Add arcs from tail to head, each argument an array or one value for all; returns their
        numbers.
        """
        columns = np.broadcast_arrays(
            *(np.atleast_1d(np.asarray(c, np.int64)) for c in (tail, head, capacity, cost))
        )
        return np.asarray(
            self._solver.add_arcs_with_capacity_and_unit_cost(*map(np.ascontiguousarray, columns)),
            dtype=np.int64,
        )

    def supply(self, node: int, amount: int) -> None:
        """Set the amount that enters the network at the node (or leaves it, if negative)."""
        self._solver.set_node_supply(node, amount)

    def solve(self) -> Ints:
        """The flow on each arc at minimum cost. Raises `RuntimeError` if there is none."""
        status = self._solver.solve()
        if status != self._solver.OPTIMAL:
            raise RuntimeError(f"min-cost flow ended with {status}")
        return np.asarray(self._solver.flows(np.arange(self._solver.num_arcs())), dtype=np.int64)
