"""Figures read from kept sums, and counted from the records where a sum is stale (ADR 0120).

A scope that selects by season, union and place is divided by unions: of those whose sums are made
and not stale the sums are read, of all others the records are counted. Both are parts of one
statement, so they are of one moment.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import (
    BigIntegerField,
    Count,
    Exists,
    F,
    FloatField,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
)
from django.db.models.functions import Cast, Coalesce

from hongmajia.engagements.models import Engagement
from hongmajia.needs.models import Need
from hongmajia.unions.models import Enterprise, Union

from .measures import (
    ADOPTED,
    BENEFIT,
    BY_GROUP,
    COLLECTED,
    CONFIRMED_FOR,
    CONFIRMED_NEEDS,
    ENTERPRISES,
    FIRMS_ASKED,
    FIRMS_KEY,
    FIRMS_PRESENT,
    FIRMS_SMALLER,
    FIRMS_SPECIALISED,
    HEADS,
    MATCHED,
    RESPONSE,
    SATISFACTION,
    SESSIONS,
    SKILLED,
    SOLVED_NEEDS,
    SUGGESTIONS,
    TRAINED,
    VISITS,
    Measure,
)
from .models import StaleUnion, SummarisedUnion, SummaryFirm, SummarySum
from .scope import UNCOUNTED, Scope

SUMMED = (
    COLLECTED, MATCHED, SOLVED_NEEDS, CONFIRMED_NEEDS, RESPONSE, SESSIONS, VISITS, TRAINED, SKILLED,
    SUGGESTIONS, ADOPTED, BENEFIT, SATISFACTION, CONFIRMED_FOR, HEADS, *BY_GROUP,
)  # fmt: skip
"""Of which sums are kept: those with many records, each of one union and season."""
FIRMS = (ENTERPRISES, FIRMS_ASKED, FIRMS_PRESENT)
"""Of which it is kept which enterprises count for a union, for they count once in several."""
FIRMS_BY_MEASURE = {
    **{measure.name: measure for measure in FIRMS},
    **{share.name: FIRMS_ASKED for share in (FIRMS_SMALLER, FIRMS_SPECIALISED, FIRMS_KEY)},
}
"""Name of a measure → the measure whose enterprises it counts."""
KIND = "kind:"
"""Begins the name under which the number of activities of one kind is kept."""
KEPT = frozenset(measure.name for measure in SUMMED)


def is_summarised(scope: Scope) -> bool:
    """Whether sums are kept of a scope: it is one of figures, and narrowed by place at most."""
    narrowed = (scope.category, scope.section, scope.kind, scope.since, scope.until)
    return type(scope) is Scope and not any(narrowed)


@dataclass(frozen=True)
class Uncounted(Scope):
    """The part of a scope of which the records have to be counted."""

    def unions(self) -> QuerySet[Union]:
        """The unions whose sums are not made, or stale."""
        return super().unions().filter(~is_fresh())

    def engagements(self) -> QuerySet[Engagement]:
        """The same engagements, found by their needs."""
        needs = Need.objects.filter(self.of_need(), self.at("region")).order_by()
        return Engagement.objects.filter(need__in=needs.values("pk"))

    def asked_anywhere(self) -> QuerySet[Need]:
        """The same needs, found by their union: mostly there are few such unions, or none."""
        first = Coalesce("asked_in_id", "season_id")
        seasons = [season.pk for season in self.seasons]
        found = Need.objects.alias(first=first).filter(first__in=seasons)
        return found.filter(home_union__in=self.unions()).exclude(state__in=UNCOUNTED)


def uncounted(scope: Scope) -> Uncounted:
    """That part of ``scope``."""
    return Uncounted(**{field.name: getattr(scope, field.name) for field in fields(Scope)})


def is_fresh(union: str = "pk") -> Q:
    """Whether the sums of a union are made and not stale; ``union`` is the lookup to its key."""
    stale = StaleUnion.objects.filter(union_pk=OuterRef(union))
    made = SummarisedUnion.objects.filter(union=OuterRef(union))
    return Q(Exists(made)) & ~Q(Exists(stale))


def fresh_unions(scope: Scope) -> QuerySet[Union]:
    """The unions of the scope whose sums are read."""
    return scope.unions().filter(is_fresh())


def sums_of(scope: Scope, measures: Sequence[Measure], by_union: bool) -> QuerySet[Any, Any]:
    """Kept count ``n0`` and sum ``amount0`` by measure and place; and by union if asked for."""
    kept = SummarySum.objects.filter(
        scope.in_season(), scope.at("region"), union__in=fresh_unions(scope),
        measure__in=[measure.name for measure in measures],
    )  # fmt: skip
    rows = kept.order_by().annotate(under=F("union__path") if by_union else Value(""))
    return rows.values("measure", "region", "under").annotate(
        n0=Cast(Sum("count"), BigIntegerField()), amount0=Cast(Sum("amount"), FloatField())
    )


def firms_of(scope: Scope, measure: Measure) -> QuerySet[Enterprise]:
    """The enterprises that a measure counts: those kept, and those of the other unions."""
    of = FIRMS_BY_MEASURE[measure.name]
    kept = kept_firms(scope, of).values("enterprise_pk")
    counted = of.records(uncounted(scope)).order_by().values("pk")
    return Enterprise.objects.filter(
        Q(pk__in=kept) | Q(pk__in=counted), scope.at("region")
    )  # fmt: skip


def kept_firms(scope: Scope, measure: Measure) -> QuerySet[SummaryFirm]:
    """Which enterprises count for which of the unions that are read."""
    return SummaryFirm.objects.filter(
        scope.in_season(), union__in=fresh_unions(scope), measure=measure.name
    ).order_by()


def pairs_of(scope: Scope, measure: Measure) -> list[QuerySet[Any]]:
    """``Measure.several`` of the scope: path of a union, and the key of an enterprise."""
    if measure.several is None:
        return []
    if measure not in FIRMS or not is_summarised(scope):
        return list(measure.several(scope))
    there = Enterprise.objects.filter(scope.at("region")).order_by().values("pk")
    kept = kept_firms(scope, measure).filter(enterprise_pk__in=there)
    return [kept.values_list("union__path", "enterprise_pk"), *measure.several(uncounted(scope))]


def held_by_kind(scope: Scope) -> Counter[tuple[int, str]]:
    """Key of the season, and kind → the number of activities held; takes one query."""
    counted = _by_kind(uncounted(scope) if is_summarised(scope) else scope)
    if is_summarised(scope):
        kept = SummarySum.objects.filter(
            scope.in_season(), scope.at("region"), union__in=fresh_unions(scope),
            measure__startswith=KIND,
        )  # fmt: skip
        rows = kept.order_by().values_list("season", "measure")
        counted = counted.union(rows.annotate(n=Cast(Sum("count"), BigIntegerField())), all=True)
    found = Counter[tuple[int, str]]()
    for season, kind, n in counted:
        found[season, kind.removeprefix(KIND)] += n
    return found


def _by_kind(scope: Scope) -> QuerySet[Any, Any]:
    held = scope.activities().order_by().values_list("season", "kind")
    return held.annotate(n=Count("pk"))
