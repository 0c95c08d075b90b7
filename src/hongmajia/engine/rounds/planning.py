"""Planning a round: who is asked for which need."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Executor
from functools import partial

import numpy as np

from hongmajia.engine.arrays import Bools, Ints, chunks
from hongmajia.engine.assignment import optimum
from hongmajia.engine.assignment.matching import Matching
from hongmajia.engine.facts import Need
from hongmajia.engine.facts.inputs import DEFAULT_CANDIDATES
from hongmajia.engine.index.helper_index import HelperIndex
from hongmajia.engine.index.needs import NeedBatch
from hongmajia.engine.rounds.executors import NEEDS_PER_BLOCK, map_blocks
from hongmajia.engine.rounds.report import build_plan
from hongmajia.engine.rounds.request import PairIds, RoundRequest, build_request, is_listed
from hongmajia.engine.rounds.results import Plan
from hongmajia.engine.rounds.widening import widen_candidates
from hongmajia.engine.scoring.all_helpers import best_pairs_and_counts
from hongmajia.engine.scoring.pairs import PairTable
from hongmajia.engine.scoring.single_pairs import score_pairs

STABILITY = 0.02
"""Score that keeping a pair of the earlier plan is worth."""
NEEDS_PER_SEARCH = 4000
"""Needs compared at a time with the few helpers not considered before: more than in a block,
since selecting those helpers has a cost of its own.
"""

Progress = Callable[[int, int], None]
"""Called with (needs compared so far, needs in all)."""


def plan(
    needs: Sequence[Need],
    index: HelperIndex,
    *,
    pins: Collection[PairIds] = (),
    bans: Collection[PairIds] = (),
    previous: Collection[PairIds] | None = None,
    per_need: int | None = None,
    candidates: int = DEFAULT_CANDIDATES,
    weeks: int = 1,
    leximin_seconds: float = 0.0,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Plan a round, optimally and repeatably: the same facts give the same plan.

    Aims in this order: as many needs as possible get a helper (urgent ones first); the least well
    served need is served as well as possible; the sum of all scores, with a small bonus for pairs
    of ``previous``, is as large as possible. ``pins`` are kept whatever the score (they use
    capacity), ``bans`` are never planned.

    Over several ``weeks`` helpers take their capacity in the first and their weekly capacity in
    each later one; urgent needs and high scores come first. With ``leximin_seconds`` the second
    least well served need is raised too, and so on for at most so long; this costs some of the
    sum and of the stability, and `Plan.fair` says how far it went.

    No helper gets more than their capacity, no need the same helper twice. ``per_need`` overrides
    how many helpers each need wants; ``candidates`` bounds how many helpers are considered per
    need where there is no shortage. An ``executor`` works on blocks of needs in parallel; on one
    machine use an `IndexPool`.

    Raises `EngineError` for duplicate or unknown ids, for a pair both pinned and banned, and for
    more pins of a helper than their capacity.
    """
    request = build_request(needs, index, pins, bans, previous, per_need, leximin_seconds, weeks)
    table, suitable_counts = _compare(request, candidates, executor, progress)
    table, chosen, assignment = _assign(
        request, table, suitable_counts <= candidates, candidates, executor
    )
    return build_plan(request, table, suitable_counts, chosen, assignment, executor)


# --- comparing


def _compare(
    request: RoundRequest, k: int, executor: Executor | None, progress: Progress | None
) -> tuple[PairTable, Ints]:
    """The candidates of all needs, always including pins and earlier pairs, and the number of
    suitable helpers per need.
    """
    order, done = _alike_together(request.batch.needs), 0
    tables, suitable_counts = [PairTable.empty()], np.zeros(len(order), dtype=np.int64)
    work = partial(_candidates, k, request.remaining > 0)
    for rows, (table, counts) in _blockwise(request, order, NEEDS_PER_BLOCK, work, executor):
        tables.append(table)
        suitable_counts[rows] = counts
        done += len(rows)
        if progress:
            progress(done, len(order))
    return _with_requested_pairs(request, PairTable.join(tables).by_need()), suitable_counts


def _alike_together(needs: Sequence[Need]) -> Ints:
    """The rows of the needs sorted by text: blocks of similar needs are scored faster."""
    rows = range(len(needs))
    key = [(need.industry, need.title, need.text) for need in needs]
    return np.array(sorted(rows, key=key.__getitem__), dtype=np.int64)


