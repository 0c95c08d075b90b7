"""One need: who suits it, and what speaks for or against somebody else."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from hongmajia import engine
from hongmajia.engine.reasons import choose
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from hongmajia.people.querysets import named

from ..enums import RulingKind
from ..facts import need_facts
from ..index import index_of_everyone

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
    """What the engine says of one helper asked about by name; ``rank`` counts from 1."""

    helper: Helper
    rank: int
    reasons: tuple[engine.Reason, ...]
    blocked: tuple[engine.Reason, ...]
    asked_before: bool

    @property
    def said(self) -> list[engine.Reason]:
        """What forbids him first, each thing once."""
        return [*self.blocked, *(reason for reason in self.reasons if reason not in self.blocked)]


def candidates(need: Need, asked: Collection[int], k: int = LONG) -> list[Candidate]:
    """Helpers who suit the need, best first; nobody of those ``asked`` already or banned."""
    index = index_of_everyone()
    facts = need_facts(need, excluded={*asked, *banned_for(need)})
    found = [one for one in engine.shortlist(index, facts, k) if one.suitable]
    rows = Helper.objects.select_related("artisan", "region__parent")
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
    return Candidate(helper, honours[0] if honours else "", found.score, choose(found.reasons))


def why_not(need: Need, name: str, asked: Collection[int], user: Any) -> list[WhyNot]:
    """What speaks for and against the helpers whom ``user`` may find by ``name``."""
    if not name.strip():
        return []
    index = index_of_everyone()
    facts = need_facts(need, excluded=banned_for(need))
    found_by_name = Helper.objects.filter(named(name.strip(), user), is_active=True)
    found = []
    for helper in found_by_name.select_related("artisan", "region__parent")[:FOUND_BY_NAME]:
        told = engine.explain(index, facts, str(helper.pk))
        known = helper.pk in asked
        found.append(WhyNot(helper, told.rank, told.reasons, told.blocked, asked_before=known))
    return found


def banned_for(need: Need) -> set[int]:
    return set(need.rulings.filter(kind=RulingKind.BAN).values_list("helper", flat=True))
