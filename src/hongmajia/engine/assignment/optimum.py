"""The optimal assignment under three aims, in this order:

1. As many needs as possible get a first helper (more urgent ones first).

2. The least fit of a first helper is as large as possible; if time is given, then the second
least, and so on (leximin).

3. The sum of all gains is as large as possible.

The result of each aim is a constraint of the next, so none has to be weighed against another by a
large constant. The first two are matchings, the third a minimum-cost flow, whose optimum is
integral; the tests compare it with a linear programme.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hongmajia.engine.arrays import Bools, Floats, Ints
from hongmajia.engine.assignment import leximin
from hongmajia.engine.assignment.graph import CandidateGraph
from hongmajia.engine.assignment.leximin import Fairness
from hongmajia.engine.assignment.matching import Matching
from hongmajia.engine.assignment.min_cost_flow import PRECISION, FlowNetwork


@dataclass(frozen=True, slots=True)
class AssignmentProblem:
    """Possible pairs as columns (``need`` and ``helper`` are row numbers) and the limits on them.

    ``fit`` 0…1 is what fairness compares, ``gain`` ≥ 0 is summed. ``wanted`` counts helpers per
    need, ``capacity`` needs per helper. ``open`` needs have no helper yet, the others only want
    further ones. ``urgency`` ≥ 0 is per need. ``seconds`` may be spent on leximin.
    """

    need: Ints
    helper: Ints
    fit: Floats
    gain: Floats
    wanted: Ints
    capacity: Ints
    open: Bools
    urgency: Ints
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Assignment:
    """Which pairs are chosen, and how fair the choice is."""

    chosen: Bools
    fairness: Fairness | None

    @property
    def worst(self) -> float | None:
        """The least fit of a first helper; ``None`` where no open need is served."""
        return None if self.fairness is None else self.fairness.worst


def assign(problem: AssignmentProblem, initial: Matching | None = None) -> Assignment:
    """The optimal assignment; ``initial`` is a matching that already reaches the first aim."""
    if not len(problem.need):
        return Assignment(np.zeros(0, dtype=np.bool_), None)
    matching = initial or first_helpers(problem)
    if not matching.served.any():
        none = np.zeros(len(problem.need), dtype=np.bool_)
        return Assignment(_best_total(problem, none, matching.served), None)
    fairness = leximin.maximise_fairness(matching, problem.urgency, problem.seconds)
    firsts = problem.open[problem.need] & (problem.fit >= fairness.floor[problem.need])
    return Assignment(_best_total(problem, firsts, fairness.served), fairness)


def first_helpers(problem: AssignmentProblem) -> Matching:
    """A matching that reaches the first aim: as many needs as possible, the more urgent first."""
    matching = Matching.empty(graph(problem))
    leximin.serve_by_urgency(matching, problem.urgency, matching.graph.ends(-np.inf))
    return matching


def graph(problem: AssignmentProblem) -> CandidateGraph:
    """The pairs that can give an open need its first helper."""
    usable = problem.open[problem.need] & (problem.capacity[problem.helper] > 0)
    columns = (problem.need[usable], problem.helper[usable], problem.fit[usable])
    return CandidateGraph.of(*columns, len(problem.wanted), problem.capacity)


def _best_total(problem: AssignmentProblem, firsts: Bools, served: Bools) -> Bools:
    """The pairs of the largest total gain that give as many needs of each urgency a first helper.

    A pair in ``firsts`` can be chosen as a first or as a further helper; a node for the pair,
    with an outgoing arc of capacity 1, prevents that it is chosen as both.
    """
    net = FlowNetwork()
    sink, spare = net.node(), net.node()
    first, more = net.nodes(len(problem.wanted)), net.nodes(len(problem.wanted))
    helper = net.nodes(len(problem.capacity))
    _supply_first(net, problem, first, served)
    further = np.maximum(problem.wanted - problem.open, 0)
    net.arcs(spare, more, further, 0)
    net.arcs(spare, sink, int(further.sum()), 0)
    net.arcs(helper, sink, problem.capacity, 0)
    net.supply(spare, int(further.sum()))
    net.supply(sink, -int(further.sum()) - int(served.sum()))
    cost = -np.rint(problem.gain * PRECISION).astype(np.int64)
    both = firsts & (further[problem.need] > 0)
    pair = np.full(len(problem.need), -1, dtype=np.int64)
    pair[both] = net.nodes(int(both.sum()))
    only_first, only_more = firsts & ~both, ~firsts & (further[problem.need] > 0)
    net.arcs(first[problem.need[both]], pair[both], 1, 0)
    net.arcs(more[problem.need[both]], pair[both], 1, 0)
    used = [
        (both, net.arcs(pair[both], helper[problem.helper[both]], 1, cost[both])),
        (
            only_first,
            net.arcs(
                first[problem.need[only_first]],
                helper[problem.helper[only_first]],
                1,
                cost[only_first],
            ),
        ),
        (
            only_more,
            net.arcs(
                more[problem.need[only_more]], helper[problem.helper[only_more]], 1, cost[only_more]
            ),
        ),
    ]
    flows = net.solve()
    chosen = np.zeros(len(problem.need), dtype=np.bool_)
    for pairs, arcs in used:
        chosen[pairs] = flows[arcs] > 0
    return chosen


def _supply_first(net: FlowNetwork, problem: AssignmentProblem, first: Ints, served: Bools) -> None:
    """Add one source per urgency that supplies exactly the number of needs to be served."""
    for urgency in np.unique(problem.urgency[served]):
        source = net.node()
        these = problem.open & (problem.urgency == urgency)
        net.arcs(source, first[these], 1, 0)
        net.supply(source, int((served & (problem.urgency == urgency)).sum()))