def _blockwise(
    request: RoundRequest,
    rows: Ints,
    size: int,
    work: Callable[[HelperIndex, NeedBatch], tuple[PairTable, Ints]],
    executor: Executor | None,
) -> Iterator[tuple[Ints, tuple[PairTable, Ints]]]:
    """Yield for blocks of these rows the rows and what ``work`` found for them."""
    parts = chunks(rows, size)
    found = map_blocks(map(request.batch.rows, parts), work, request.index, executor)
    for some, (table, counts) in zip(parts, found, strict=True):
        yield some, (table.with_need(some[table.need]), counts)


def _candidates(
    k: int, helper_mask: Bools, index: HelperIndex, batch: NeedBatch
) -> tuple[PairTable, Ints]:
    """The k best suitable helpers (within ``helper_mask``) of some needs, and the number of
    suitable helpers per need.
    """
    pairs, counts = best_pairs_and_counts(index, batch, k, helper_mask)
    return pairs.pair_table, counts


def _with_requested_pairs(request: RoundRequest, table: PairTable) -> PairTable:
    """The table with the pins added, and the earlier pairs that may still be proposed."""
    pairs = sorted(request.pins | (request.previous or frozenset()))
    if not pairs:
        return table
    rows, columns = np.array(pairs, dtype=np.int64).T
    known = table.need * len(request.index) + table.helper
    missing = ~np.isin(rows * len(request.index) + columns, known)
    if not missing.any():
        return table
    rows, columns = rows[missing], columns[missing]
    some, need = np.unique(rows, return_inverse=True)
    batch = request.batch.rows(some)
    more = score_pairs(request.index, batch, need.astype(np.int64), columns)
    usable = more.suitable | is_listed(more.with_need(rows), request.pins)
    more = more.with_need(rows).select(usable)
    return PairTable.join([table, more.pair_table]).best(len(request.index))


# --- assigning


def _assign(
    request: RoundRequest, table: PairTable, complete: Bools, k: int, executor: Executor | None
) -> tuple[PairTable, Bools, optimum.Assignment]:
    """The optimal pairs, and the table they are chosen from, widened where there is a
    shortage.
    """

    def make_problem(table: PairTable) -> optimum.AssignmentProblem:
        return _assignment_problem(request, table, is_listed(table, request.pins))

    find_pairs = partial(_more_candidates, request, k, executor)
    table, firsts = widen_candidates(table, complete, make_problem, find_pairs)
    return table, *_solve(request, table, firsts)


def _more_candidates(
    request: RoundRequest, k: int, executor: Executor | None, rows: Ints, helper_mask: Bools
) -> tuple[PairTable, Bools]:
    """The k best of these helpers for these needs, and for which needs there are no further
    suitable ones.
    """
    work = partial(_candidates, k, helper_mask)
    found = [both for _, both in _blockwise(request, rows, NEEDS_PER_SEARCH, work, executor)]
    tables, counts = zip(*found, strict=True)
    return PairTable.join(tables).by_need(), np.concatenate(counts) <= k


def _solve(
    request: RoundRequest, table: PairTable, firsts: Matching | None
) -> tuple[Bools, optimum.Assignment]:
    """The optimal pairs of this table, pins included."""
    pinned = is_listed(table, request.pins)
    problem = _assignment_problem(request, table, pinned)
    result = optimum.assign(problem, firsts)
    chosen = pinned.copy()
    chosen[_free(request, table, pinned)[result.chosen]] = True
    return chosen, result


def _free(request: RoundRequest, table: PairTable, pinned: Bools) -> Ints:
    """The positions of the pairs that may be chosen besides the pins."""
    return np.flatnonzero(~pinned & (request.remaining[table.helper] > 0))


def _assignment_problem(
    request: RoundRequest, table: PairTable, pinned: Bools
) -> optimum.AssignmentProblem:
    """The assignment problem that the pins leave."""
    free = _free(request, table, pinned)
    per_need = np.bincount(table.need[pinned], minlength=len(request.batch.needs))
    score = table.score[free]
    return optimum.AssignmentProblem(
        need=table.need[free],
        helper=table.helper[free],
        fit=score,
        gain=score + STABILITY * is_listed(table, request.previous or frozenset())[free],
        wanted=np.maximum(request.wanted - per_need, 0),
        capacity=request.remaining,
        open=per_need == 0,
        urgency=request.urgency,
        seconds=request.seconds,
    )
