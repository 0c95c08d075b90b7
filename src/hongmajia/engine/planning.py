"""A round: who is asked for which need, who is left, and what changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from functools import partial
from itertools import chain

import numpy as np

from hongmajia.engine import causes, explaining, flow, relaxing
from hongmajia.engine.crew import over
from hongmajia.engine.facts import Need
from hongmajia.engine.index import HelperIndex
from hongmajia.engine.matching import Matching
from hongmajia.engine.measuring import measure
from hongmajia.engine.pairs import Asked, Bools, Ints, Table, slices
from hongmajia.engine.reasons import Relaxation
from hongmajia.engine.results import Candidate, Comparison, Fair, Load, Pair, Plan, Unserved
from hongmajia.engine.searching import widened
from hongmajia.engine.sweeping import best_and_count, best_pairs
from hongmajia.engine.wishes import Round, Wish, prepare

CANDIDATES = 50
"""Candidates looked at for each need, before a shortage widens the search."""
STABILITY = 0.02
"""What keeping a pair of the earlier plan is worth, in score."""
BLOCK = 1000
"""Needs compared at a time: the step of the progress bar, and of an executor."""
FURTHER = 4000
"""Needs compared at a time with the few helpers outside: picking those out costs something too."""

MOST_RELAXED = 100
"""Needs left out that are looked at for what would serve more."""

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
) -> tuple[Table, Bools, flow.Assignment]:
    """The optimal pairs; the table they are chosen from is widened where there is a shortage."""

    def as_task(table: Table) -> flow.Task:
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


def _solve(round_: Round, table: Table, firsts: Matching | None) -> tuple[Bools, flow.Assignment]:
    """The optimum over this table, pins included."""
    pinned = _among(table, round_.pins)
    task = _task(round_, table, pinned)
    result = flow.assign(task, firsts)
    chosen = pinned.copy()
    chosen[_free(round_, table, pinned)[result.chosen]] = True
    return chosen, result


def _free(round_: Round, table: Table, pinned: Bools) -> Ints:
    """The pairs that are still to be chosen."""
    return np.flatnonzero(~pinned & (round_.room[table.helper] > 0))


def _task(round_: Round, table: Table, pinned: Bools) -> flow.Task:
    """What is left to be assigned beside the pins."""
    free = _free(round_, table, pinned)
    per_need = np.bincount(table.need[pinned], minlength=len(round_.asked.needs))
    score = table.score[free]
    kept = _among(table, round_.previous or frozenset())[free]
    return flow.Task(
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


def _among(table: Table, wishes: Collection[tuple[int, int]]) -> Bools:
    """Which pairs of the table are among the wishes."""
    width = int(table.helper.max(initial=0)) + 1
    keys = np.array(
        [need * width + helper for need, helper in wishes if helper < width], dtype=np.int64
    )
    return np.isin(table.need * width + table.helper, keys)


# --- telling


def _result(
    round_: Round,
    table: Table,
    suited: Ints,
    chosen: Bools,
    assignment: flow.Assignment,
    executor: Executor | None,
) -> Plan:
    """The plan in words and figures."""
    picked = table.where(chosen).best(len(round_.index))
    left = _left_out(round_, picked)
    unserved = _unserved(round_, table, suited, left, executor)
    explained = _explain(round_, picked, executor)  # an executor is at it while we go on
    relaxations = _relaxations(round_, table, picked, left, unserved)
    return Plan(
        pairs=_pairs(round_, picked, explained),
        unserved=unserved,
        loads=_loads(round_, picked),
        served=len(np.unique(picked.need)),
        worst=assignment.worst,
        total=float(picked.score.sum()),
        comparison=None if round_.previous is None else _compared(round_, picked),
        fair=_fair(assignment),
        relaxations=relaxations,
    )


def _fair(assignment: flow.Assignment) -> Fair | None:
    """How far beyond the worst served the plan is known to be fair."""
    found = assignment.fairness
    if found is None:
        return None
    return Fair(found.worst, found.settled, found.level, found.complete, found.exact)


def _explain(round_: Round, picked: Table, executor: Executor | None) -> Iterator[list[Candidate]]:
    """The chosen pairs with their reasons, block by block."""
    rows = np.unique(picked.need)
    blocks = []
    for some in slices(rows, BLOCK):
        first, last = np.searchsorted(picked.need, [some[0], some[-1] + 1])
        own = picked.where(slice(first, last))
        blocks.append((round_.asked.rows(some), own.with_need(np.searchsorted(some, own.need))))
    return over(blocks, _explained, round_.index, executor)


def _pairs(round_: Round, picked: Table, explained: Iterator[list[Candidate]]) -> tuple[Pair, ...]:
    """The chosen pairs as the plan shows them."""
    found = chain.from_iterable(explained)
    sides = zip(found, _among(picked, round_.pins), _weeks(round_, picked), strict=True)
    return tuple(
        Pair(each.need, each.helper, each.score, each.reasons, bool(pin), int(week))
        for each, pin, week in sides
    )


def _weeks(round_: Round, picked: Table) -> Ints:
    """In which week each pair is planned: the urgent first, then the best."""
    urgency = round_.urgency[picked.need]
    order = np.lexsort((picked.need, -picked.log_odds, -urgency, picked.helper))
    helper = picked.helper[order]
    turn = np.arange(len(order)) - np.searchsorted(helper, helper)
    later = turn - round_.index.capacity[helper]
    weekly = np.maximum(round_.index.weekly[helper], 1)
    weeks = np.empty(len(order), dtype=np.int64)
    weeks[order] = np.where(later < 0, 1, 2 + later // weekly)
    return weeks


def _explained(index: HelperIndex, block: tuple[Asked, Table]) -> list[Candidate]:
    """The pairs of some needs with their reasons."""
    asked, pairs = block
    return explaining.candidates(index, asked, measure(index, asked, pairs.need, pairs.helper))


def _left_out(round_: Round, picked: Table) -> Ints:
    """The needs without any helper."""
    left = np.ones(len(round_.asked.needs), dtype=np.bool_)
    left[picked.need] = False
    return np.flatnonzero(left)


def _unserved(
    round_: Round, table: Table, suited: Ints, left: Ints, executor: Executor | None
) -> tuple[Unserved, ...]:
    """Why each of these needs has nobody: whoever would suit is taken, or nobody would."""
    open_ = table.where((round_.room[table.helper] > 0) & np.isin(table.need, left)).best(1)
    best = dict(zip(open_.need.tolist(), open_.helper.tolist(), strict=True))
    rest = np.array([row for row in left.tolist() if row not in best], dtype=np.int64)
    told = causes.of(round_.asked, rest, round_.index, executor)
    found = dict(zip(rest.tolist(), told, strict=True))
    for row, helper in best.items():
        who = round_.index.helpers[helper]
        found[row] = causes.all_full(round_.asked.needs[row], who, int(suited[row]))
    return tuple(found[row] for row in left.tolist())


def _relaxations(
    round_: Round, table: Table, picked: Table, left: Ints, unserved: Sequence[Unserved]
) -> tuple[Relaxation, ...]:
    """What would serve more of those left out."""
    reach = relaxing.more_reach(unserved)
    short = left[[each.cause.code == "all_full" for each in unserved]]
    if not len(short):
        return reach
    short = short[np.argsort(-round_.urgency[short], kind="stable")][:MOST_RELAXED]
    more = best_pairs(round_.index, round_.asked.rows(short), CANDIDATES).table
    settled = np.array([need for need, _ in round_.pins], dtype=np.int64)  # a pin stays
    others = table.where(~np.isin(table.need, np.concatenate([short, settled])))
    pairs = others.merged(more.with_need(short[more.need]))
    firsts = picked.where(~np.isin(picked.need, settled)).best(1)
    room = relaxing.more_room(round_.index, pairs, short, firsts, round_.room, round_.weeks)
    return (*room, *reach)


def _loads(round_: Round, picked: Table) -> dict[str, Load]:
    """What each helper is given, and could take."""
    used = np.bincount(picked.helper, minlength=len(round_.index)).tolist()
    sides = zip(round_.index.helpers.ids, used, round_.capacity.tolist(), strict=True)
    return {name: Load(count, capacity) for name, count, capacity in sides}


def _compared(round_: Round, picked: Table) -> Comparison:
    """This plan against the earlier one, need by need in the order given."""
    groups: dict[str, list[str]] = {"kept": [], "changed": [], "new": [], "lost": []}
    now, before = (
        _by_need(zip(picked.need.tolist(), picked.helper.tolist(), strict=True)),
        _by_need(round_.previous or ()),
    )
    for row, need in enumerate(round_.asked.needs):
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
    """What became of one need between two plans; ``None`` where it never had a helper."""
    if before and now:
        return "kept" if before == now else "changed"
    return "lost" if before else "new" if now else None
