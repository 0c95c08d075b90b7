"""Figures: values of indicators, in total and by place, and how they compare to targets."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, ClassVar

from django.db.models import Count, F, FloatField, IntegerField, QuerySet, Sum, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.prepared import for_keeping, rows_of
from hongmajia.people.models import Helper
from hongmajia.services.enums import ActivityKind
from hongmajia.unions.models import Region, Target

from .enums import Aggregate
from .measures import BY_NAME, BY_PLACE, STANDARD, Measure
from .measures.events import came_by_group
from .scope import Scope
from .summaries import (
    FIRMS_BY_MEASURE,
    KEPT,
    firms_of,
    held_by_kind,
    is_summarised,
    sums_of,
    uncounted,
)

Sums = tuple[int, float]
"""(number of records, sum of their amounts)"""

NO_PLACE = "?"
"""Stands for a missing region code, such as that of an artisan from outside the province."""


class Tally:
    """Counts and sums of several measures by region code, fetched with one query, and another one
    for groups of people. Where sums are kept they are read instead (``summaries``).
    """

    by_union: ClassVar[bool] = False
    """Whether the path of the union of each count is asked for; else it is empty."""

    def __init__(self, scope: Scope, measures: Sequence[Measure]) -> None:
        self.places: dict[str, dict[str, Sums]] = defaultdict(dict)
        self._count(measures, scope)
        self._count_groups([measure for measure in measures if measure.group], scope)

    def _count(self, measures: Sequence[Measure], scope: Scope) -> None:
        together = list(_counted_together(measures, scope).values())
        asked = {measure.name: measure for measure in measures}
        for n, name, place, path, *sums in _rows(measures, scope, self.by_union):
            alike = together[n] if n is not None else [asked[name]]
            for measure, count, amount in zip(alike, sums[::2], sums[1::2], strict=False):
                if count:
                    amount = float(count) if measure.counts_records else amount or 0
                    self.add(measure.name, place or NO_PLACE, path, (count, amount))

    def add(self, name: str, place: str, path: str, sums: Sums) -> None:
        """Add the count and amount of a measure to its place; ``path`` is that of the union."""
        count, amount = self.places[name].get(place, (0, 0.0))
        self.places[name][place] = (count + sums[0], amount + sums[1])

    def _count_groups(self, measures: Sequence[Measure], scope: Scope) -> None:
        names = {measure.group: measure.name for measure in measures}
        left = uncounted(scope) if is_summarised(scope) else scope
        for group, place, path, *sums in came_by_group(left) if names else ():
            if group in names:
                self.add(names[group], place or NO_PLACE, path, (sums[0], sums[1]))

    def sums(self, measure: Measure, place: str = "") -> Sums:
        """Sums of all records, or of those whose region code begins with ``place``."""
        found = [sums for code, sums in self.places[measure.name].items() if code.startswith(place)]
        return sum(count for count, _ in found), sum(amount for _, amount in found)

    def value(self, measure: Measure, place: str = "") -> float | None:
        """The figure in total or at ``place``; ``None`` for a share or mean of no records."""
        return measure.value(*self.sums(measure, place))


def _rows(measures: Sequence[Measure], scope: Scope, by_union: bool) -> Iterable[Any]:
    """The rows of the statement that counts; it is built once for figures of the same scope."""
    names = tuple(measure.name for measure in measures)
    if is_summarised(scope) and all(BY_NAME.get(m.name) is m for m in measures):
        with_paths = (scope.union.path, *(season.union.path for season in scope.seasons))
        sql, parameters = _statement(scope, names, by_union, with_paths)
        return rows_of(sql, parameters, timezone.now()) if sql else []
    query = _query(measures, scope, by_union)
    return query if query is not None else []


@lru_cache(maxsize=256)
def _statement(
    scope: Scope, names: tuple[str, ...], by_union: bool, with_paths: tuple[str, ...]
) -> tuple[str, tuple[Any, ...]]:
    """SQL and parameters; a moved union has another of ``with_paths`` and the same key."""
    with for_keeping():
        query = _query([BY_NAME[name] for name in names], scope, by_union)
        sql, parameters = query.query.sql_with_params() if query is not None else ("", ())
    return sql, tuple(parameters)


def _query(measures: Sequence[Measure], scope: Scope, by_union: bool) -> QuerySet[Any, Any] | None:
    """Number of the measures that count together, or name of one that is kept; place, path of
    the union, then count and sum of each measure.
    """
    together = list(_counted_together(measures, scope).values())
    width = max((len(alike) for alike in together), default=1)
    parts = [
        _grouped(alike, scope, n, width, alike[0].union if by_union else "")
        for n, alike in enumerate(together)
    ]
    parts += _kept(measures, scope, width, by_union)
    return parts[0].union(*parts[1:], all=True) if parts else None


def _counted_together(measures: Sequence[Measure], scope: Scope) -> dict[Any, list[Measure]]:
    """The measures by the records among which they count; each of the others for itself. Those of
    groups of people have a statement of their own.
    """
    found: dict[Any, list[Measure]] = {}
    for measure in measures:
        if measure.group:
            continue
        are_kept = is_summarised(scope) and measure.name in KEPT
        found.setdefault((measure.among or measure.name, are_kept), []).append(measure)
    return found


def _among(alike: Sequence[Measure], scope: Scope) -> QuerySet[Any]:
    """The records among which the measures count; without those whose sums are read."""
    first = alike[0]
    if is_summarised(scope) and first.name in FIRMS_BY_MEASURE:
        return firms_of(scope, first)
    if is_summarised(scope) and first.name in KEPT:
        scope = uncounted(scope)
    among = first.among if len(alike) > 1 else None
    return (among or first.records)(scope)


def _grouped(
    alike: Sequence[Measure], scope: Scope, number: int, width: int, path: str
) -> QuerySet[Any, Any]:
    """By place, and by the ``path`` of the union if there is one: count and sum of each of the
    measures, filled up to ``width`` measures.
    """
    rows = _among(alike, scope).order_by().annotate(
        number=Value(number), named=Value(""), lies_at=F(alike[0].region),
        under=F(path) if path else Value(""),
    )  # fmt: skip
    columns: dict[str, Any] = {}
    for n in range(width):
        columns |= _columns(n, alike[n] if n < len(alike) else None)
    return rows.values_list("number", "named", "lies_at", "under").annotate(**columns)


def _kept(
    measures: Sequence[Measure], scope: Scope, width: int, by_union: bool
) -> list[QuerySet[Any, Any]]:
    """The kept sums of those measures that have some, as rows like those of ``_grouped``."""
    kept = [measure for measure in measures if measure.name in KEPT]
    if not kept or not is_summarised(scope):
        return []
    rows = sums_of(scope, kept, by_union).annotate(number=Cast(Value(None), IntegerField()))
    columns: dict[str, Any] = {}
    for n in range(1, width):
        columns |= _columns(n, None)
    return [
        rows.annotate(**columns).values_list(
            "number", "measure", "region", "under", "n0", "amount0", *columns
        )
    ]


def _columns(n: int, measure: Measure | None) -> dict[str, Any]:
    nothing: Any = Cast(Value(None), FloatField())
    if measure is None:
        return {f"n{n}": Value(0), f"amount{n}": nothing}
    condition = measure.condition_now
    count = Count("pk", filter=condition)
    if measure.counts_records:
        return {f"n{n}": count, f"amount{n}": nothing}
    amount = Sum(measure.amount, filter=condition)
    return {f"n{n}": count, f"amount{n}": Cast(amount, FloatField())}


# --- the figures ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Figure:
    """The current value of one indicator. ``due`` is the share of its target due today, 0 to 1."""

    measure: Measure
    count: int
    value: float | None
    target: int | None = None
    due: float = 0
    address: str = ""

    @property
    def behind(self) -> int:
        """The target due today minus the value; 0 if that is reached or there is no target."""
        if self.target is None or self.value is None:
            return 0
        return max(int(self.target * self.due) - int(self.value), 0)


def figures_of(scope: Scope, tally: Tally, today: date) -> list[Figure]:
    """The standard indicators; with targets unless the scope is narrower than season and union."""
    targets = {} if scope.is_narrowed else _targets(scope)
    stages = () if scope.beside else scope.season.stages.all()
    due = {stage.stage: share_passed(stage, today) for stage in stages}
    return [
        Figure(
            measure=measure,
            count=tally.sums(measure)[0],
            value=tally.value(measure),
            target=targets.get(measure.name),
            due=due.get(measure.stage, 0),
            address=scope.address(),
        )
        for measure in STANDARD
    ]


def counted_of(scope: Scope, tally: Tally, measures: Sequence[Measure]) -> list[Figure]:
    """Other indicators of a tally, which have no targets."""
    return [
        Figure(
            measure=measure,
            count=tally.sums(measure)[0],
            value=tally.value(measure),
            address=scope.address(),
        )
        for measure in measures
    ]


def _targets(scope: Scope) -> dict[str, int]:
    """The targets of the union; of several provinces the sums of those that all of them have."""
    if not scope.beside:
        found = scope.season.targets.filter(union=scope.union)
        return dict(found.values_list("indicator", "amount"))
    hosts = scope.hosts_of_year
    rows = Target.objects.filter(season__in=hosts, union=F("season__union")).order_by()
    sums = rows.values_list("indicator").annotate(n=Count("pk"), amount=Sum("amount"))
    return {indicator: amount for indicator, n, amount in sums if n == len(hosts)}


def share_passed(stage: Any, today: date) -> float:
    """The share of a stage's days over by the end of ``today``: 0.45 for 14 of 31 days."""
    length = (stage.ends - stage.starts).days + 1
    return min(max(((today - stage.starts).days + 1) / length, 0.0), 1.0)


