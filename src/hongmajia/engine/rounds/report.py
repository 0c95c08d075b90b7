"""TODO."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from itertools import chain

import numpy as np

from hongmajia.engine.arrays import Bools, Ints, slices
from hongmajia.engine.assignment import optimum
from hongmajia.engine.facts.inputs import CANDIDATES
from hongmajia.engine.index.helper_index import HelperIndex
from hongmajia.engine.index.needs import Asked
from hongmajia.engine.messages.codes import Relaxation
from hongmajia.engine.rounds import relaxations, unserved
from hongmajia.engine.rounds.executors import BLOCK, over
from hongmajia.engine.rounds.request import Round, _among
from hongmajia.engine.rounds.results import Comparison, Fair, Load, Pair, Plan, Unserved
from hongmajia.engine.scoring import explanations
from hongmajia.engine.scoring.all_helpers import best_pairs
from hongmajia.engine.scoring.pairs import Table
from hongmajia.engine.scoring.results import Candidate
from hongmajia.engine.scoring.single_pairs import measure

MOST_RELAXED = 100
"""Needs left out that are looked at for what would serve more."""


# --- telling


def _result(
    round_: Round,
    table: Table,
    suited: Ints,
    chosen: Bools,
    assignment: optimum.Assignment,
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


def _fair(assignment: optimum.Assignment) -> Fair | None:
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
    return explanations.candidates(index, asked, measure(index, asked, pairs.need, pairs.helper))


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
    told = unserved.of(round_.asked, rest, round_.index, executor)
    found = dict(zip(rest.tolist(), told, strict=True))
    for row, helper in best.items():
        who = round_.index.helpers[helper]
        found[row] = unserved.all_full(round_.asked.needs[row], who, int(suited[row]))
    return tuple(found[row] for row in left.tolist())


def _relaxations(
    round_: Round, table: Table, picked: Table, left: Ints, unserved: Sequence[Unserved]
) -> tuple[Relaxation, ...]:
    """What would serve more of those left out."""
    reach = relaxations.more_reach(unserved)
    short = left[[each.cause.code == "all_full" for each in unserved]]
    if not len(short):
        return reach
    short = short[np.argsort(-round_.urgency[short], kind="stable")][:MOST_RELAXED]
    more = best_pairs(round_.index, round_.asked.rows(short), CANDIDATES).table
    settled = np.array([need for need, _ in round_.pins], dtype=np.int64)  # a pin stays
    others = table.where(~np.isin(table.need, np.concatenate([short, settled])))
    pairs = others.merged(more.with_need(short[more.need]))
    firsts = picked.where(~np.isin(picked.need, settled)).best(1)
    room = relaxations.more_room(round_.index, pairs, short, firsts, round_.room, round_.weeks)
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
