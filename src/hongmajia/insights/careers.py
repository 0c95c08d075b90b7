"""What one artisan, team or enterprise did, year by year: one mechanism for the three pages.

A career is a ``Scope`` that selects by whom instead of by season and union, so the indicators are
those of the figures. A record is of the year of its season, as in all lists.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, FloatField, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast, Coalesce, ExtractMonth
from django.utils.translation import gettext_lazy as _

from hongmajia.engagements.models import Engagement
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from hongmajia.services.models import Activity, ServiceRecord
from hongmajia.unions.models import Enterprise, Season

from .measures import (
    ADOPTED,
    BENEFIT,
    CASES,
    COLLECTED,
    SESSIONS,
    SOLVED_NEEDS,
    SUGGESTIONS,
    TRAINED,
    Measure,
)
from .measures.activities import keys
from .scope import UNCOUNTED, Scope

MONTHS = range(1, 13)


@dataclass(frozen=True)
class Career(Scope):
    """All that one helper did, in whatever season and for whatever union."""

    helper: Helper = field(kw_only=True)

    def needs_anywhere(self) -> QuerySet[Need]:
        """Needs for which the helper was agreed."""
        agreed = self.engagements().order_by()
        found = Need.objects.filter(pk__in=agreed.values("need"))
        return found.exclude(state__in=UNCOUNTED)

    def asked_anywhere(self) -> QuerySet[Need]:
        """The same."""
        return self.needs_anywhere()

    def engagements(self) -> QuerySet[Engagement]:
        """Engagements for which the helper was agreed."""
        return Engagement.objects.agreed().filter(helper=self.helper)

    def activities_anywhere(self) -> QuerySet[Activity]:
        """Activities held that served the helper's engagements or that they attended."""
        there = Activity.objects.of_helper(self.helper).held().order_by().values("pk")
        found: QuerySet[Activity] = Activity.objects.filter(pk__in=there)
        return found

    def in_season(self, season: str = "season") -> Q:
        """No condition."""
        return Q()


@dataclass(frozen=True)
class FirmCareer(Scope):
    """All that was done for one enterprise."""

    enterprise: Enterprise = field(kw_only=True)

    def needs_anywhere(self) -> QuerySet[Need]:
        """Its needs, without drafts and withdrawn ones."""
        return Need.objects.filter(enterprise=self.enterprise).exclude(state__in=UNCOUNTED)

    def asked_anywhere(self) -> QuerySet[Need]:
        """The same."""
        return self.needs_anywhere()

    def engagements(self) -> QuerySet[Engagement]:
        """Engagements for its needs."""
        return Engagement.objects.filter(need__enterprise=self.enterprise)

    def activities_anywhere(self) -> QuerySet[Activity]:
        """Activities held that served its needs, visited it, or to which somebody of it came."""
        every = Activity.objects.order_by()
        served = every.filter(engagements__need__enterprise=self.enterprise)
        came = every.filter(sign_ups__enterprise=self.enterprise, sign_ups__came_at__isnull=False)
        visited = every.filter(enterprises=self.enterprise)
        there = served.values("pk").union(came.values("pk"), visited.values("pk"))
        return Activity.objects.held().filter(pk__in=there)

    def in_season(self, season: str = "season") -> Q:
        """No condition."""
        return Q()


def recorded(scope: Scope) -> QuerySet[Any]:
    """The records of the activities."""
    return ServiceRecord.objects.filter(activity__in=keys(scope.activities()))


HOURS = Measure(
    "hours", _("服务时长"), _("小时"), _("服务记录里写的时长相加，一场算一次，不含路上。"),
    recorded, "learnings", "activity__region", amount=F("hours"),
)  # fmt: skip
OF_HELPER = (SESSIONS, SOLVED_NEEDS, TRAINED, HOURS, CASES)
OF_FIRM = (COLLECTED, SOLVED_NEEDS, SESSIONS, TRAINED, SUGGESTIONS, ADOPTED, BENEFIT)
"""The columns of the pages, in their order."""

YEAR_OF = {
    "needs": "season__year",
    "activities": "season__year",
    "trainings": "record__activity__season__year",
    "learnings": "activity__season__year",
    "suggestions": "record__activity__season__year",
    "cases": "season__year",
    "benefits": "engagement__need__season__year",
}
"""The register of a measure → the lookup from its records to the year they belong to."""


@dataclass(frozen=True)
class YearRow:
    """One year: the value of each column, and how many activities began in each month."""

    year: int
    values: list[float]
    months: list[int]


@dataclass(frozen=True)
class Years:
    """The years of a career, the latest first, and the sum of each column; ``most`` is the
    greatest number of activities in one month.
    """

    measures: Sequence[Measure]
    rows: list[YearRow]
    totals: list[float]
    most: int


def years_of(scope: Scope, measures: Sequence[Measure]) -> Years:
    """Count each measure for each year; two queries, however many years there are."""
    values = _values(scope, measures)
    months = _months(scope)
    years = sorted({*values, *months}, reverse=True)
    rows = [
        YearRow(
            year, [values[year][m.name] for m in measures], [months[year][n] for n in MONTHS]
        )
        for year in years
    ]  # fmt: skip
    totals = [float(sum(values[year][m.name] for year in years)) for m in measures]
    return Years(measures, rows, totals, max((max(row.months) for row in rows), default=0))


def _values(scope: Scope, measures: Sequence[Measure]) -> dict[int, Counter[str]]:
    """Year → the value of each measure by its name."""
    first, *others = (_grouped(measure, scope) for measure in measures)
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for name, year, amount in first.union(*others, all=True):
        found[year][name] = amount or 0
    return found


def _grouped(measure: Measure, scope: Scope) -> QuerySet[Any, Any]:
    amount = Cast(Sum(measure.amount), FloatField())
    if measure.counts_records:
        amount = Cast(Count("pk"), FloatField())
    rows = measure.records(scope).order_by()
    rows = rows.annotate(of_measure=Value(measure.name), of_year=_year_of(measure))
    return rows.values_list("of_measure", "of_year").annotate(amount=amount)


def _year_of(measure: Measure) -> Any:
    """The year of a record; a need was asked in its first season, wherever it is worked on."""
    worked_on = F(YEAR_OF[measure.register])
    return Coalesce("asked_in__year", worked_on) if measure is COLLECTED else worked_on


def _months(scope: Scope) -> dict[int, Counter[int]]:
    """Year → the number of activities by the month in which they began."""
    begun = scope.activities().order_by().annotate(month=ExtractMonth("starts_at"))
    found: dict[int, Counter[int]] = defaultdict(Counter)
    for year, month, n in begun.values_list("season__year", "month").annotate(n=Count("pk")):
        found[year][month] = n
    return found


def career_of(helper: Helper) -> Career | None:
    """The career of an artisan or team; ``None`` before the first season."""
    season = Season.objects.first()
    return Career(season, helper.union, helper=helper) if season else None


def career_of_firm(enterprise: Enterprise) -> FirmCareer | None:
    """The career of an enterprise; ``None`` before the first season."""
    season = Season.objects.first()
    return FirmCareer(season, enterprise.union, enterprise=enterprise) if season else None
