"""Figures in the interface, to read."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema

from hongmajia.core.gate import get_for
from hongmajia.core.programs import READING, within
from hongmajia.core.schemas import Key
from hongmajia.unions.models import Season, Union
from hongmajia.unions.present import present_season

from .choosing import readable_unions
from .hosts import beside_of
from .measures import STANDARD
from .queries import Figure, Tally, figures_of
from .scope import Scope

router = Router(tags=["figures"], auth=READING)


class FigureRow(Schema):
    """An indicator; ``count`` is the number of records, ``value`` may be a share (0 to 1)."""

    name: str
    label: str
    unit: str
    definition: str
    count: int
    value: float | None
    target: int | None


class Figures(Schema):
    """The standard indicators of a season in a union and all below it."""

    season: int
    year: int
    union: int
    figures: list[FigureRow]


class FigureFilter(Schema):
    """By default the present season and your own union."""

    season: Key | None = None
    union: Key | None = None


@router.get("", response=Figures)
def get_figures(request: HttpRequest, wanted: Query[FigureFilter]) -> Any:
    """The standard indicators, counted from records at this moment."""
    season, union = _season(request, wanted.season), _union(request, wanted.union)
    scope = Scope(season=season, union=union, beside=beside_of(season, union))
    rows = figures_of(scope, Tally(scope, STANDARD), timezone.localdate())
    told = [row_of(figure) for figure in rows]
    return {"season": season.pk, "year": season.year, "union": union.pk, "figures": told}


def _season(request: HttpRequest, key: int | None) -> Season:
    seasons = Season.objects.visible_to(request.user).prefetch_related("stages")
    if key is not None:
        return get_for(request.user, seasons, pk=key)
    if (found := present_season(request.user)) is None:
        raise Http404
    return found


def _union(request: HttpRequest, key: int | None) -> Union:
    """The union asked for, or the highest that the user may read."""
    if not request.user.has_perm("insights.read"):
        raise PermissionDenied
    unions = within(request, readable_unions(request.user), "path")
    if key is not None:
        return get_for(request.user, unions, pk=key)
    return unions.order_by("depth", "path")[0]


def row_of(figure: Figure) -> dict[str, Any]:
    """A figure as ``FigureRow`` shows it."""
    measure = figure.measure
    return {
        "name": measure.name,
        "label": str(measure.label),
        "unit": str(measure.unit),
        "definition": str(measure.definition),
        "count": figure.count,
        "value": figure.value,
        "target": figure.target,
    }
