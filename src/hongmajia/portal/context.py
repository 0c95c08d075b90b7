"""The template context of the frame around every page; computed only when it is rendered."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from hongmajia import __version__
from hongmajia.core.hotline import hotline_here
from hongmajia.unions.duty import on_duty
from hongmajia.unions.enums import Role
from hongmajia.unions.mastheads import site_name_here
from hongmajia.unions.models import Season
from hongmajia.unions.present import season_without_stages
from hongmajia.unions.served import are_several
from hongmajia.unions.stages import asking_opens
from hongmajia.unions.visiting import province_here

from .handbook.here import section_for
from .kept_tally import current_tally
from .navigation import places, tabs
from .views.large import is_large
from .waiting import Tally


def frame(request: HttpRequest) -> dict[str, Any]:
    """A context processor: navigation by role, counts of open tasks and notices, union names.

    ``asking_opens`` says when needs are collected again, to be shown in place of links that ask.
    """
    user = request.user
    tally = lazily(lambda: tally_for(request))
    present = cache(lambda: season_without_stages(user))
    host = lazily(lambda: season_host(present()))
    return {
        "tally": tally,
        "nav": lazily(lambda: places(user, tally.waiting)),
        "tabs": lazily(lambda: tabs(user)),
        "unread": lazily(lambda: tally.unread),
        "home_name": lazily(lambda: home_name(user) or host),
        "season_host": host,
        "province_here": lazily(province_here),
        "site_name": lazily(site_name_here),
        "site_sign": lazily(site_sign),
        "hotline": lazily(hotline_here),
        "asking_opens": lazily(lambda: asking_opens(present())),
        "version": lazily(lambda: version_for(user)),
        "help_here": lazily(lambda: help_here(request)),
        "large": is_large(request),
        "in_reach": lazily(lambda: number_in_reach(present())),
    }


def tally_for(request: HttpRequest) -> Tally:
    """The tally of the user of this request; counted once for each request."""
    found: Tally | None = getattr(request, "_tally", None)
    if found is None:
        found = current_tally(request.user)
        request._tally = found  # type: ignore[attr-defined]
    return found


def lazily(make: Callable[[], Any]) -> Any:
    """The value of ``make()``, called when the value is first used.

    A fragment of a page uses none of these values, so it makes none of their queries.
    """
    return SimpleLazyObject(make)


def home_name(user: Any) -> str:
    """The name of the highest union in which the user has a role; empty without a role."""
    seats = user.seats if user.is_authenticated else []
    return seats[0][2] if seats else ""


def site_sign() -> str:
    """The address of the province's sign, in the width of the head; empty without one."""
    province = province_here()
    has_sign = province is not None and bool(province.sign)
    return f"{reverse('province_sign', args=[province.pk])}?w=180" if has_sign and province else ""


def version_for(user: Any) -> str:
    """The version that is running, for cadres, who report faults; empty for everybody else."""
    return __version__ if user.is_authenticated and user.scope(Role.CADRE) else ""


def help_here(request: HttpRequest) -> str:
    """The address of the section of the handbook about this page; empty if there is none."""
    match = request.resolver_match
    return section_for(match.view_name, request.user) if match and match.view_name else ""


def number_in_reach(season: Season | None) -> str:
    """Whom to telephone now, for large type: the union on duty out of hours, or the hotline."""
    line = on_duty(season.union if season else None)
    return line.phone if line else hotline_here()


def season_host(season: Season | None) -> str:
    """The name of the union that runs the season.

    Empty before the first one, and where none of several provinces is meant.
    """
    is_nobodys = are_several() and province_here() is None
    return "" if season is None or is_nobodys else season.union.name
