"""Figures that everybody may see, and the wall: a public page for a large screen.

They are sums; no single record can be read from them.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.utils import timezone

from hongmajia.engagements.queries import latest_solved
from hongmajia.services.models import Activity
from hongmajia.unions.enums import Stage
from hongmajia.unions.models import Region, Season, Union
from hongmajia.unions.present import season_visited, seasons_around
from hongmajia.unions.stage_progress import StageProgress, stage_progress
from hongmajia.unions.tiles import Tile, columns, grid, tiles_of

from .hosts import beside_of
from .measures import COLLECTED, STANDARD
from .queries import Figure, Tally, figures_of, with_cities
from .scope import Scope

PUBLIC_SECONDS = 60
"""How long public figures are cached, so that many open walls do not each count the season."""


def host_scope() -> Scope | None:
    """The whole current season; ``None`` before the first one."""
    season = season_visited(AnonymousUser())
    return Scope(season=season, union=season.union) if season else None


def scope_of(union: Union) -> Scope | None:
    """The present season of the union; ``None`` before the first one."""
    season = seasons_around(union).current()
    return Scope(season, union, beside=beside_of(season, union)) if season else None


@dataclass(frozen=True)
class PublicFigures:
    """Figures by indicator name, and the number of needs by region code."""

    figures: dict[str, Figure]
    needs: dict[str, int]


def public_figures(scope: Scope | None = None) -> PublicFigures:
    """The standard indicators of the whole season, or of ``scope``, cached for a minute."""
    scope = scope or host_scope()
    if scope is None:
        return PublicFigures({}, {})
    key = f"insights.public-{scope.season.pk}-{scope.union.pk}-{timezone.localdate()}"
    found = cache.get(key)
    if found is None:
        found = _count_public(scope)
        cache.set(key, found, PUBLIC_SECONDS)
    return found


def _count_public(scope: Scope) -> PublicFigures:
    tally = Tally(scope, STANDARD)
    figures = figures_of(scope, tally, timezone.localdate())
    needs = {code: count for code, (count, _) in tally.places[COLLECTED.name].items()}
    return PublicFigures({figure.measure.name: figure for figure in figures}, needs)


@dataclass(frozen=True)
class Wall:
    """Content of the wall, all of which is public elsewhere too.

    ``stage`` is the running stage and its day, ``today`` the number of activities still to come
    today, ``coming`` the next open ones among them.
    """

    scope: Scope
    now: datetime
    stages: list[StageProgress]
    stage: tuple[str, int] | None
    figures: dict[str, Figure]
    grid: list[Tile | None]
    columns: int
    solved: list[Any]
    today: int
    coming: list[Any]


def wall_of(union: Union | None, now: datetime) -> Wall | None:
    """The wall of ``union``, or of the union that runs the season; ``None`` before any season."""
    scope = scope_of(union) if union else host_scope()
    if scope is None:
        return None
    day = timezone.localdate(now)
    public = public_figures(scope)
    cities = Region.objects.cities().around(scope.union.path)
    tiles = tiles_of(cities, with_cities(public.needs), {})
    activities = Activity.objects.to_come().filter(union__in=scope.unions())
    coming = activities.filter(starts_at__lt=_midnight_after(day))
    stages = [stage_progress(stage, "", day) for stage in scope.season.stages.all()]
    return Wall(
        scope=scope, now=now, stages=stages,
        stage=stage_now(scope.season, day), figures=public.figures,
        grid=grid(tiles), columns=columns(tiles),
        solved=list(latest_solved().filter(home_union__in=scope.unions())[:3]),
        today=coming.count(),
        coming=list(coming.filter(is_open=True).select_related("region__parent")[:2]),
    )  # fmt: skip


def stage_now(season: Season, today: date) -> tuple[str, int] | None:
    """Label of the stage running today and the day of it, counted from 1; ``None`` without one."""
    running = [s for s in season.stages.all() if s.starts <= today <= s.ends]
    if not running:
        return None
    last = running[-1]
    return str(Stage(last.stage).label), (today - last.starts).days + 1


def _midnight_after(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
