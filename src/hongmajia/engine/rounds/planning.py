"""A round: who is asked for which need, who is left, and what changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Executor
from functools import partial

import numpy as np

from hongmajia.engine.arrays import Bools, Ints, slices
from hongmajia.engine.assignment import optimum
from hongmajia.engine.assignment.matching import Matching
from hongmajia.engine.facts import Need
from hongmajia.engine.facts.inputs import CANDIDATES
from hongmajia.engine.index.helper_index import HelperIndex
from hongmajia.engine.index.needs import Asked
from hongmajia.engine.rounds.executors import BLOCK, over
from hongmajia.engine.rounds.report import _result
from hongmajia.engine.rounds.request import Round, Wish, _among, prepare
from hongmajia.engine.rounds.results import Plan
from hongmajia.engine.rounds.widening import widened
from hongmajia.engine.scoring.all_helpers import best_and_count
from hongmajia.engine.scoring.pairs import Table
from hongmajia.engine.scoring.single_pairs import measure

STABILITY = 0.02
"""What keeping a pair of the earlier plan is worth, in score."""
FURTHER = 4000
"""Needs compared at a time with the few helpers outside: picking those out costs something too."""

Progress = Callable[[int, int], None]
"""Told (needs compared so far, needs in all)."""


def plan(
    needs: Sequence[Need],
    index: HelperIndex,
    *,
    pins: Collection[Wish] = (),
    bans: Collection[Wish] = (),
    previous: Collection[Wish] | None = None,
    per_need: int | None = None,
    candidates: int = CANDIDATES,
    weeks: int = 1,
    leximin_seconds: float = 0.0,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Plan a round, exactly and repeatably: the same facts give the same plan.

    Aims in this order: as many needs as possible get a helper (urgent ones first); the worst served
    is served as well as possible; the total of all scores, with a small bonus for pairs of
    ``previous``. ``pins`` are kept whatever the score (they use capacity), ``bans`` never planned.
    Over several ``weeks`` a helper takes his capacity in the first and what he takes weekly in each
    later one; the urgent and the best are planned first. With ``leximin_seconds`` the next worst
    served are raised too, level by level for so long; this costs some of the total and of the
    stability, and `Plan.fair` says how far it went.
    Nobody gets more than his capacity, no need the same helper twice. ``per_need`` overrides how
    many helpers each need wants; ``candidates`` bounds how many helpers are considered per need
    where there is no shortage. An ``executor`` works on blocks of needs in parallel; `Crew` is the
    one to take on one machine.

    Raises `EngineError` for duplicate or unknown ids, for a pair both pinned and banned, and for
    more pins on a helper than his capacity.
    """
    round_ = prepare(needs, index, pins, bans, previous, per_need, leximin_seconds, weeks)
    table, suited = _compare(round_, candidates, executor, progress)
    table, chosen, assignment = _assign(round_, table, suited <= candidates, candidates, executor)
    return _result(round_, table, suited, chosen, assignment, executor)


# --- comparing


def _compare(
    round_: Round, k: int, executor: Executor | None, progress: Progress | None
) -> tuple[Table, Ints]:
    """The candidates of all needs, block by block; pins and earlier pairs are always among them.
    And how many helpers would suit each.
    """
    order, done = _alike_together(round_.asked.needs), 0
    tables, suited = [Table.empty()], np.zeros(len(order), dtype=np.int64)
    work = partial(_candidates, k, round_.room > 0)
    for rows, (table, counts) in _blockwise(round_, order, BLOCK, work, executor):
        tables.append(table)
        suited[rows] = counts
        done += len(rows)
        if progress:
            progress(done, len(order))
    return _with_wishes(round_, Table.join(tables).by_need()), suited


def _alike_together(needs: Sequence[Need]) -> Ints:
    """The rows of needs so that those with the same words stand together: less to multiply."""
    rows = range(len(needs))
    key = [(need.industry, need.title, need.text) for need in needs]
    return np.array(sorted(rows, key=key.__getitem__), dtype=np.int64)


