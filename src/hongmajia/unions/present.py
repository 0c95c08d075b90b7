"""Whose season is meant where no address says it: of several provinces, the reader's own."""

from collections.abc import Callable
from typing import Any

from .models import Province, Season, Union
from .queries import paths_above
from .querysets import SeasonQuerySet
from .visiting import visit_now


def seasons_of(paths: set[str]) -> SeasonQuerySet:
    """The seasons of the unions at ``paths`` and above them, if there are any, else all.

    A national union runs none; visitors and members of no union have no path.
    """
    every: SeasonQuerySet = Season.objects.select_related("union")
    above = {one for path in paths for one in paths_above(path)}
    own = every.filter(union__path__in=above)
    return own if above and own.exists() else every


def seasons_around(union: Union) -> SeasonQuerySet:
    """The seasons in which the union takes part, or all, if it and those above run none."""
    return seasons_of({union.path})


def present_season(user: Any) -> Season | None:
    """The present season of the unions in which the user has a role.

    For all others that of the province that is meant (``visiting``), else the latest of all.
    ``user`` is ``None`` where the worker writes a visitor's file. The result is ``None`` before the
    first season; it comes with its stages.
    """
    return _present(user, SeasonQuerySet.current)


def season_visited(user: Any) -> Season | None:
    """The present season of the province that is meant, for public pages; of its union.

    Where no province is meant it is ``present_season``.
    """
    province = visit_now().shown
    return _of(province, SeasonQuerySet.current) if province else present_season(user)


def season_without_stages(user: Any) -> Season | None:
    """The same season in one query less, for pages that need no stage."""
    return _present(user, SeasonQuerySet.latest_begun)


def _present(user: Any, latest: Callable[[SeasonQuerySet], Season | None]) -> Season | None:
    signed_in = user is not None and user.is_authenticated
    paths = {path for _role, path, _name in user.seats} if signed_in else set()
    every: SeasonQuerySet = Season.objects.select_related("union")
    if not paths and (province := visit_now().home):
        return _of(province, latest)
    if not paths:
        return latest(every)
    above = {one for path in paths for one in paths_above(path)}
    found = latest(every.filter(union__path__in=above))
    return found or latest(seasons_of(paths))


def _of(province: Province, latest: Callable[[SeasonQuerySet], Season | None]) -> Season | None:
    every: SeasonQuerySet = Season.objects.select_related("union")
    return latest(every.filter(union__path__in=paths_above(province.path)))
