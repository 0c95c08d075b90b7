"""The figures: how many, of how many, where, and where they should be today."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from django.core.cache import cache
from django.db.models import Count, F, FloatField, QuerySet, Sum, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.engagements.queries import latest_solved
from hongmajia.people.models import Helper
from hongmajia.services.enums import ActivityKind
from hongmajia.services.models import Activity
from hongmajia.unions.enums import Stage
from hongmajia.unions.models import Region, Season, Union
from hongmajia.unions.stage_progress import StageProgress, stage_progress
from hongmajia.unions.tiles import Tile, grid, tiles_of

from .enums import How
from .measures import BY_PLACE, COLLECTED, STANDARD, Measure
from .scope import Scope

Sums = tuple[int, float]
"""(how many records, what their amounts make together)"""

NOWHERE = "?"
"""The code of what has no place of ours: a master who lives outside the province."""


class Tally:
    """What the records of some measures make, by the code of their place; one query for all."""

    def __init__(self, scope: Scope, measures: Sequence[Measure]) -> None:
        self.places: dict[str, dict[str, Sums]] = defaultdict(dict)
        first, *others = (_grouped(measure, scope) for measure in measures)
        for name, place, count, amount in first.union(*others, all=True):
            self.places[name][place or NOWHERE] = (count, amount)

    def sums(self, measure: Measure, place: str = "") -> Sums:
        """Of all records, or of those in the county or (four digits) city at ``place``."""
        found = [sums for code, sums in self.places[measure.name].items() if code.startswith(place)]
        return sum(count for count, _ in found), sum(amount for _, amount in found)

    def value(self, measure: Measure, place: str = "") -> float | None:
        return measure.value(*self.sums(measure, place))


def _grouped(measure: Measure, scope: Scope) -> QuerySet[Any, Any]:
    amount = Cast(Sum(measure.amount), FloatField())
    if measure.counts_records:
        amount = Cast(Count("pk"), FloatField())
    rows = measure.records(scope).order_by()
    rows = rows.annotate(of_measure=Value(measure.name), lies_at=F(measure.region))
    return rows.values_list("of_measure", "lies_at").annotate(n=Count("pk"), amount=amount)


# --- the figures ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Figure:
    """One indicator as it stands. ``due`` is the share of its target that is due today."""

    measure: Measure
    count: int
    value: float | None
    target: int | None = None
    due: float = 0
    address: str = ""

    @property
    def behind(self) -> int:
        """How much is missing of what is due today; 0 when nothing is."""
        if self.target is None or self.value is None:
            return 0
        return max(int(self.target * self.due) - int(self.value), 0)


def figures_of(scope: Scope, tally: Tally, today: date) -> list[Figure]:
    """The standard indicators, each with its target where the scope is what targets are set for."""
    targets = {} if scope.is_narrowed else _targets(scope)
    due = {stage.stage: share_passed(stage, today) for stage in scope.season.stages.all()}
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


def _targets(scope: Scope) -> dict[str, int]:
    return dict(scope.season.targets.filter(union=scope.union).values_list("indicator", "amount"))


def share_passed(stage: Any, today: date) -> float:
    """How much of a stage has passed by the end of ``today``: 14 of 31 days are 0.45."""
    length = (stage.ends - stage.starts).days + 1
    return min(max(((today - stage.starts).days + 1) / length, 0.0), 1.0)


def words_of(measure: Measure, value: float | None) -> str:
    """``1,348``, ``4,872.5``, ``98.3%``, ``1.4``; a dash where there is nothing to speak of."""
    if value is None:
        return "—"
    if measure.how == How.SHARE:
        return f"{100 * value:.1f}".removesuffix(".0") + "%"
    if measure.how == How.MEAN:
        return f"{value:.1f}"
    return f"{value:,.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:,.0f}"


# --- places ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cell:
    """One figure of the table of places, with the address of its records."""

    measure: Measure
    value: float
    address: str


@dataclass(frozen=True)
class Row:
    """One place with its figures; ``address`` narrows the page to it."""

    label: str
    cells: list[Cell]
    address: str = ""


class Places:
    """Where a scope's records lie: the cities, or the counties of the one city it is about."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.regions = {region.pk: region for region in Region.objects.select_related("parent")}

    @property
    def city(self) -> str:
        """The four digits of the city the scope is about; empty for the whole province."""
        return (self.scope.place or self.scope.union.region_id or "")[:4]

    @cached_property
    def areas(self) -> list[tuple[str, Region]]:
        """(place, region) of each row in the order of the codes, never of the figures."""
        if not self.city:
            cities = [region for region in self.regions.values() if region.parent_id is None]
            return [(city.pk[:4], city) for city in cities]
        within = [region for code, region in self.regions.items() if code.startswith(self.city)]
        return [(region.pk, region) for region in within]

    @property
    def counties(self) -> list[Region]:
        """What the map of counties shows."""
        found = (region for code, region in self.regions.items() if code.startswith(self.city))
        return [region for region in found if region.parent_id]

    def rows(self, tally: Tally, measures: Sequence[Measure] = BY_PLACE) -> list[Row]:
        """The whole scope first, then its places; what lies outside its city is told last."""
        total = Row(self._whole(), self._cells(tally, measures, self.scope.place))
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
        return _("合计") if self.city else _("全省")

    def _label(self, region: Region) -> str:
        if self.city and region.parent_id is None:
            return _("%(city)s本级") % {"city": region.short_name}
        return region.short_name

    def _elsewhere(self, tally: Tally, measures: Sequence[Measure]) -> list[tuple[str, str]]:
        """Other cities in which something was done."""
        if not self.city:
            return []
        codes = {code[:4] for m in measures for code in tally.places[m.name]}
        codes -= {self.city, NOWHERE}
        return [(code, self.regions[f"{code}00"].short_name) for code in sorted(codes)]


