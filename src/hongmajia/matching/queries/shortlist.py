"""One need: who suits it, and what speaks for or against somebody else."""

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
from ..index import index_of_everyone
from ..models import PlanRow, Round
from .waiting import not_to_ask

SHORT = 5
"""Candidates shown inside the need's own page."""
LONG = 20
"""Candidates looked at for the whole list."""
FOUND_BY_NAME = 5


@dataclass(frozen=True)
class Candidate:
    """A helper who suits a need, how well (0…1), and why."""

    helper: Helper
    honour: str
    score: float
    reasons: tuple[engine.Reason, ...]

    @property
    def is_full(self) -> bool:
        return any(reason.code == "full" for reason in self.reasons)


@dataclass(frozen=True)
class WhyNot:
    """What the engine says of one helper asked about by name; ``rank`` counts from 1.

    Of a round also what its plan does with him: ``planned`` are his rows, ``is_outside`` says
    that the round might not ask him.
    """

    need: Need
    helper: Helper
    told: engine.Explanation
    asked_before: bool
    planned: tuple[PlanRow, ...] = ()
    is_outside: bool = False

    @property
    def rank(self) -> int:
        return self.told.rank

    @property
    def score(self) -> float:
        return self.told.score

    @property
    def said(self) -> list[engine.Reason]:
        """What forbids him first, each thing once."""
        blocked = self.told.blocked
        return [*blocked, *(reason for reason in self.told.reasons if reason not in blocked)]

    @property
    def is_planned_here(self) -> bool:
        return any(row.need_id == self.need.pk for row in self.planned)

    @property
    def elsewhere(self) -> list[PlanRow]:
        """What the plan asks of him instead."""
        return [row for row in self.planned if row.need_id != self.need.pk]


def candidates(need: Need, k: int = LONG) -> list[Candidate]:
    """Helpers who suit the need, best first; nobody who was asked for it before or is banned."""
    index = index_of_everyone()
    excluded = not_to_ask(Need.objects.filter(pk=need.pk))[need.pk]
    facts = need_facts(need, excluded=excluded)
    found = [one for one in engine.shortlist(index, facts, k) if one.suitable]
    rows = Helper.objects.select_related("artisan", "region__parent")
    return as_candidates(found, rows, index)


def as_candidates(
    found: Iterable[engine.Candidate], rows: QuerySet[Helper], index: engine.HelperIndex
) -> list[Candidate]:
    """What the engine found, with the helpers out of ``rows``; one query."""
    found = list(found)
    helpers = rows.in_bulk([int(one.helper) for one in found])
    return [_candidate(one, helpers[int(one.helper)], index) for one in found]


def candidate(need: Need, helper: Helper) -> Candidate:
    """How well one helper suits, whoever he is."""
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
    """What speaks for and against the helpers whom ``user`` may find by ``name``."""
    helpers = _called(name, user)
    if not helpers:
        return []
    index, facts = index_of_everyone(), need_facts(need, excluded=banned_for(need))
    return [
        WhyNot(need, helper, engine.explain(index, facts, str(helper.pk)), helper.pk in asked)
        for helper in helpers
    ]


def why_not_in(
    round_: Round, need: Need, name: str, asked: Collection[int], user: Any
) -> list[WhyNot]:
    """The same beside the plan of a round: he may be planned elsewhere, or be out of its reach."""
    told = why_not(need, name, asked, user)
    rows = round_.rows.filter(helper__in=[one.helper.pk for one in told])
    planned = list(rows.select_related("need").order_by("-score", "pk"))
    return [
        replace(
            one,
            planned=tuple(row for row in planned if row.helper_id == one.helper.pk),
            is_outside=_is_outside(round_, one.helper),
        )
        for one in told
    ]


def _called(name: str, user: Any) -> list[Helper]:
    if not name.strip():
        return []
    found = Helper.objects.filter(named(name.strip(), user), is_active=True)
    return list(found.select_related("artisan", "region__parent", "union")[:FOUND_BY_NAME])


def _is_outside(round_: Round, helper: Helper) -> bool:
    return round_.reach == Reach.OWN and not helper.union.path.startswith(round_.union.path)


def banned_for(need: Need) -> set[int]:
    return set(need.rulings.filter(kind=RulingKind.BAN).values_list("helper", flat=True))
