"""The shortlist of a need, and the explanation for a helper who is not on it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet

from hongmajia import engine
from hongmajia.engine.messages.codes import select_reasons
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from hongmajia.people.querysets import named

from ..enums import Reach, RulingKind
from ..facts import need_facts
from ..index import index_for, index_of_everyone
from ..models import PlanRow, Round
from .waiting import not_to_ask

PREVIEW_LENGTH = 5
"""How many candidates the need's own page shows."""
SHORTLIST_LENGTH = 20
"""How many candidates the whole shortlist has at most."""
FOUND_BY_NAME = 5
"""How many helpers a search by name explains."""


@dataclass(frozen=True)
class Candidate:
    """A helper who suits a need, with score (0…1) and reasons."""

    helper: Helper
    honour: str
    score: float
    reasons: tuple[engine.Reason, ...]
    was: int = 0
    """The place on the engine's list, from 1, of one that the outside model put in another order"""

    @property
    def is_full(self) -> bool:
        return any(reason.code == "full" for reason in self.reasons)


@dataclass(frozen=True)
class WhyNot:
    """The engine's explanation for one helper searched by name.

    ``rank`` is their place on the shortlist, from 1; it says something of suitable helpers only.

    For a round also what its plan does with the helper: ``planned`` are their rows; ``is_outside``
    says that the round may not invite them.
    """

    need: Need
    helper: Helper
    explanation: engine.Explanation
    asked_before: bool
    planned: tuple[PlanRow, ...] = ()
    is_outside: bool = False

    @property
    def rank(self) -> int:
        return self.explanation.rank

    @property
    def is_suitable(self) -> bool:
        return self.explanation.suitable

    @property
    def is_unlicensed(self) -> bool:
        """Whether the helper lacks a licence that the need takes; nobody may ask them then."""
        return any(reason.code == "unlicensed" for reason in self.explanation.blocked)

    @property
    def score(self) -> float:
        return self.explanation.score

    @property
    def reasons(self) -> list[engine.Reason]:
        """The reasons, exclusions first, each once."""
        blocked = self.explanation.blocked
        return [*blocked, *(reason for reason in self.explanation.reasons if reason not in blocked)]

    @property
    def is_planned_here(self) -> bool:
        """Whether the plan sends the helper to this need."""
        return any(row.need_id == self.need.pk for row in self.planned)

    @property
    def elsewhere(self) -> list[PlanRow]:
        """The rows in which the plan sends the helper to other needs."""
        return [row for row in self.planned if row.need_id != self.need.pk]


def candidates(need: Need, k: int = SHORTLIST_LENGTH) -> list[Candidate]:
    """Return helpers who suit the need, best first, without those invited before or banned."""
    index = index_for(need.home_union.path)
    excluded = not_to_ask(Need.objects.filter(pk=need.pk))[need.pk]
    facts = need_facts(need, excluded=excluded)
    found = [one for one in engine.shortlist(index, facts, k) if one.suitable]
    rows = Helper.objects.select_related("artisan", "union", "region__parent")
    return as_candidates(found, rows, index)


def as_candidates(
    found: Iterable[engine.Candidate], rows: QuerySet[Helper], index: engine.HelperIndex
) -> list[Candidate]:
    """Return the engine's candidates with their helpers out of ``rows``; one query."""
    found = list(found)
    helpers = rows.in_bulk([int(one.helper) for one in found])
    return [_candidate(one, helpers[int(one.helper)], index) for one in found]


def candidate(need: Need, helper: Helper) -> Candidate:
    """Return score and reasons of one helper, suitable or not."""
    index = index_of_everyone()
    return _candidate(engine.explain(index, need_facts(need), str(helper.pk)), helper, index)


def _candidate(
    found: engine.Candidate | engine.Explanation, helper: Helper, index: engine.HelperIndex
) -> Candidate:
    honours = index.helpers[index.position[found.helper]].honours
    return Candidate(
        helper, honours[0] if honours else "", found.score, select_reasons(found.reasons)
    )


def why_not(need: Need, name: str, asked: Collection[int], user: Any) -> list[WhyNot]:
    """Return explanations for the helpers whom ``user`` finds by ``name``.

    ``asked`` are keys of helpers who were invited to the need before.
    """
    helpers = _called(name, user)
    if not helpers:
        return []
    index, banned = index_of_everyone(), banned_for(need)
    left_out = not_to_ask(Need.objects.filter(pk=need.pk))[need.pk]
    found = []
    for helper in helpers:
        facts = need_facts(need, excluded=banned | (left_out - {helper.pk}))
        told = engine.explain(index, facts, str(helper.pk))
        found.append(WhyNot(need, helper, told, helper.pk in asked))
    return found


def why_not_in(
    round_: Round, need: Need, name: str, asked: Collection[int], user: Any
) -> list[WhyNot]:
    """Return the explanations of ``why_not`` with what the round's plan does with each helper."""
    found = why_not(need, name, asked, user)
    rows = round_.rows.filter(helper__in=[one.helper.pk for one in found])
    planned = list(rows.select_related("need").order_by("-score", "pk"))
    return [
        replace(
            one,
            planned=tuple(row for row in planned if row.helper_id == one.helper.pk),
            is_outside=_is_outside(round_, one.helper),
        )
        for one in found
    ]


def _called(name: str, user: Any) -> list[Helper]:
    """Return the active helpers whom the user finds by this name."""
    if not name.strip():
        return []
    found = Helper.objects.filter(named(name.strip(), user), is_active=True)
    return list(found.select_related("artisan", "region__parent", "union")[:FOUND_BY_NAME])


def _is_outside(round_: Round, helper: Helper) -> bool:
    """Whether the round may not invite the helper because of its reach."""
    return round_.reach == Reach.OWN and not helper.union.path.startswith(round_.union.path)


def banned_for(need: Need) -> set[int]:
    """Return the keys of the helpers banned for the need."""
    return set(need.rulings.filter(kind=RulingKind.BAN).values_list("helper", flat=True))
