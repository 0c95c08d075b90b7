"""How needs were solved, in words that everybody may read, always read from the records."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from hongmajia.cases.models import Case
from hongmajia.engagements.models import Engagement
from hongmajia.needs.models import Need
from hongmajia.services.enums import ActivityState, Outcome
from hongmajia.services.models import Activity

from .querysets import open_ways


@dataclass(frozen=True)
class Measured:
    """One thing that was measured before and after; texts as they stand in the record."""

    what: str
    before: str
    after: str
    unit: str


@dataclass(frozen=True)
class Way:
    """How one need was solved. Read it by ``ways_of``; ``case`` is one that everybody may read."""

    engagement: Engagement
    case: Case | None
    diagnosis: str
    done: str
    measured: tuple[Measured, ...]
    worked: int
    failed: int

    @property
    def need(self) -> Need:
        """The need that was solved."""
        return self.engagement.need

    @property
    def steps(self) -> list[str]:
        """What was done, a line each."""
        return [line.strip() for line in self.done.splitlines() if line.strip()]

    @property
    def helper(self) -> str:
        """Who solved it: the full name only with their consent."""
        return str(self.engagement.helper.public_name)

    @property
    def is_part(self) -> bool:
        """Whether only a part of the problem was solved."""
        return bool(self.engagement.confirmation.outcome == Outcome.PARTLY)

    @property
    def tried(self) -> int:
        """How many did the same."""
        return self.worked + self.failed


def with_words(ways: QuerySet[Engagement]) -> QuerySet[Engagement]:
    """Load all that ``ways_of`` reads."""
    held = Activity.objects.filter(state=ActivityState.HELD).select_related("record")
    worked, failed = Q(trials__worked=True), Q(trials__worked=False)
    counted = ways.annotate(
        n_worked=Count("trials", filter=worked), n_failed=Count("trials", filter=failed)
    )
    return counted.select_related(
        "confirmation", "helper__artisan", "helper__union", "need__season", "need__region__parent",
        "need__enterprise", "need__union",
    ).prefetch_related(
        Prefetch("activities", held.order_by("starts_at", "pk"), to_attr="held"),
        Prefetch("case", Case.objects.for_all()),
    )  # fmt: skip


def ways_of(needs: Iterable[int]) -> list[Way]:
    """The ways in which these needs (by key) were solved, without those that may not be read.

    Of a need that was solved twice it is the later one. The latest confirmation comes first.
    """
    rows = with_words(open_ways().filter(need__in=list(needs)))
    found: dict[int, Way] = {}
    for row in rows.order_by("-confirmation__confirmed_at", "-pk"):
        found.setdefault(row.need_id, way_of(row))
    return list(found.values())


def way_of(engagement: Any) -> Way:
    """The way of a service that was loaded ``with_words``."""
    records = [each.record for each in engagement.held if hasattr(each, "record")]
    case = getattr(engagement, "case", None)
    diagnosis, done = _told(records) if engagement.confirmation.way_consent else ("", "")
    if case and not done:
        diagnosis, done = case.gist, case.practice
    measured = tuple(
        Measured(each.measure, each.before, each.after, each.unit)
        for each in records
        if each.measured
    )
    return Way(
        engagement, case, diagnosis, done, measured, engagement.n_worked, engagement.n_failed
    )


def _told(records: list[Any]) -> tuple[str, str]:
    """What was seen and what was done, at all visits together."""
    seen = "\n".join(each.diagnosis.strip() for each in records if each.diagnosis.strip())
    return seen, "\n".join(each.done.strip() for each in records if each.done.strip())
