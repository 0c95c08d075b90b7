"""A round: who is asked for which need, who is left, and what changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import Executor
from functools import partial
from itertools import chain

import numpy as np

from hongmajia.engine import causes, explaining, flow
from hongmajia.engine.crew import over
from hongmajia.engine.facts import Need
from hongmajia.engine.index import HelperIndex
from hongmajia.engine.pairs import Bools, Ints, Pairs
from hongmajia.engine.results import Candidate, Comparison, Load, Pair, Plan
from hongmajia.engine.wishes import Round, Wish, prepare

CANDIDATES = 50
"""Candidates looked at for each need, before a shortage widens the search."""
STABILITY = 0.02
"""What keeping a pair of the earlier plan is worth, in score."""
BLOCK = 1000
"""Needs compared at a time: the step of the progress bar, and of an executor."""

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
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Plan a round, exactly and repeatably: the same facts give the same plan.

    Aims in this order: as many needs as possible get a helper (urgent ones first); the worst served
    is served as well as possible; the total of all scores, with a small bonus for pairs of
    ``previous``. ``pins`` are kept whatever the score (they use capacity), ``bans`` never planned.
    Nobody gets more than his capacity, no need the same helper twice. ``per_need`` overrides how
    many helpers each need wants; ``candidates`` bounds how many helpers are considered per need
    where there is no shortage. An ``executor`` works on blocks of needs in parallel; `Crew` is the
    one to take on one machine.

    Raises `EngineError` for duplicate or unknown ids, for a pair both pinned and banned, and for
    more pins on a helper than his capacity.
    """
    round_ = prepare(needs, index, pins, bans, previous, per_need)
    table = _compare(round_, candidates, executor, progress)
    table, chosen, worst = _assign(round_, table, candidates, executor)
    return _result(round_, table, chosen, worst, executor)


# --- comparing


def _compare(round_: Round, k: int, executor: Executor | None, progress: Progress | None) -> Pairs:
    """The candidates of all needs, block by block; pins and earlier pairs are always among them."""
    starts = range(0, max(1, len(round_.needs)), BLOCK)
    blocks = [round_.needs[start : start + BLOCK] for start in starts]
    found = over(blocks, partial(_block, k), round_.index, executor)
    tables = []
    for start, table in zip(starts, found, strict=True):
        tables.append(table.with_need(table.need + start))
        if progress:
            progress(min(start + BLOCK, len(round_.needs)), len(round_.needs))
    return _with_wishes(round_, Pairs.join(tables))


def _block(k: int, index: HelperIndex, needs: Sequence[Need]) -> Pairs:
    """The candidates of some needs among the helpers who are not full."""
    return index.candidates(index.ask(needs), k, index.capacity > 0)


def _with_wishes(round_: Round, table: Pairs) -> Pairs:
    """The table with the pins, and with the earlier pairs that may still be proposed."""
    wishes = np.array(sorted(round_.pins | (round_.previous or frozenset())), dtype=np.int64)
    rows, columns = wishes.reshape(-1, 2).T
    known = table.need * len(round_.index) + table.helper
    lacking = ~np.isin(rows * len(round_.index) + columns, known)
    if not lacking.any():
        return table
    rows, columns = rows[lacking], columns[lacking]
    some, need = np.unique(rows, return_inverse=True)
    asked = round_.index.ask([round_.needs[row] for row in some])
    more = round_.index.these_pairs(asked, need.astype(np.int64), columns)
    more = more.with_need(rows)
    usable = more.suitable | _among(more, round_.pins)
    return Pairs.join([table, more.where(usable)]).best(len(round_.index))


# --- assigning


def _assign(
    round_: Round, table: Pairs, k: int, executor: Executor | None
) -> tuple[Pairs, Bools, float | None]:
    """The optimal pairs, looking further while somebody is left out who need not be.

    The needs left out, the helpers they could have, the needs that hold those helpers, and so on:
    where none of these needs has a suitable helper outside this circle, no more can be served.
    """
    while True:
        chosen, worst = _solve(round_, table)
        rows, helpers = _circle(round_, table, chosen)
        outside = (round_.room > 0) & ~helpers
        if not len(rows) or not outside.any():
            return table, chosen, worst
        more = _further(round_, rows, k, outside, executor)
        if not len(more.need):
            return table, chosen, worst
        table = Pairs.join([table, more]).best(len(round_.index))


def _further(round_: Round, rows: Ints, k: int, among: Bools, executor: Executor | None) -> Pairs:
    """Candidates of these needs among these helpers, block by block."""
    some = [rows[start : start + BLOCK] for start in range(0, len(rows), BLOCK)]
    blocks = [[round_.needs[row] for row in block] for block in some]
    found = over(blocks, partial(_best_among, k, among), round_.index, executor)
    return Pairs.join(
        [table.with_need(block[table.need]) for block, table in zip(some, found, strict=True)]
    )


