"""Pages of figures, their definitions, and the records behind them."""

from typing import Any

import rules
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from hongmajia.core.actors import user_of
from hongmajia.core.gate import get_for
from hongmajia.core.paging import page_by_key
from hongmajia.people.models import Helper
from hongmajia.unions import tiles
from hongmajia.unions.enums import Indicator

from ..choosing import choice_of
from ..counting import count_helper
from ..measures import ALL, BESIDE, BY_GROUP, BY_NAME, BY_PLACE, COLLECTED, OF_EVENTS, STANDARD
from ..public import public_figures
from ..queries import (
    Places,
    Tally,
    by_kind,
    counted_of,
    figures_of,
    helpers_by_region,
    with_cities,
)
from ..registers import REGISTERS
from ..scope import Scope

ROWS = 20


@login_required
def figures(request: HttpRequest) -> HttpResponse:
    """The indicators with their targets, by place and by kind of activity."""
    choice = choice_of(request.GET, request.user)
    if choice is None:
        return render(request, "insights/none.html", {"section": "figures"})
    scope = choice.scope
    tally, places, kinds = Tally(scope, ALL), Places(scope), by_kind(scope)
    context = {
        "section": "figures",
        "choice": choice,
        "scope": scope,
        "now": timezone.now(),
        "may_edit": request.user.has_perm("insights.edit_bulletin", scope.union),
        "reports_hours": rules.has_perm("insights.report_hours", request.user),
        "figures": figures_of(scope, tally, timezone.localdate()),
        "settable": Indicator.values,
        "beside": counted_of(scope, tally, BESIDE),
        "of_events": counted_of(scope, tally, OF_EVENTS),
        "by_group": [f for f in counted_of(scope, tally, BY_GROUP) if f.count],
        "places": places,
        "columns": BY_PLACE,
        "rows": places.rows(tally),
        "kinds": kinds,
        "kept": [(name, value) for name in ("place", "kind") if (value := getattr(scope, name))],
        "most": max(n for _kind, n, _address in kinds),
        **map_context(request.GET.get("map", ""), scope, places, tally),
    }
    return render(request, "insights/figures.html", context)


def map_context(which: str, scope: Scope, places: Places, tally: Tally) -> dict[str, Any]:
    """Template context of the tile map, of cities or counties; none of several provinces or of a
    single county.
    """
    if places.are_provinces:
        return {"map": ""}
    needs = {code: count for code, (count, _) in tally.places[COLLECTED.name].items()}
    helpers = helpers_by_region(scope)
    if not places.city and which != "county":
        cities = [region for _place, region in places.areas]
        found = tiles.tiles_of(cities, with_cities(needs), with_cities(helpers))
        return {"map": "city", "grid": tiles.grid(found), "tile_columns": tiles.columns(found)}
    found = tiles.county_tiles(places.counties, needs, helpers)
    if len(found) < 2:
        return {"map": ""}
    return {
        "map": "county", "tiles": found, "borders": tiles.city_borders(found),
        "frame": tiles.frame(found), "side": tiles.SIDE,
    }  # fmt: skip


@require_GET
def of_helper(request: HttpRequest, pk: int) -> HttpResponse:
    """On the page of a helper: four figures of past services."""
    helper = get_for(request.user, Helper.objects.visible_to(request.user), pk=pk)
    return render(request, "insights/of_helper.html", {"figures": count_helper(helper)})


def about(request: HttpRequest) -> HttpResponse:
    """The definition and current value of each indicator, for everybody."""
    found = public_figures().figures
    measures = (*STANDARD, *OF_EVENTS, *BESIDE)
    context = {"section": "figures", "figures": found, "measures": measures}
    return render(request, "insights/about.html", context)


@login_required
def records(request: HttpRequest, name: str) -> HttpResponse:
    """The records from which the indicator ``name`` is counted, by pages."""
    choice, measure = choice_of(request.GET, request.user), BY_NAME.get(name)
    if measure is None or choice is None:
        raise Http404(name)
    scope, register, reader = choice.scope, REGISTERS[measure.register], user_of(request.user)
    tally = Tally(scope, [measure])
    count, _amount = tally.sums(measure)
    found = register.load(measure.records(scope))
    page = page_by_key(found, "pk", request.GET.get("after", ""), ROWS)
    context = {
        "section": "figures",
        "scope": scope,
        "measure": measure,
        "count": count,
        "value": tally.value(measure),
        "page": page,
        "lines": [register.line(record, reader) for record in page.rows],
    }
    return render(request, "insights/records.html", context)
