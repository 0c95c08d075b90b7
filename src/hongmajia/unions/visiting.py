"""Which province a page is about where no address says it (docs/adr/0096).

The middleware finds it out when it is first asked for; outside of requests there is none. As long
as only one province is served, nothing is chosen and nothing is left out.
"""

from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse

from .models import Province
from .served import are_several, province_at, provinces_served

PARAMETER = "province"
"""In an address: the code of the province that is meant, or ``ALL``; it is remembered."""
ALL = "all"
COOKIE = "province"
REMEMBERED = 365 * 24 * 3600
"""Seconds for which a visitor's choice is kept; until the browser is closed where the province is
known without it."""

GetResponse = Callable[[HttpRequest], HttpResponse]
Homes = Callable[[Any], QuerySet[Any, str]]

_homes: list[Homes] = []


def register_homes(find: Homes) -> None:
    """``find`` gives the paths of the unions to which somebody without a role belongs.

    They are read together, in one query.
    """
    _homes.append(find)


@dataclass(frozen=True)
class Visit:
    """``home`` is the province of the reader, else that of the host name, else the one chosen.

    ``shown`` is the province whose public records are listed, ``None`` for those of all.
    """

    home: Province | None = None
    shown: Province | None = None


_visit: ContextVar[Callable[[], Visit]] = ContextVar("visit", default=Visit)


def visit_now() -> Visit:
    """The provinces that are meant in the present request."""
    return _visit.get()()


def province_here() -> Province | None:
    """The home of the present request; the only province if the installation serves one."""
    served = provinces_served()
    return served[0] if len(served) == 1 else visit_now().home


def shown_for(query: Mapping[str, Any]) -> Province | None:
    """The province whose records a list shows: that of its query string, else of the visit."""
    asked = query.get(PARAMETER, "")
    named = next((one for one in provinces_served() if one.pk == asked), None)
    return named or (None if asked == ALL else visit_now().shown)


def of_province(province: Province | None, union: str = "union") -> Q:
    """The condition for rows whose union, in the field ``union``, is of the province."""
    return Q(**{f"{union}__path__startswith": province.path}) if province else Q()


def shown_here(union: str = "union") -> Q:
    """The condition for rows of the province whose records the present page lists."""
    return of_province(visit_now().shown, union)


def naming_province(query: str) -> str:
    """The query string with the province that is shown, for tasks, which have no visitor."""
    shown = visit_now().shown
    named = f"{PARAMETER}={shown.pk}" if shown else ""
    return "&".join(filter(None, [query, named]))


def know_province(get_response: GetResponse) -> GetResponse:
    """Middleware: lets a request ask which province is meant; remembers one that is chosen."""

    def middleware(request: HttpRequest) -> HttpResponse:
        token = _visit.set(cache(lambda: visit_of(request)))
        try:
            response = get_response(request)
        finally:
            _visit.reset(token)
        if request.GET.get(PARAMETER) and (asked := _chosen(request)):
            _remember(request, response, asked)
        return response

    return middleware


def visit_of(request: HttpRequest) -> Visit:
    """Which provinces a request means; ``Visit()`` if only one is served."""
    if not are_several():
        return Visit()
    chosen = _chosen(request)
    found = _known(request)
    if not chosen:
        return found
    there = next((one for one in provinces_served() if one.pk == chosen), None)
    return replace(found, home=found.home or there, shown=there)


def _known(request: HttpRequest) -> Visit:
    """Which provinces a request means without a choice."""
    user = request.user
    if user.is_authenticated and (paths := paths_of(user)):
        own = common_province(paths)
    else:
        host = request.get_host().partition(":")[0].lower()
        own = next((one for one in provinces_served() if one.host_name == host), None)
    return Visit(own, own)


def _chosen(request: HttpRequest) -> str:
    """The code that was chosen now or before, or ``ALL``; empty without a valid choice."""
    served = provinces_served()
    known = {ALL, *(one.pk for one in served)} if are_several() else set()
    asked = [request.GET.get(PARAMETER, ""), request.COOKIES.get(COOKIE, "")]
    return next((code for code in asked if code in known), "")


def _remember(request: HttpRequest, response: HttpResponse, code: str) -> None:
    kept = None if _known(request).home else REMEMBERED
    response.set_cookie(
        COOKIE, code, max_age=kept, httponly=True, samesite="Lax", secure=settings.HTTPS
    )


def paths_of(user: Any) -> set[str]:
    """The unions of somebody: where they have a role, else those of their firms and rolls."""
    if seats := {path for _role, path, _name in user.seats}:
        return seats
    firms = user.enterprises.order_by().values_list("union__path", flat=True)
    return set(firms.union(*(find(user) for find in _homes)))


def common_province(paths: Iterable[str]) -> Province | None:
    """The province of all these unions; ``None`` if they are of several or above all."""
    found = {one.pk if (one := province_at(path)) else "": one for path in paths}
    return next(iter(found.values())) if len(found) == 1 else None
