"""Considering more than the first candidates, while a need without a helper could be served.

Take the needs without a helper, all helpers they could have, the needs assigned to those helpers,
and so on: if none of these needs has a suitable helper outside this set, no more needs can be
served (there is no augmenting path; the set is a Hall violator).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from hongmajia.engine.arrays import Bools, Ints
from hongmajia.engine.assignment import leximin, optimum
from hongmajia.engine.assignment.matching import Matching
from hongmajia.engine.scoring.pairs import PairTable

FindPairs = Callable[[Ints, Bools], tuple[PairTable, Bools]]
"""Returns the best suitable pairs of needs with helpers, and for which needs these are all."""
MakeProblem = Callable[[PairTable], optimum.AssignmentProblem]
"""The assignment problem, given all known pairs."""


def widen_candidates(
    table: PairTable, complete: Bools, make_problem: MakeProblem, find_pairs: FindPairs
) -> tuple[PairTable, Matching | None]:
    """The table with all pairs needed to serve as many needs as possible, and first helpers that
    do so (``None`` where urgency differs: the more urgent needs then have to be assigned first).

    ``table`` holds the best pairs of each need, and for the ``complete`` needs all suitable ones.
    """
    problem, matching = make_problem(table), None
    compared = _ComparedPairs([(complete, np.ones(len(problem.capacity), dtype=np.bool_))])
    while True:
        matching = _first_helpers(problem, matching)
        rows, outside = _competing(problem, matching)
        found = [PairTable.empty()]
        for some, helper_mask in compared.missing(rows, outside):
            pairs, is_complete = find_pairs(some, helper_mask)
            compared.add(some[is_complete], helper_mask)
            found.append(pairs)
        more = PairTable.join(found)
        if not len(more.need):
            return table, matching if len(np.unique(problem.urgency)) == 1 else None
        table = table.merged(more)
        problem = make_problem(table)


def _first_helpers(problem: optimum.AssignmentProblem, before: Matching | None) -> Matching:
    """A maximum matching by urgency, starting from the one before."""
    graph = optimum.graph(problem)
    matching = Matching.from_pairs(graph, *before.helpers) if before else Matching.empty(graph)
    leximin.serve_by_urgency(matching, problem.urgency, graph.ends(-np.inf))
    return matching


def _competing(problem: optimum.AssignmentProblem, matching: Matching) -> tuple[Ints, Bools]:
    """The needs without a helper and all needs they compete with, and the helpers outside this
    set; no helper where all capacity is used, since then no other helper could be of use.
    """
    left_out = np.flatnonzero(problem.open & ~matching.served)
    if not (matching.remaining() > 0).any():
        return left_out, np.zeros(len(problem.capacity), dtype=np.bool_)
    rows, helpers = matching.reachable(left_out, matching.graph.ends(-np.inf))
    return rows, (problem.capacity > 0) & ~helpers


class _ComparedPairs:
    """Which needs have been compared with which helpers, so that all their suitable pairs are
    known.
    """

    def __init__(self, past: list[tuple[Bools, Bools]]) -> None:
        self.past = past

    def add(self, rows: Ints, helper_mask: Bools) -> None:
        """Record that all suitable pairs of these needs with these helpers are known."""
        known = np.zeros_like(self.past[0][0])
        known[rows] = True
        self.past.append((known, helper_mask))

    def missing(self, rows: Ints, helper_mask: Bools) -> list[tuple[Ints, Bools]]:
        """The needs grouped by the helpers that they have not been compared with yet."""
        before = np.column_stack([known[rows] for known, _ in self.past])
        patterns, group = np.unique(before, axis=0, return_inverse=True)
        found = []
        for number, pattern in enumerate(patterns):
            seen = [
                helpers for known, (_, helpers) in zip(pattern, self.past, strict=True) if known
            ]
            left = helper_mask & ~np.logical_or.reduce([np.zeros_like(helper_mask), *seen])
            if left.any():
                found.append((rows[group.ravel() == number], left))
        return found
