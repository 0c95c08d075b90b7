"""First helpers: a matching of needs to helpers with capacities, extended by augmenting paths.

A need that is served stays served, perhaps by another helper: this is why serving the more urgent
needs first gives them precedence.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hongmajia.engine.arrays import Bools, Floats, Ints, concatenated_ranges
from hongmajia.engine.assignment.augmenting_paths import UNASSIGNED, SearchFromNeeds, augment
from hongmajia.engine.assignment.graph import CandidateGraph


@dataclass(slots=True)
class Matching:
    """The pair that serves each need (its position in the graph, or `UNASSIGNED`)."""

    graph: CandidateGraph
    pair: Ints

    @classmethod
    def empty(cls, graph: CandidateGraph) -> Matching:
        """A matching that serves no need."""
        return cls(graph, np.full(len(graph.start) - 1, UNASSIGNED, dtype=np.int64))

    @classmethod
    def from_pairs(cls, graph: CandidateGraph, needs: Ints, helpers: Ints) -> Matching:
        """The matching of these needs to these helpers, one each; pairs that are not in the graph
        are ignored.
        """
        found = cls.empty(graph)
        helper_of = np.full(len(found.pair), UNASSIGNED)
        helper_of[needs] = helpers
        pairs = np.flatnonzero(helper_of[graph.need] == graph.helper)
        found.pair[graph.need[pairs]] = pairs
        return found

    @property
    def helpers(self) -> tuple[Ints, Ints]:
        """The needs served, and the helper of each."""
        needs = np.flatnonzero(self.served)
        return needs, self.graph.helper[self.pair[needs]]

    @property
    def served(self) -> Bools:
        """Mask of the needs served."""
        return np.asarray(self.pair != UNASSIGNED)

    @property
    def fit(self) -> Floats:
        """The fit of each need's helper; ∞ where it has none."""
        return np.where(self.served, np.append(self.graph.fit, np.inf)[self.pair], np.inf)

    def restricted_to(self, those: Bools) -> Matching:
        """A copy in which only those needs keep their helper."""
        return Matching(self.graph, np.where(those, self.pair, UNASSIGNED))

    def serve(self, targets: Bools, ends: Ints, enough: int | None = None) -> bool:
        """Serve as many targets as possible besides the needs already served; whether all targets
        are served.

        Stops once ``enough`` needs are served in all. Greedy choices first, then augmenting paths
        until there is none (a maximum matching by Berge's theorem).
        """
        self._serve_greedily(targets, ends)
        while (targets & ~self.served).any():
            if enough is not None and int(self.served.sum()) >= enough:
                return False
            if not augment(self.graph, self.pair, ends, targets, self.remaining() > 0):
                return False
        return True

    def reachable(self, roots: Ints, ends: Ints) -> tuple[Ints, Bools]:
        """The needs and helpers reachable from these needs by alternating paths, needs nearest
        first.
        """
        return SearchFromNeeds(self.graph, self.pair, ends, roots, self.remaining() > 0).reach()

    def remaining(self) -> Ints:
        """The capacity each helper has left."""
        used = self.graph.helper[self.pair[self.served]]
        return self.graph.capacity - np.bincount(used, minlength=len(self.graph.capacity))

    def _serve_greedily(self, targets: Bools, ends: Ints) -> None:
        """Each target asks its best helper, then the next best, until one has capacity left."""
        left = self.remaining()
        waiting = np.flatnonzero(targets & ~self.served)
        pairs = concatenated_ranges(self.graph.start[waiting], ends[waiting])
        pairs = pairs[left[self.graph.helper[pairs]] > 0]
        need = self.graph.need[pairs]
        now, last = np.searchsorted(need, waiting), np.searchsorted(need, waiting, "right")
        while len(waiting):
            waiting, now, last = (each[now < last] for each in (waiting, now, last))
            requested = pairs[now]
            helper = self.graph.helper[requested]
            accepted = _turns(helper) < left[helper]
            self.pair[waiting[accepted]] = requested[accepted]
            np.subtract.at(left, helper[accepted], 1)
            waiting, now, last = waiting[~accepted], now[~accepted] + 1, last[~accepted]


def _turns(helper: Ints) -> Ints:
    """The turn of each request: how many before it ask the same helper."""
    order = np.argsort(helper, kind="stable")
    turn = np.empty(len(order), dtype=np.int64)
    turn[order] = np.arange(len(order)) - np.searchsorted(helper[order], helper[order])
    return turn
