"""Looking further than the first candidates, while somebody is left out who need not be.

The needs left out, the helpers they could have, the needs that hold those helpers, and so on: where
none of these needs has a suitable helper outside this circle, no more can be served.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from hongmajia.engine.arrays import Bools, Ints
from hongmajia.engine.assignment import leximin, optimum
from hongmajia.engine.assignment.matching import Matching
from hongmajia.engine.scoring.pairs import Table

Look = Callable[[Ints, Bools], tuple[Table, Bools]]
"""The best suitable pairs of these needs with these helpers, and for which needs these are all."""
AsTask = Callable[[Table], optimum.Task]
"""What is to be assigned, given all pairs that are known."""


def widened(
    table: Table, complete: Bools, as_task: AsTask, look: Look
) -> tuple[Table, Matching | None]:
    """The table with all pairs that it takes to serve as many needs as can be, and the first
    helpers that do so (none said where some needs are more urgent: they come first then).

    ``table`` holds the best pairs of each need, and for the ``complete`` all that there are.
    """
    task, matching = as_task(table), None
    looked = _Looked([(complete, np.ones(len(task.room), dtype=np.bool_))])
    while True:
        matching = _first_helpers(task, matching)
        rows, outside = _circle(task, matching)
        found = [Table.empty()]
        for some, among in looked.unseen(rows, outside):
            pairs, all_ = look(some, among)
            looked.note(some[all_], among)
            found.append(pairs)
        more = Table.join(found)
        if not len(more.need):
            return table, matching if len(np.unique(task.urgency)) == 1 else None
        table = table.merged(more)
        task = as_task(table)


def _first_helpers(task: optimum.Task, before: Matching | None) -> Matching:
    """As many needs as possible with a first helper, from where the search before left off."""
    choices = optimum.choices(task)
    matching = Matching.of(choices, *before.helpers) if before else Matching.nothing(choices)
    leximin.serve_by_urgency(matching, task.urgency, choices.ends(-np.inf))
    return matching


def _circle(task: optimum.Task, matching: Matching) -> tuple[Ints, Bools]:
    """The needs left out with those they compete with; and the helpers outside this circle, of whom
    nobody is of use where all room is taken.
    """
    left_out = np.flatnonzero(task.open & ~matching.served)
    if not (matching.left() > 0).any():
        return left_out, np.zeros(len(task.room), dtype=np.bool_)
    rows, helpers = matching.reachable(left_out, matching.choices.ends(-np.inf))
    return rows, (task.room > 0) & ~helpers


class _Looked:
    """Which needs were compared with which helpers, so that all their suitable pairs are known."""

    def __init__(self, past: list[tuple[Bools, Bools]]) -> None:
        self.past = past

    def note(self, rows: Ints, among: Bools) -> None:
        """All suitable pairs of these needs with these helpers are known."""
        known = np.zeros_like(self.past[0][0])
        known[rows] = True
        self.past.append((known, among))

    def unseen(self, rows: Ints, among: Bools) -> list[tuple[Ints, Bools]]:
        """The needs, taken together by who of these helpers is still to be compared with them."""
        before = np.column_stack([known[rows] for known, _ in self.past])
        patterns, group = np.unique(before, axis=0, return_inverse=True)
        found = []
        for number, pattern in enumerate(patterns):
            seen = [helpers for told, (_, helpers) in zip(pattern, self.past, strict=True) if told]
            left = among & ~np.logical_or.reduce([np.zeros_like(among), *seen])
            if left.any():
                found.append((rows[group.ravel() == number], left))
        return found