def _best_among(k: int, among: Bools, index: HelperIndex, needs: Sequence[Need]) -> Pairs:
    """The k best of some needs among these helpers."""
    return index.best_among(index.ask(needs), k, among)


def _circle(round_: Round, table: Pairs, chosen: Bools) -> tuple[Ints, Bools]:
    """The needs left out with all that compete with them, as rows, and their helpers, as a mask."""
    pressed = np.bincount(table.need[chosen], minlength=len(round_.needs)) == 0
    helpers = np.zeros(len(round_.index), dtype=np.bool_)
    while True:
        helpers[table.helper[pressed[table.need]]] = True
        holders = table.need[chosen & helpers[table.helper]]
        if pressed[holders].all():
            return np.flatnonzero(pressed), helpers
        pressed[holders] = True


def _solve(round_: Round, table: Pairs) -> tuple[Bools, float | None]:
    """The optimum over this table, pins included."""
    pinned = _among(table, round_.pins)
    free = np.flatnonzero(~pinned & (round_.room[table.helper] > 0))
    per_need = np.bincount(table.need[pinned], minlength=len(round_.needs))
    score = table.score
    kept = _among(table, round_.previous or frozenset())
    result = flow.assign(
        flow.Task(
            need=table.need[free],
            helper=table.helper[free],
            fit=score[free],
            gain=(score + STABILITY * kept)[free],
            wanted=np.maximum(round_.wanted - per_need, 0),
            room=round_.room,
            open=per_need == 0,
            urgency=np.array([need.urgency for need in round_.needs], dtype=np.int64),
        )
    )
    chosen = pinned.copy()
    chosen[free[result.chosen]] = True
    return chosen, result.worst


def _among(table: Pairs, wishes: Collection[tuple[int, int]]) -> Bools:
    """Which pairs of the table are among the wishes."""
    width = int(table.helper.max(initial=0)) + 1
    keys = np.array(
        [need * width + helper for need, helper in wishes if helper < width], dtype=np.int64
    )
    return np.isin(table.need * width + table.helper, keys)


# --- telling


def _result(
    round_: Round, table: Pairs, chosen: Bools, worst: float | None, executor: Executor | None
) -> Plan:
    """The plan in words and figures."""
    picked = table.where(chosen).best(len(round_.index))
    pairs = _pairs(round_, picked, executor)
    return Plan(
        pairs=pairs,
        unserved=causes.of(_left_out(round_, picked), round_.index, executor),
        loads=_loads(round_.index, picked),
        served=len(np.unique(picked.need)),
        worst=worst,
        total=float(picked.score.sum()),
        comparison=None if round_.previous is None else _compared(round_, picked),
    )


def _pairs(round_: Round, picked: Pairs, executor: Executor | None) -> tuple[Pair, ...]:
    """The chosen pairs with their reasons."""
    rows = np.unique(picked.need)
    blocks = []
    for start in range(0, len(rows), BLOCK):
        some = rows[start : start + BLOCK]
        first, last = np.searchsorted(picked.need, [some[0], some[-1] + 1])
        own = picked.where(slice(first, last))
        needs = [round_.needs[row] for row in some]
        blocks.append((needs, own.with_need(np.searchsorted(some, own.need))))
    found = chain.from_iterable(over(blocks, _explained, round_.index, executor))
    pinned = _among(picked, round_.pins)
    return tuple(
        Pair(each.need, each.helper, each.score, each.reasons, bool(pin))
        for each, pin in zip(found, pinned, strict=True)
    )


def _explained(index: HelperIndex, block: tuple[Sequence[Need], Pairs]) -> list[Candidate]:
    """The pairs of some needs with their reasons."""
    needs, pairs = block
    return explaining.candidates(index, index.ask(needs), pairs)


def _left_out(round_: Round, picked: Pairs) -> list[Need]:
    """The needs without any helper."""
    served = set(picked.need.tolist())
    return [need for row, need in enumerate(round_.needs) if row not in served]


def _loads(index: HelperIndex, picked: Pairs) -> dict[str, Load]:
    """What each helper is given, and could take."""
    used = np.bincount(picked.helper, minlength=len(index))
    return {
        helper.id: Load(int(count), helper.capacity)
        for helper, count in zip(index.helpers, used, strict=True)
    }


def _compared(round_: Round, picked: Pairs) -> Comparison:
    """This plan against the earlier one, need by need in the order given."""
    groups: dict[str, list[str]] = {"kept": [], "changed": [], "new": [], "lost": []}
    now, before = (
        _by_need(zip(picked.need.tolist(), picked.helper.tolist(), strict=True)),
        _by_need(round_.previous or ()),
    )
    for row, need in enumerate(round_.needs):
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
