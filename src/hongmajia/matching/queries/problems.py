"""Needs that ask much the same, and who could speak about them at a meeting."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from hongmajia import engine
from hongmajia.needs.enums import SEEKING, NeedState
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from hongmajia.unions.models import Season

from ..facts import need_facts
from ..index import index_for
from ..models import CommonProblem, ProblemNeed
from ..querysets import in_scope
from .shortlist import Candidate, as_candidates

STILL_ASKED = (NeedState.SUBMITTED, *SEEKING, NeedState.MATCHED)
"""States in which a meeting would still help."""
SPEAKERS = 3
"""How many speakers are suggested."""


def problem_facts(season: Season) -> list[engine.Need]:
    """Return the season's unsolved needs as engine facts, with confirmed or suggested category.

    Merged needs are left out: they are part of the need they were merged into.
    """
    asked = Need.objects.filter(season=season, state__in=STILL_ASKED).order_by("pk")
    return [
        engine.Need(
            id=str(need.pk),
            title=need.title,
            text="\n".join(filter(None, [need.text, need.goal])),
            category=need.category or need.suggested_category,
        )
        for need in asked
    ]


@dataclass(frozen=True)
class Shared:
    """A common problem with those of its needs that belong to the reader's unions."""

    problem: Any
    members: list[ProblemNeed]

    @property
    def needs(self) -> list[Need]:
        return [member.need for member in self.members]

    @property
    def places(self) -> list[str]:
        return list(dict.fromkeys(need.region.place for need in self.needs))

    @property
    def duplicates(self) -> list[list[Need]]:
        """Groups of needs whose text is the same."""
        groups: dict[int, list[Need]] = {}
        for member in self.members:
            if member.twin:
                groups.setdefault(member.twin, []).append(member.need)
        return [group for group in groups.values() if len(group) > 1]


def shared(problems: Iterable[CommonProblem], user: Any) -> list[Shared]:
    """Return the problems, each with the needs of the user's unions; one query."""
    problems = list(problems)
    found: dict[int, list[ProblemNeed]] = {problem.pk: [] for problem in problems}
    for member in members_of(problems, user):
        found[member.problem_id].append(member)
    return [Shared(problem, found[problem.pk]) for problem in problems]


def members_of(problems: list[CommonProblem], user: Any) -> QuerySet[ProblemNeed]:
    """Return the needs of the problems that belong to the user's unions."""
    own = ProblemNeed.objects.filter(in_scope(user, "need__"), problem__in=problems)
    return own.select_related(
        "need__season", "need__region__parent", "need__enterprise", "need__union"
    ).order_by("problem", "rank")


def speakers(needs: list[Need]) -> list[Candidate]:
    """Return the helpers who know most about all these needs together, wherever they live."""
    index = index_for(needs[0].union.path)
    first = need_facts(needs[0])
    text = "\n".join(need.own_words for need in needs)
    asked = engine.Need(id=first.id, text=text, category=first.category, adcode=first.adcode)
    found = [one for one in engine.shortlist(index, asked, SPEAKERS) if one.suitable]
    rows = Helper.objects.select_related("artisan", "union", "region__parent")
    return as_candidates(found, rows, index)
