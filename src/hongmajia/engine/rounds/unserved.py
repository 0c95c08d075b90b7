"""Why a need has no helper, and the smallest change that would give it one.

Helpers are filtered step by step by skill, reach, licences, exclusion and capacity: the first step
that leaves nobody is the cause.
"""

from __future__ import annotations

from concurrent.futures import Executor
from itertools import chain

import numpy as np

from hongmajia.engine.arrays import Bools, Ints, chunks
from hongmajia.engine.facts import Helper, Mode, Need, in_order
from hongmajia.engine.index.helper_index import HelperIndex
from hongmajia.engine.index.needs import NeedBatch
from hongmajia.engine.index.questions import asked_crafts
from hongmajia.engine.messages.codes import Cause, Remedy
from hongmajia.engine.places.regions import place_of
from hongmajia.engine.rounds.executors import map_blocks
from hongmajia.engine.rounds.results import Unserved
from hongmajia.engine.scoring.all_helpers import ROUNDING, score_knowledgeable_helpers
from hongmajia.engine.scoring.pairs import ScoredPairs
from hongmajia.engine.scoring.single_pairs import score_pairs
from hongmajia.engine.text.crafts import heaviest_craft
from hongmajia.engine.text.embedding import Vectors

NEEDS_PER_BLOCK = 200
"""Needs examined together."""


def explain_unserved(
    batch: NeedBatch, rows: Ints, index: HelperIndex, executor: Executor | None = None
) -> tuple[Unserved, ...]:
    """Cause and remedy for each of these needs (rows of the batch)."""
    blocks = map(batch.rows, chunks(rows, NEEDS_PER_BLOCK))
    return tuple(chain.from_iterable(map_blocks(blocks, _explain_block, index, executor)))


def all_full(need: Need, best: Helper, count: int) -> Unserved:
    """That all ``count`` suitable helpers are fully booked, the ``best`` of them first."""
    cause = Cause("all_full", {"count": count, "helper": best.name})
    return Unserved(need.id, cause, Remedy("add_capacity", _helper_params(best)))


def _explain_block(index: HelperIndex, batch: NeedBatch) -> list[Unserved]:
    """Cause and remedy for some needs; all helpers who know their subjects are examined."""
    found = []
    for block in score_knowledgeable_helpers(index, batch):
        suitable = block.suitable(index.weights.floor)
        knows = block.knowledge >= index.weights.floor - ROUNDING
        for at, row in enumerate(block.rows):
            if suitable[at].any():
                cause_and_remedy = _full(
                    block.helpers[suitable[at]], block.log_odds[at, suitable[at]], index
                )
            else:
                cause_and_remedy = _unsuited(batch, row, block.helpers[knows[at]], index)
            found.append(Unserved(batch.needs[row].id, *cause_and_remedy))
    return found


def _unsuited(
    batch: NeedBatch, row: int, who_know: Ints, index: HelperIndex
) -> tuple[Cause, Remedy]:
    """Cause and remedy where those who know the subject cannot or must not come."""
    need = batch.needs[row]
    able = score_pairs(index, batch, np.full(len(who_know), row), who_know)
    able = able.select(able.knows)
    if not len(able.need):
        return _nobody_knows(need), Remedy("escalate")
    if not able.reaches.any():
        return _out_of_reach(need, able, index)
    able = able.select(able.reaches)
    if not able.licensed.any():
        params = {"count": len(able.need), "licences": in_order(need.required)}
        return Cause("nobody_licensed", params), Remedy("find_licensed", params)
    who = _helper_params(_best(able.select(able.licensed), index))
    return Cause("only_excluded", who), Remedy("lift_exclusion", who)


def _nobody_knows(need: Need) -> Cause:
    """That no helper knows the subject; names the craft that its words and category tell."""
    chinese, english = heaviest_craft(asked_crafts(need))
    return Cause("nobody_knows", {"craft": chinese, "english": english})


def _out_of_reach(need: Need, able: ScoredPairs, index: HelperIndex) -> tuple[Cause, Remedy]:
    """Cause and remedy where those who know the subject cannot come, or do not guide online."""
    count = len(able.need)
    able = _preferred(able, able.allowed & (index.capacity[able.helper] > 0))
    if need.mode is Mode.ONLINE:
        return Cause("nobody_online", {"count": count}), _allow_onsite(able, index)
    nearest = int(np.argmin(able.km - index.arrays.radius_km[able.helper]))
    helper = index.helpers[int(able.helper[nearest])]
    measured = place_of(need).exact and place_of(helper).exact
    km = float(able.km[nearest]) if measured else None
    params = {"count": count, "helper": helper.name, "km": None if km is None else round(km)}
    return Cause("nobody_in_reach", params), _bring_near(need, helper, km, able, index)


def _bring_near(
    need: Need, nearest: Helper, km: float | None, able: ScoredPairs, index: HelperIndex
) -> Remedy:
    """Online guidance if only the need rules it out, else a larger radius, else an exception."""
    online = index.arrays.online[able.helper]
    if need.mode is Mode.ONSITE and online.any():
        return Remedy("allow_online", _helper_params(_best(able.select(online), index)))
    if km is None:
        return Remedy("ask_exception", _helper_params(nearest))
    further = int(np.ceil(km - (nearest.radius_km or 0)))
    return Remedy("extend_radius", {**_helper_params(nearest), "km": further})


def _allow_onsite(able: ScoredPairs, index: HelperIndex) -> Remedy:
    """A visit where a helper is near enough, else an exception."""
    near = ~able.beyond
    if near.any():
        return Remedy("allow_onsite", _helper_params(_best(able.select(near), index)))
    return Remedy("ask_exception", _helper_params(_best(able, index)))


def _full(able: Ints, points: Vectors, index: HelperIndex) -> tuple[Cause, Remedy]:
    """All suitable helpers are fully booked; the remedy names one who is not paused, if any."""
    ranked = able[np.argsort(-points, kind="stable")]
    working = ranked[index.capacity[ranked] > 0]
    best = index.helpers[int(ranked[0])]
    params = {"count": len(able), "helper": best.name}
    who = _helper_params(index.helpers[int(working[0] if len(working) else ranked[0])])
    return Cause("all_full", params), Remedy("add_capacity", who)


def _preferred(pairs: ScoredPairs, wished: Bools) -> ScoredPairs:
    """The pairs of the mask if there are any, else all."""
    return pairs.select(wished) if wished.any() else pairs


def _best(pairs: ScoredPairs, index: HelperIndex) -> Helper:
    """The helper of the best pair."""
    return index.helpers[int(pairs.best(1).helper[0])]


def _helper_params(helper: Helper) -> dict[str, str]:
    """The helper a message names: the name to show, the id to act on."""
    return {"helper": helper.name, "helper_id": helper.id}