def with_cities(by_region: Mapping[str, int]) -> dict[str, int]:
    """Adds to each city's own figure those of its counties."""
    totals = Counter(by_region)
    for code, n in by_region.items():
        if code and not code.endswith("00"):
            totals[f"{code[:4]}00"] += n
    return dict(totals)


def helpers_by_region(scope: Scope) -> dict[str, int]:
    """Artisans on the roll of the union and below it, by the code of their place."""
    there = Helper.objects.artisans().filter(is_active=True, union__in=scope.unions()).order_by()
    found = there.exclude(region=None).values_list("region").annotate(n=Count("pk"))
    return dict(found)


# --- kinds of activities --------------------------------------------------------------------


def by_kind(scope: Scope) -> list[tuple[ActivityKind, int, str]]:
    """The four kinds: how many were held, and the address of them."""
    counted = scope.activities().order_by().values_list("kind").annotate(n=Count("pk"))
    held = dict(counted)
    return [(kind, held.get(kind, 0), scope.address(kind=kind.value)) for kind in ActivityKind]


def stage_now(season: Season, today: date) -> tuple[str, int] | None:
    """The stage that runs today and which day of it this is; ``None`` before and after."""
    running = [s for s in season.stages.all() if s.starts <= today <= s.ends]
    if not running:
        return None
    last = running[-1]
    return str(Stage(last.stage).label), (today - last.starts).days + 1


# --- what everybody may know ----------------------------------------------------------------

PUBLIC_SECONDS = 60
"""How long a public figure may be old; a hall full of walls must not count the season each."""


def host_scope() -> Scope | None:
    """The whole of the present season; ``None`` before the first."""
    season: Season | None = Season.objects.select_related("union").current()
    return Scope(season=season, union=season.union) if season else None


@dataclass(frozen=True)
class Public:
    """What is told to everybody: the figures by name, and the needs by the code of their place."""

    figures: dict[str, Figure]
    needs: dict[str, int]


def public_figures(scope: Scope | None = None) -> Public:
    """The standard indicators of the whole season, or of ``scope``; sums, never a record."""
    scope = scope or host_scope()
    if scope is None:
        return Public({}, {})
    key = f"insights.public-{scope.season.pk}-{scope.union.pk}-{timezone.localdate()}"
    found = cache.get(key)
    if found is None:
        found = _count_public(scope)
        cache.set(key, found, PUBLIC_SECONDS)
    return found


def _count_public(scope: Scope) -> Public:
    tally = Tally(scope, STANDARD)
    figures = figures_of(scope, tally, timezone.localdate())
    needs = {code: count for code, (count, _) in tally.places[COLLECTED.name].items()}
    return Public({figure.measure.name: figure for figure in figures}, needs)


@dataclass(frozen=True)
class Wall:
    """All that stands on the wall; nothing in it that a stranger may not read elsewhere."""

    scope: Scope
    now: datetime
    stages: list[StageProgress]
    stage: tuple[str, int] | None
    figures: dict[str, Figure]
    grid: list[Tile | None]
    solved: list[Any]
    today: int
    coming: list[Any]


def wall_of(union: Union | None, now: datetime) -> Wall | None:
    """The wall of ``union``, or of the season's host; ``None`` before the first season."""
    whole = host_scope()
    if whole is None:
        return None
    scope = replace(whole, union=union or whole.union)
    day = timezone.localdate(now)
    public = public_figures(scope)
    cities = Region.objects.filter(parent=None)
    activities = Activity.objects.to_come().filter(union__in=scope.unions())
    coming = activities.filter(starts_at__lt=_midnight_after(day))
    stages = [stage_progress(stage, "", day) for stage in scope.season.stages.all()]
    return Wall(
        scope=scope, now=now, stages=stages,
        stage=stage_now(scope.season, day), figures=public.figures,
        grid=grid(tiles_of(cities, with_cities(public.needs), {})),
        solved=list(latest_solved().filter(home_union__in=scope.unions())[:3]),
        today=coming.count(),
        coming=list(coming.filter(is_open=True).select_related("region__parent")[:2]),
    )  # fmt: skip


def _midnight_after(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
