"""The plan of a round, with reasons, causes, loads and the comparison with the plan before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from itertools import chain

import numpy as np

from hongmajia.engine.arrays import Bools, Ints, chunks
from hongmajia.engine.assignment import optimum
from hongmajia.engine.facts.inputs import DEFAULT_CANDIDATES
from hongmajia.engine.index.helper_index import HelperIndex
from hongmajia.engine.index.needs import NeedBatch
from hongmajia.engine.messages.codes import Relaxation
from hongmajia.engine.rounds.executors import NEEDS_PER_BLOCK, map_blocks
from hongmajia.engine.rounds.relaxations import more_capacity, more_reach
from hongmajia.engine.rounds.request import RoundRequest, is_listed
from hongmajia.engine.rounds.results import Comparison, Load, Pair, Plan, PlanFairness, Unserved
from hongmajia.engine.rounds.unserved import all_full, explain_unserved
from hongmajia.engine.scoring import explanations
from hongmajia.engine.scoring.all_helpers import best_pairs
from hongmajia.engine.scoring.pairs import PairTable
from hongmajia.engine.scoring.results import Candidate
from hongmajia.engine.scoring.single_pairs import score_pairs

MOST_RELAXED = 100
"""Needs without a helper that are examined for what would serve more."""


def build_plan(
    request: RoundRequest,
    table: PairTable,
    suitable_counts: Ints,
    chosen: Bools,
    assignment: optimum.Assignment,
    executor: Executor | None,
) -> Plan:
    """The plan of the chosen pairs."""
    picked = table.select(chosen).best(len(request.index))
    left = _left_out(request, picked)
    unserved = _unserved(request, table, suitable_counts, left, executor)
    explained = _explain(request, picked, executor)  # an executor works while we go on
    relaxations = _relaxations(request, table, picked, left, unserved)
    return Plan(
        pairs=_pairs(request, picked, explained),
        unserved=unserved,
        loads=_loads(request, picked),
        served=len(np.unique(picked.need)),
        worst=assignment.worst,
        total=float(picked.score.sum()),
        comparison=None if request.previous is None else _compared(request, picked),
        fair=_fair(assignment),
        relaxations=relaxations,
    )


def _fair(assignment: optimum.Assignment) -> PlanFairness | None:
    """How far beyond the least well served need the plan is proven to be fair."""
    found = assignment.fairness
    if found is None:
        return None
    return PlanFairness(found.worst, found.settled, found.level, found.complete, found.exact)


def _explain(
    request: RoundRequest, picked: PairTable, executor: Executor | None
) -> Iterator[list[Candidate]]:
    """Start explaining the chosen pairs; yields the candidates with their reasons, block by
    block.
    """
    rows = np.unique(picked.need)
    blocks = []
    for some in chunks(rows, NEEDS_PER_BLOCK):
        first, last = np.searchsorted(picked.need, [some[0], some[-1] + 1])
        own = picked.select(slice(first, last))
        blocks.append((request.batch.rows(some), own.with_need(np.searchsorted(some, own.need))))
    return map_blocks(blocks, _explained, request.index, executor)


def _pairs(
    request: RoundRequest, picked: PairTable, explained: Iterator[list[Candidate]]
) -> tuple[Pair, ...]:
    """The chosen pairs as the plan shows them."""
    found = chain.from_iterable(explained)
    sides = zip(found, is_listed(picked, request.pins), _weeks(request, picked), strict=True)
    return tuple(
        Pair(each.need, each.helper, each.score, each.reasons, bool(pin), int(week))
        for each, pin, week in sides
    )


def _weeks(request: RoundRequest, picked: PairTable) -> Ints:
    """The week in which each pair is planned: urgent needs first, then high scores."""
    urgency = request.urgency[picked.need]
    order = np.lexsort((picked.need, -picked.log_odds, -urgency, picked.helper))
    helper = picked.helper[order]
    turn = np.arange(len(order)) - np.searchsorted(helper, helper)
    later = turn - request.index.capacity[helper]
    weekly = np.maximum(request.index.weekly[helper], 1)
    weeks = np.empty(len(order), dtype=np.int64)
    weeks[order] = np.where(later < 0, 1, 2 + later // weekly)
    return weeks


def _explained(index: HelperIndex, block: tuple[NeedBatch, PairTable]) -> list[Candidate]:
    """The pairs of some needs with their reasons."""
    batch, pairs = block
    return explanations.candidates(
        index, batch, score_pairs(index, batch, pairs.need, pairs.helper)
    )


def _left_out(request: RoundRequest, picked: PairTable) -> Ints:
    """The rows of the needs without a helper."""
    left = np.ones(len(request.batch.needs), dtype=np.bool_)
    left[picked.need] = False
    return np.flatnonzero(left)


def _unserved(
    request: RoundRequest,
    table: PairTable,
    suitable_counts: Ints,
    left: Ints,
    executor: Executor | None,
) -> tuple[Unserved, ...]:
    """Why each of these needs has no helper: all who suit are fully booked, or nobody suits."""
    open_ = table.select((request.remaining[table.helper] > 0) & np.isin(table.need, left)).best(1)
    best = dict(zip(open_.need.tolist(), open_.helper.tolist(), strict=True))
    rest = np.array([row for row in left.tolist() if row not in best], dtype=np.int64)
    explained = explain_unserved(request.batch, rest, request.index, executor)
    found = dict(zip(rest.tolist(), explained, strict=True))
    for row, helper in best.items():
        who = request.index.helpers[helper]
        found[row] = all_full(request.batch.needs[row], who, int(suitable_counts[row]))
    return tuple(found[row] for row in left.tolist())


def _relaxations(
    request: RoundRequest,
    table: PairTable,
    picked: PairTable,
    left: Ints,
    unserved: Sequence[Unserved],
) -> tuple[Relaxation, ...]:
    """What would serve more of the needs without a helper."""
    reach = more_reach(unserved)
    short = left[[each.cause.code == "all_full" for each in unserved]]
    if not len(short):
        return reach
    short = short[np.argsort(-request.urgency[short], kind="stable")][:MOST_RELAXED]
    more = best_pairs(request.index, request.batch.rows(short), DEFAULT_CANDIDATES).pair_table
    settled = np.array([need for need, _ in request.pins], dtype=np.int64)  # pins are kept
    others = table.select(~np.isin(table.need, np.concatenate([short, settled])))
    pairs = others.merged(more.with_need(short[more.need]))
    firsts = picked.select(~np.isin(picked.need, settled)).best(1)
    remaining = more_capacity(request.index, pairs, short, firsts, request.remaining, request.weeks)
    return (*remaining, *reach)


def _loads(request: RoundRequest, picked: PairTable) -> dict[str, Load]:
    """What each helper is given, and could take."""
    used = np.bincount(picked.helper, minlength=len(request.index)).tolist()
    sides = zip(request.index.helpers.ids, used, request.capacity.tolist(), strict=True)
    return {name: Load(count, capacity) for name, count, capacity in sides}


def _compared(request: RoundRequest, picked: PairTable) -> Comparison:
    """This plan compared with the earlier one, need by need in the order given."""
    groups: dict[str, list[str]] = {"kept": [], "changed": [], "new": [], "lost": []}
    now, before = (
        _by_need(zip(picked.need.tolist(), picked.helper.tolist(), strict=True)),
        _by_need(request.previous or ()),
    )
    for row, need in enumerate(request.batch.needs):
        if kind := _change(before.get(row), now.get(row)):
            groups[kind].append(need.id)
    return Comparison(**{kind: tuple(ids) for kind, ids in groups.items()})


def _by_need(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    """The helpers of each need."""
    helpers: dict[int, set[int]] = {}
    for need, helper in pairs:
        helpers.setdefault(need, set()).add(helper)
    return helpers


def _change(before: set[int] | None, now: set[int] | None) -> str | None:
    """What changed for one need between two plans; ``None`` if it has a helper in neither."""
    if before and now:
        return "kept" if before == now else "changed"
    return "lost" if before else "new" if now else None
