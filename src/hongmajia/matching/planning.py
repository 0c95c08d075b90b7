"""Computing a round: database rows to engine facts, the engine's plan to database rows."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import Any

from hongmajia import engine

from .enums import Change, Reach, RulingKind
from .facts import need_facts, pair_ids
from .index import index_for
from .models import PlanRow, Round, Ruling, Unserved
from .queries import asked_by_need, index_of, not_to_ask, seeking

Pair = tuple[int, int]
"""(need, helper) by primary key."""

ELSEWHERE = 10
"""How many candidates outside the round's reach are examined for a need left out."""


def plan_for(round_: Round, progress: Callable[[int, int], None] | None = None) -> engine.Plan:
    """Return the engine's plan for a round; pins and bans are kept.

    Pairs of the round before are kept where that costs nothing. Raises ``EngineError`` if the pins
    contradict a helper's capacity.
    """
    seekers = seeking(round_.season, round_.union)
    asked = asked_by_need(seekers)
    needs = {need.pk: need for need in seekers.select_related("region__parent")}
    rulings = _rulings(needs, asked)
    index = index_of(round_, [helper for _, helper in rulings[RulingKind.PIN]])
    known = {kind: _known(pairs, index) for kind, pairs in rulings.items()}
    return engine.plan(
        [need_facts(need, excluded=asked[pk], wanted=need.open) for pk, need in needs.items()],
        index,
        pins=pair_ids(known[RulingKind.PIN]),
        bans=pair_ids(known[RulingKind.BAN]),
        previous=pair_ids(pairs_of(round_.before)) if round_.before else None,
        progress=progress,
    )


def _rulings(needs: Collection[int], asked: dict[int, set[int]]) -> dict[str, list[Pair]]:
    """Return the pins and bans by kind, without helpers who were invited before."""
    found: dict[str, list[Pair]] = {kind: [] for kind in RulingKind.values}
    for need, helper, kind in Ruling.objects.values_list("need", "helper", "kind"):
        if need in needs and helper not in asked[need]:
            found[kind].append((need, helper))
    return found


def _known(pairs: Iterable[Pair], index: engine.HelperIndex) -> list[Pair]:
    """Return the pairs whose helper is in the index."""
    return [(need, helper) for need, helper in pairs if str(helper) in index.position]


def pairs_of(round_: Round) -> list[Pair]:
    """Return the pairs of a round's plan."""
    return list(round_.rows.values_list("need", "helper"))


def rows_of(round_: Round, plan: engine.Plan) -> list[PlanRow]:
    """Return the plan as rows to save, each compared with the round before."""
    before: dict[int, set[int]] = defaultdict(set)
    for need, helper in pairs_of(round_.before) if round_.before else ():
        before[need].add(helper)
    return [
        PlanRow(
            round=round_,
            need_id=int(pair.need),
            helper_id=int(pair.helper),
            score=pair.score,
            reasons=[reason.as_dict() for reason in pair.reasons],
            change=_change(before.get(int(pair.need)), int(pair.helper)),
        )
        for pair in plan.pairs
    ]


def _change(before: set[int] | None, helper: int) -> Change:
    if not before:
        return Change.NEW
    return Change.SAME if helper in before else Change.SWAPPED


def unserved_of(round_: Round, plan: engine.Plan) -> list[Unserved]:
    """Return the needs left out as rows to save."""
    elsewhere = _elsewhere(round_, [left.need for left in plan.unserved])
    return [
        Unserved(
            round=round_,
            need_id=int(left.need),
            cause=left.cause.as_dict(),
            remedy=left.remedy.as_dict(),
            helper_id=left.remedy.params.get("helper_id"),
            elsewhere=elsewhere.get(left.need, 0),
        )
        for left in plan.unserved
    ]


def _elsewhere(round_: Round, ids: list[str]) -> dict[str, int]:
    """Return need → number of suitable helpers with free capacity outside the round's reach."""
    if round_.reach != Reach.OWN or not ids:
        return {}
    needs = seeking(round_.season, round_.union).filter(pk__in=ids).select_related("region")
    excluded = not_to_ask(needs)
    facts = [need_facts(need, excluded=excluded[need.pk]) for need in needs]
    found = engine.shortlists(index_for(round_.union.path), facts, ELSEWHERE)
    return {need.id: sum(map(_could_come, some)) for need, some in zip(facts, found, strict=True)}


def _could_come(candidate: Any) -> bool:
    return candidate.suitable and all(reason.code != "full" for reason in candidate.reasons)
