"""Reading a scope from a query string, within what the user may read."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404

from hongmajia.core.asked import key_of
from hongmajia.unions.enums import STAFF
from hongmajia.unions.models import Season, Union
from hongmajia.unions.present import seasons_around
from hongmajia.unions.queries import OFFICES, paths_above
from hongmajia.unions.querysets import under

from .forms import ScopeForm
from .hosts import before, beside_of
from .scope import ALL_YEARS, Scope


@dataclass
class Choice:
    """A scope with its filter form, and the seasons and unions that the user may choose instead."""

    scope: Scope
    form: ScopeForm
    user: Any

    @property
    def category(self) -> str:
        return str(self.scope.category or "")

    @cached_property
    def seasons(self) -> list[Season]:
        every = Season.objects.order_by("-year", "-pk")
        own = list(every.filter(union__path__in=paths_above(self.scope.union.path)))
        here = self.scope.season
        return own or list({**{one.year: one for one in every}, here.year: here}.values())

    @cached_property
    def unions(self) -> list[Union]:
        """The union, readable ones above it, and the offices directly below it."""
        union, unions = self.scope.union, readable_unions(self.user)
        above = Q(path__in=paths_above(union.path))
        below = Q(path__startswith=union.path, depth=union.depth + 1, kind__in=OFFICES)
        return list(unions.filter(above | below))


def readable_unions(user: Any) -> Any:
    """The unions whose figures the user may read."""
    return Union.objects.filter(under(user.scope(*STAFF), "path")).order_by("path")


def season_of(query: QueryDict, union: Union) -> Season | None:
    """The season requested, or the union's present one; ``None`` before the first. 404 if unknown.

    The current one for all years, too: ``others_of`` has the rest.
    """
    seasons = Season.objects.select_related("union").prefetch_related("stages")
    asked = query.get("season", "")
    if asked in ("", ALL_YEARS):
        own = seasons.filter(union__path__in=paths_above(union.path)).current()
        return own or seasons_around(union).prefetch_related("stages").current()
    found: Season = get_object_or_404(seasons, pk=key_of(asked))
    return found


def others_of(query: QueryDict, season: Season, union: Union) -> tuple[Season, ...]:
    """The seasons of other years that count beside ``season``: for all years, those before it."""
    return before(season, union) if query.get("season") == ALL_YEARS else ()


def union_of(query: QueryDict, user: Any) -> Union:
    """The union requested, or by default the user's own or highest one.

    Raises ``Http404`` for a union that the user may not read, ``PermissionDenied`` for users who
    may read no figures.
    """
    if not user.has_perm("insights.read"):
        raise PermissionDenied("insights.read")
    asked = query.get("union", "")
    unions = readable_unions(user).select_related("region")
    if not asked and user.home_union and user.holds(user.home_union.path, *STAFF):
        return user.home_union
    if not asked:
        return unions.order_by("depth", "path")[0]
    return get_object_or_404(unions, pk=key_of(asked))


def choice_of(query: QueryDict, user: Any) -> Choice | None:
    """The choice that the query string makes; ``None`` before the first season."""
    union = union_of(query, user)
    season = season_of(query, union)
    if season is None:
        return None
    form = ScopeForm(query)
    others = others_of(query, season, union)
    beside = beside_of(season, union)
    scope = Scope(season, union, others=others, beside=beside, **form.choices())
    return Choice(scope, form, user)


def scope_of(query: QueryDict, user: Any) -> Scope:
    """The scope of ``choice_of``, for files and tasks; ``Http404`` before the first season."""
    choice = choice_of(query, user)
    if choice is None:
        raise Http404("season")
    return choice.scope
