"""Why a need is left without a helper, and the cheapest change that would give it one.

Asked step by step, from skill to reach to permission to capacity: the first step that leaves nobody
is the cause.
"""

from __future__ import annotations

from concurrent.futures import Executor
from itertools import chain

import numpy as np

from hongmajia.engine.arrays import Bools, Ints, slices
from hongmajia.engine.facts import Helper, Mode, Need
from hongmajia.engine.index.helper_index import HelperIndex
from hongmajia.engine.index.needs import Asked
from hongmajia.engine.index.texts import problem
from hongmajia.engine.messages.codes import Cause, Remedy
from hongmajia.engine.places.regions import place_of
from hongmajia.engine.rounds.executors import over
from hongmajia.engine.rounds.results import Unserved
from hongmajia.engine.scoring.all_helpers import ROUNDING, knowing
from hongmajia.engine.scoring.pairs import Pairs
from hongmajia.engine.scoring.single_pairs import measure
from hongmajia.engine.text.crafts import strongest
from hongmajia.engine.text.embedding import Vectors

BLOCK = 200
"""Needs looked at together."""


def of(
    asked: Asked, rows: Ints, index: HelperIndex, executor: Executor | None = None
) -> tuple[Unserved, ...]:
    """Cause and remedy for each of these needs (rows of those asked)."""
    blocks = map(asked.rows, slices(rows, BLOCK))
    return tuple(chain.from_iterable(over(blocks, _of_some, index, executor)))


def all_full(need: Need, best: Helper, count: int) -> Unserved:
    """All ``count`` who would suit are taken, the ``best`` of them first of all."""
    cause = Cause("all_full", {"count": count, "helper": best.name})
    return Unserved(need.id, cause, Remedy("add_capacity", _who(best)))


def _of_some(index: HelperIndex, asked: Asked) -> list[Unserved]:
    """Cause and remedy for some needs: all who know their subjects are looked at."""
    found = []
    for block in knowing(index, asked):
        suitable = block.suitable(index.weights.floor)
        knows = block.knowledge >= index.weights.floor - ROUNDING
        for at, row in enumerate(block.rows):
            if suitable[at].any():
                told = _full(block.helpers[suitable[at]], block.points[at, suitable[at]], index)
            else:
                told = _unsuited(asked, row, block.helpers[knows[at]], index)
            found.append(Unserved(asked.needs[row].id, *told))
    return found


def _unsuited(asked: Asked, row: int, who_know: Ints, index: HelperIndex) -> tuple[Cause, Remedy]:
    """Cause and remedy where those who know the subject cannot or must not come."""
    need = asked.needs[row]
    able = measure(index, asked, np.full(len(who_know), row), who_know)
    able = able.where(able.knows)
    if not len(able.need):
        return _nobody_knows(need), Remedy("escalate")
    if not able.reaches.any():
        return _out_of_reach(need, able, index)
    who = _who(_best(able.where(able.reaches), index))
    return Cause("only_excluded", who), Remedy("lift_exclusion", who)


def _nobody_knows(need: Need) -> Cause:
    """No helper speaks of this subject; the craft it seems to belong to is named."""
    chinese, english = strongest(f"{problem(need)} {need.industry}")
    return Cause("nobody_knows", {"craft": chinese, "english": english})


def _out_of_reach(need: Need, able: Pairs, index: HelperIndex) -> tuple[Cause, Remedy]:
    """Those who know it cannot come, or do not guide online."""
    count = len(able.need)
    able = _preferred(able, able.allowed & (index.capacity[able.helper] > 0))
    if need.mode is Mode.ONLINE:
        return Cause("nobody_online", {"count": count}), _allow_onsite(able, index)
    nearest = int(np.argmin(able.km - index.known.radius[able.helper]))
    helper = index.helpers[int(able.helper[nearest])]
    measured = place_of(need).exact and place_of(helper).exact
    km = float(able.km[nearest]) if measured else None
    params = {"count": count, "helper": helper.name, "km": None if km is None else round(km)}
    return Cause("nobody_in_reach", params), _bring_near(need, helper, km, able, index)


def _bring_near(
    need: Need, nearest: Helper, km: float | None, able: Pairs, index: HelperIndex
) -> Remedy:
    """Online where the need alone stands against it, else further travel, else a favour."""
    online = index.known.online[able.helper]
    if need.mode is Mode.ONSITE and online.any():
        return Remedy("allow_online", _who(_best(able.where(online), index)))
    if km is None:
        return Remedy("ask_exception", _who(nearest))
    further = int(np.ceil(km - (nearest.radius_km or 0)))
    return Remedy("extend_radius", {**_who(nearest), "km": further})


def _allow_onsite(able: Pairs, index: HelperIndex) -> Remedy:
    """A visit where somebody is near enough, else a favour."""
    near = ~able.beyond
    if near.any():
        return Remedy("allow_onsite", _who(_best(able.where(near), index)))
    return Remedy("ask_exception", _who(_best(able, index)))


def _full(able: Ints, points: Vectors, index: HelperIndex) -> tuple[Cause, Remedy]:
    """All who would suit are taken; of them rather ask one who is not on pause."""
    ranked = able[np.argsort(-points, kind="stable")]
    working = ranked[index.capacity[ranked] > 0]
    best = index.helpers[int(ranked[0])]
    params = {"count": len(able), "helper": best.name}
    who = _who(index.helpers[int(working[0] if len(working) else ranked[0])])
    return Cause("all_full", params), Remedy("add_capacity", who)


def _preferred(pairs: Pairs, wished: Bools) -> Pairs:
    """The pairs wished for if there are any, else all."""
    return pairs.where(wished) if wished.any() else pairs


def _best(pairs: Pairs, index: HelperIndex) -> Helper:
    """The helper of the best pair."""
    return index.helpers[int(pairs.best(1).helper[0])]


def _who(helper: Helper) -> dict[str, str]:
    """The helper a remedy speaks of: the name to say, the id to act on."""
    return {"helper": helper.name, "helper_id": helper.id}