def _blockwise(
    round_: Round,
    rows: Ints,
    size: int,
    work: Callable[[HelperIndex, Asked], tuple[Table, Ints]],
    executor: Executor | None,
) -> Iterator[tuple[Ints, tuple[Table, Ints]]]:
    """The needs of these rows worked on, so many at a time: which they are, and what was found."""
    parts = slices(rows, size)
    found = over(map(round_.asked.rows, parts), work, round_.index, executor)
    for some, (table, counts) in zip(parts, found, strict=True):
        yield some, (table.with_need(some[table.need]), counts)


def _candidates(k: int, among: Bools, index: HelperIndex, asked: Asked) -> tuple[Table, Ints]:
    """The k best suitable helpers of some needs, of those ``among`` whom we may choose, and how
    many of them suit each.
    """
    pairs, counts = best_and_count(index, asked, k, among)
    return pairs.table, counts


def _with_wishes(round_: Round, table: Table) -> Table:
    """The table with the pins, and with the earlier pairs that may still be proposed."""
    wishes = sorted(round_.pins | (round_.previous or frozenset()))
    if not wishes:
        return table
    rows, columns = np.array(wishes, dtype=np.int64).T
    known = table.need * len(round_.index) + table.helper
    lacking = ~np.isin(rows * len(round_.index) + columns, known)
    if not lacking.any():
        return table
    rows, columns = rows[lacking], columns[lacking]
    some, need = np.unique(rows, return_inverse=True)
    asked = round_.asked.rows(some)
    more = measure(round_.index, asked, need.astype(np.int64), columns)
    usable = more.suitable | _among(more.with_need(rows), round_.pins)
    more = more.with_need(rows).where(usable)
    return Table.join([table, more.table]).best(len(round_.index))


# --- assigning


def _assign(
    round_: Round, table: Table, complete: Bools, k: int, executor: Executor | None
) -> tuple[Table, Bools, optimum.Assignment]:
    """The optimal pairs; the table they are chosen from is widened where there is a shortage."""

    def as_task(table: Table) -> optimum.Task:
        return _task(round_, table, _among(table, round_.pins))

    look = partial(_further, round_, k, executor)
    table, firsts = widened(table, complete, as_task, look)
    return table, *_solve(round_, table, firsts)


def _further(
    round_: Round, k: int, executor: Executor | None, rows: Ints, among: Bools
) -> tuple[Table, Bools]:
    """The k best of these helpers for these needs, and who of them has no more than those."""
    work = partial(_candidates, k, among)
    found = [both for _, both in _blockwise(round_, rows, FURTHER, work, executor)]
    tables, counts = zip(*found, strict=True)
    return Table.join(tables).by_need(), np.concatenate(counts) <= k


def _solve(
    round_: Round, table: Table, firsts: Matching | None
) -> tuple[Bools, optimum.Assignment]:
    """The optimum over this table, pins included."""
    pinned = _among(table, round_.pins)
    task = _task(round_, table, pinned)
    result = optimum.assign(task, firsts)
    chosen = pinned.copy()
    chosen[_free(round_, table, pinned)[result.chosen]] = True
    return chosen, result


def _free(round_: Round, table: Table, pinned: Bools) -> Ints:
    """The pairs that are still to be chosen."""
    return np.flatnonzero(~pinned & (round_.room[table.helper] > 0))


def _task(round_: Round, table: Table, pinned: Bools) -> optimum.Task:
    """What is left to be assigned beside the pins."""
    free = _free(round_, table, pinned)
    per_need = np.bincount(table.need[pinned], minlength=len(round_.asked.needs))
    score = table.score[free]
    kept = _among(table, round_.previous or frozenset())[free]
    return optimum.Task(
        need=table.need[free],
        helper=table.helper[free],
        fit=score,
        gain=score + STABILITY * kept,
        wanted=np.maximum(round_.wanted - per_need, 0),
        room=round_.room,
        open=per_need == 0,
        urgency=round_.urgency,
        seconds=round_.seconds,
    )
