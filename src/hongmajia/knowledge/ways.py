"""How needs were solved, in words that everybody may read, always read from the records."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from hongmajia.cases.models import Case
from hongmajia.engagements.models import Engagement
from hongmajia.needs.models import Need
from hongmajia.services.enums import ActivityState, Outcome
from hongmajia.services.models import Activity

from .models import Trial
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
    def brief(self) -> str:
        """What was done, on one line."""
        return _("；").join(self.steps)

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


def open_ways_of(needs: Iterable[int]) -> dict[int, int]:
    """Need → the service of which everybody may read how it was solved, the later one of two."""
    rows = open_ways().filter(need__in=list(needs)).order_by("confirmation__confirmed_at", "pk")
    return dict(rows.values_list("need", "pk"))


def ways_of(needs: Iterable[int]) -> list[Way]:
    """The ways in which these needs (by key) were solved, without those that may not be read.

    The latest confirmation comes first.
    """
    return ways_by_key(open_ways_of(needs).values())


def ways_by_key(engagements: Iterable[int]) -> list[Way]:
    """The ways of these services, of which the caller knows that everybody may read them."""
    keys = list(engagements)
    held = Activity.objects.filter(state=ActivityState.HELD).select_related("record")
    rows = Engagement.objects.filter(pk__in=keys).select_related(
        "confirmation", "helper__artisan", "helper__union", "need__season", "need__region__parent",
        "need__enterprise", "need__union",
    ).prefetch_related(
        Prefetch("activities", held.order_by("starts_at", "pk"), to_attr="held"),
        Prefetch("case", Case.objects.for_all()),
    )  # fmt: skip
    tried = _tried(keys)
    return [way_of(row, tried) for row in rows.order_by("-confirmation__confirmed_at", "-pk")]


def _tried(engagements: list[int]) -> Counter[tuple[int, bool]]:
    """How many did the same as each of these services, by whether it worked."""
    rows = Trial.objects.filter(engagement__in=engagements).order_by()
    return Counter(rows.values_list("engagement", "worked"))


def way_of(engagement: Any, tried: Counter[tuple[int, bool]]) -> Way:
    """The way of a service that was loaded by ``ways_by_key``."""
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
    worked, failed = tried[engagement.pk, True], tried[engagement.pk, False]
    return Way(engagement, case, diagnosis, done, measured, worked, failed)


def _told(records: list[Any]) -> tuple[str, str]:
    """What was seen and what was done, at all visits together."""
    seen = "\n".join(each.diagnosis.strip() for each in records if each.diagnosis.strip())
    return seen, "\n".join(each.done.strip() for each in records if each.done.strip())
