"""TODO."""

from __future__ import annotations

import numpy as np
from ortools.graph.python import min_cost_flow

from hongmajia.engine.arrays import Bools, Ints

PRECISION = 1_000_000
"""Values are compared in steps of one millionth: the solver counts in whole numbers."""


class Network:
    """A flow network in the making: nodes are numbers, arcs are added in whole columns."""

    def __init__(self) -> None:
        """Empty."""
        self._solver = min_cost_flow.SimpleMinCostFlow()
        self._nodes = 0

    def node(self) -> int:
        """A new node."""
        return int(self.nodes(1)[0])

    def nodes(self, count: int) -> Ints:
        """That many new nodes."""
        self._nodes += count
        return np.arange(self._nodes - count, self._nodes, dtype=np.int64)

    def arcs(
        self, tail: Ints | int, head: Ints | int, capacity: Ints | Bools | int, cost: Ints | int
    ) -> Ints:
        """Arcs from tail to head, each argument a column or one value for all; their numbers."""
        columns = np.broadcast_arrays(
            *(np.atleast_1d(np.asarray(c, np.int64)) for c in (tail, head, capacity, cost))
        )
        return np.asarray(
            self._solver.add_arcs_with_capacity_and_unit_cost(*map(np.ascontiguousarray, columns)),
            dtype=np.int64,
        )

    def supply(self, node: int, amount: int) -> None:
        """What the node brings in (or takes out, if negative)."""
        self._solver.set_node_supply(node, amount)

    def solve(self) -> Ints:
        """The flow on each arc, at least cost."""
        status = self._solver.solve()
        if status != self._solver.OPTIMAL:
            raise RuntimeError(f"min-cost flow ended with {status}")
        return np.asarray(self._solver.flows(np.arange(self._solver.num_arcs())), dtype=np.int64)