def format_value(measure: Measure, value: float | None) -> str:
    """The value as text: ``1,348``, ``4,872.5``, ``98.3%``, ``1.4``; a dash for ``None``."""
    if value is None:
        return "—"
    if measure.aggregate == Aggregate.SHARE:
        return f"{100 * value:.1f}".removesuffix(".0") + "%"
    if measure.aggregate == Aggregate.MEAN:
        return f"{value:.1f}"
    return f"{value:,.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:,.0f}"


# --- places ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cell:
    """One figure in the table of places; ``address`` is the query string of its records."""

    measure: Measure
    value: float
    address: str


@dataclass(frozen=True)
class Row:
    """One place with its figures; ``address`` is the query string that narrows to it."""

    label: str
    cells: list[Cell]
    address: str = ""


class Places:
    """The rows of a table by place: provinces, the cities of one, or the counties of a city.

    The provinces are those of the unions at, above or below the scope's.
    """

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        regions = Region.objects.around(scope.union.path).select_related("parent", "province")
        self.regions = {region.pk: region for region in regions}

    def of(self, scope: Scope) -> "Places":
        """The same places for another scope that differs in its season only; takes no query."""
        twin = copy(self)
        twin.scope = scope
        return twin

    @property
    def city(self) -> str:
        """The first four digits of the city's region code; empty for whole provinces."""
        within = (self.scope.place or self.scope.union.region_id or "")[:4]
        return within if len(within) == 4 else ""

    @cached_property
    def provinces(self) -> dict[str, str]:
        """Two digits → name of each province, or of the one that was chosen."""
        names = {region.pk[:2]: region.province.name for region in self.regions.values()}
        chosen = self.scope.place[:2]
        return {chosen: names[chosen]} if chosen in names else names

    @property
    def are_provinces(self) -> bool:
        """Whether each row is a province."""
        return not self.city and len(self.provinces) > 1

    @cached_property
    def areas(self) -> list[tuple[str, Region]]:
        """(code prefix, region) of each row, in the order of codes: places are never ranked."""
        if not self.city:
            cities = [one for one in self.regions.values() if one.parent_id is None]
            cities = [one for one in cities if one.pk[:2] in self.provinces]
            return [(city.pk[:4], city) for city in cities]
        within = [region for code, region in self.regions.items() if code.startswith(self.city)]
        return [(region.pk, region) for region in within]

    @property
    def counties(self) -> list[Region]:
        """The counties of the city, or of the whole province, for the map."""
        within = self.city or tuple(self.provinces)
        found = (region for code, region in self.regions.items() if code.startswith(within))
        return [region for region in found if region.is_undivided]

    def rows(self, tally: Tally, measures: Sequence[Measure] = BY_PLACE) -> list[Row]:
        """The total, then the places of the scope, then other cities that have records."""
        total = Row(self._whole(), self._cells(tally, measures, self.scope.place))
        places = list(self.provinces.items())
        if self.city or len(places) < 2:
            places = [(place, self._label(region)) for place, region in self.areas]
        places += self._elsewhere(tally, measures)
        if len(places) < 2:
            return [total]
        rows = (self._row(tally, measures, place, label) for place, label in places)
        return [total, *rows]

    def _row(self, tally: Tally, measures: Sequence[Measure], place: str, label: str) -> Row:
        cells = self._cells(tally, measures, place)
        return Row(label, cells, self.scope.address(place=place))

    def _cells(self, tally: Tally, measures: Sequence[Measure], place: str) -> list[Cell]:
        address = self.scope.address(place=place)
        return [Cell(m, tally.value(m, place) or 0, address) for m in measures]

    def _whole(self) -> str:
        if self.scope.place:
            return self.scope.place_name
        return _("全省") if not self.city and len(self.provinces) < 2 else _("合计")

    def _label(self, region: Region) -> str:
        if self.city and region.parent_id is None:
            return _("%(city)s本级") % {"city": region.short_name}
        return region.short_name

    def _elsewhere(self, tally: Tally, measures: Sequence[Measure]) -> list[tuple[str, str]]:
        """(code prefix, name) of other cities with records, if the scope is one city."""
        if not self.city:
            return []
        codes = {code[:4] for m in measures for code in tally.places[m.name]}
        codes -= {self.city, NO_PLACE}
        return [(code, self.regions[f"{code}00"].short_name) for code in sorted(codes)]


def with_cities(by_region: Mapping[str, int]) -> dict[str, int]:
    """Counts by region code, with those of its counties added to each city."""
    totals = Counter(by_region)
    for code, n in by_region.items():
        if code and not code.endswith("00"):
            totals[f"{code[:4]}00"] += n
    return dict(totals)


def helpers_by_region(scope: Scope) -> dict[str, int]:
    """Number of active artisans of the union and below by region code."""
    there = Helper.objects.artisans().filter(is_active=True, union__in=scope.unions()).order_by()
    found = there.exclude(region=None).values_list("region").annotate(n=Count("pk"))
    return dict(found)


# --- kinds of activities --------------------------------------------------------------------


def by_kind(scope: Scope) -> list[tuple[ActivityKind, int, str]]:
    """Each kind of activity, the number held, and the query string that narrows to it."""
    held = Counter[str]()
    for (_season, kind), n in held_by_kind(scope).items():
        held[kind] += n
    return [(kind, held[kind], scope.address(kind=kind.value)) for kind in ActivityKind]
