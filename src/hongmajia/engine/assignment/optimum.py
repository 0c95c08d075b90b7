"""Who is assigned to whom: the exact optimum of three aims, one after the other.

1. As many needs as possible get a first helper (among equals the more urgent ones).
2. The least well served of them is served as well as possible; if there is time for it, then the
   next, and so on (leximin).
3. The sum of all values is as large as possible.

Each aim becomes a fixed amount or a threshold for the next, so no “big number” blurs them. All are
flows, whose optimum is whole-numbered; the tests compare it with a linear programme.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hongmajia.engine.arrays import Bools, Floats, Ints
from hongmajia.engine.assignment import leximin
from hongmajia.engine.assignment.graph import Choices
from hongmajia.engine.assignment.leximin import Fairness
from hongmajia.engine.assignment.matching import Matching
from hongmajia.engine.assignment.min_cost_flow import PRECISION, Network


@dataclass(frozen=True, slots=True)
class Task:
    """Possible pairs as columns (``need`` and ``helper`` are row numbers) and the limits on them.

    ``fit`` 0…1 ranks the worst served, ``gain`` ≥ 0 is summed. ``wanted`` counts helpers per need,
    ``room`` per helper. ``open`` needs still lack their first helper, others only want more.
    ``urgency`` ≥ 0 per need. ``seconds`` may be spent on fairness beyond the worst served.
    """

    need: Ints
    helper: Ints
    fit: Floats
    gain: Floats
    wanted: Ints
    room: Ints
    open: Bools
    urgency: Ints
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Assignment:
    """Which pairs are chosen, and what every need served is sure of by its best helper."""

    chosen: Bools
    fairness: Fairness | None

    @property
    def worst(self) -> float | None:
        """The fit of the worst served need; ``None`` where no open need is served."""
        return None if self.fairness is None else self.fairness.worst


def assign(task: Task, known: Matching | None = None) -> Assignment:
    """The optimum of the three aims; ``known``: first helpers that reach the first."""
    if not len(task.need):
        return Assignment(np.zeros(0, dtype=np.bool_), None)
    matching = known or first_helpers(task)
    if not matching.served.any():
        none = np.zeros(len(task.need), dtype=np.bool_)
        return Assignment(_best_total(task, none, matching.served), None)
    fairness = leximin.fairest(matching, task.urgency, task.seconds)
    firsts = task.open[task.need] & (task.fit >= fairness.floor[task.need])
    return Assignment(_best_total(task, firsts, fairness.served), fairness)


def first_helpers(task: Task) -> Matching:
    """As many needs as possible, then as urgent ones, with their first helper."""
    matching = Matching.nothing(choices(task))
    leximin.serve_by_urgency(matching, task.urgency, matching.choices.ends(-np.inf))
    return matching


def choices(task: Task) -> Choices:
    """The pairs of which a need can get its first helper."""
    usable = task.open[task.need] & (task.room[task.helper] > 0)
    columns = (task.need[usable], task.helper[usable], task.fit[usable])
    return Choices.of(*columns, len(task.wanted), task.room)


def _best_total(task: Task, firsts: Bools, served: Bools) -> Bools:
    """The pairs of greatest total gain that give as many needs of each urgency a first helper.

    Two ways lead from a need to the same helper, as the first and as a further one; a node for the
    pair lets only one of them through.
    """
    net = Network()
    sink, spare = net.node(), net.node()
    first, more = net.nodes(len(task.wanted)), net.nodes(len(task.wanted))
    helper = net.nodes(len(task.room))
    _supply_first(net, task, first, served)
    further = np.maximum(task.wanted - task.open, 0)
    net.arcs(spare, more, further, 0)
    net.arcs(spare, sink, int(further.sum()), 0)
    net.arcs(helper, sink, task.room, 0)
    net.supply(spare, int(further.sum()))
    net.supply(sink, -int(further.sum()) - int(served.sum()))
    cost = -np.rint(task.gain * PRECISION).astype(np.int64)
    both = firsts & (further[task.need] > 0)
    pair = np.full(len(task.need), -1, dtype=np.int64)
    pair[both] = net.nodes(int(both.sum()))
    only_first, only_more = firsts & ~both, ~firsts & (further[task.need] > 0)
    net.arcs(first[task.need[both]], pair[both], 1, 0)
    net.arcs(more[task.need[both]], pair[both], 1, 0)
    used = [
        (both, net.arcs(pair[both], helper[task.helper[both]], 1, cost[both])),
        (
            only_first,
            net.arcs(
                first[task.need[only_first]], helper[task.helper[only_first]], 1, cost[only_first]
            ),
        ),
        (
            only_more,
            net.arcs(
                more[task.need[only_more]], helper[task.helper[only_more]], 1, cost[only_more]
            ),
        ),
    ]
    flows = net.solve()
    chosen = np.zeros(len(task.need), dtype=np.bool_)
    for pairs, arcs in used:
        chosen[pairs] = flows[arcs] > 0
    return chosen


def _supply_first(net: Network, task: Task, first: Ints, served: Bools) -> None:
    """One source per urgency, each sending just as many first helpers as can be had."""
    for urgency in np.unique(task.urgency[served]):
        source = net.node()
        these = task.open & (task.urgency == urgency)
        net.arcs(source, first[these], 1, 0)
        net.supply(source, int((served & (task.urgency == urgency)).sum()))
