"""Which needs a meeting can answer, who else has the problem, and what the askers said."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hongmajia.engagements.enums import EngagementState
from hongmajia.engagements.models import Engagement
from hongmajia.matching.models import CommonProblem, ProblemNeed
from hongmajia.matching.queries.problems import STILL_ASKED
from hongmajia.matching.querysets import in_scope
from hongmajia.needs.enums import SEEKING
from hongmajia.needs.models import Need
from hongmajia.services.enums import Outcome
from hongmajia.unions.enums import Role
from hongmajia.unions.querysets import under

from .models import Meeting

OFFERED = 50
"""Needs outside the group that a page offers to attach."""


def answerable(user: Any) -> QuerySet[Need]:
    """Listed needs without a helper that ``user`` matches: those of their unions and below."""
    mine = under(user.scope(Role.CADRE), "union__path")
    found = Need.objects.filter(mine, state__in=SEEKING, listed_at__isnull=False)
    related = found.select_related("season", "union", "region__parent", "enterprise")
    return related.order_by("pk")


def needs_of(problem: CommonProblem, user: Any) -> QuerySet[Need]:
    """The needs of a common problem in the reader's unions that are still asked."""
    members = ProblemNeed.objects.filter(in_scope(user, "need__"), problem=problem)
    rows = Need.objects.filter(pk__in=members.values("need"), state__in=STILL_ASKED)
    return rows.select_related("season", "union", "region__parent", "enterprise").order_by("pk")


def to_attach(meeting: Meeting, user: Any) -> QuerySet[Need]:
    """Needs that may still be attached: of the categories of those answered, the newest first."""
    answered = Need.objects.filter(engagements__activities=meeting.activity)
    there = answered.order_by().values("pk")
    open_ = answerable(user).filter(season=meeting.activity.season).exclude(pk__in=there)
    same = open_.filter(category__in=answered.order_by().values("category"))
    return same.order_by("-pk")[:OFFERED]


@dataclass(frozen=True)
class Answer:
    """One need of a meeting and what its asker said afterwards."""

    engagement: Engagement
    said: Any
    """The confirmation, or ``None``."""

    @property
    def in_words(self) -> str:
        """Where it stands."""
        if self.said:
            return str(self.said.get_outcome_display())
        if self.engagement.state == EngagementState.SERVED:
            return _("等提出人说有没有用")
        return _("等会上解答")


def answers_of(meeting: Meeting) -> list[Answer]:
    """The needs of a meeting in the order in which they came to it."""
    rows = meeting.activity.engagements.select_related(
        "confirmation", "need__season", "need__region__parent", "need__enterprise", "need__union",
        "need__home_union",
    )  # fmt: skip
    return [Answer(row, getattr(row, "confirmation", None)) for row in rows.order_by("pk")]


@dataclass(frozen=True)
class Tally:
    """How the askers answered."""

    asked: int
    helped: int
    not_helped: int

    @property
    def waiting(self) -> int:
        """How many have not answered yet."""
        return self.asked - self.helped - self.not_helped


def tally(answers: Iterable[Answer]) -> Tally:
    """Count the answers; a part that was solved helped."""
    said = Counter(answer.said.outcome if answer.said else "" for answer in answers)
    helped = said[Outcome.SOLVED] + said[Outcome.PARTLY]
    return Tally(said.total(), helped, said[Outcome.UNSOLVED])
