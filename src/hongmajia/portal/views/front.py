"""The public front page."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from hongmajia.engagements.queries import latest_solved
from hongmajia.insights.public import public_figures
from hongmajia.insights.queries import with_cities
from hongmajia.insights.scope import Scope
from hongmajia.offers.models import Offer
from hongmajia.unions import tiles
from hongmajia.unions.models import Province, Region, Season
from hongmajia.unions.present import season_visited
from hongmajia.unions.served import are_several
from hongmajia.unions.stages import asking_opens
from hongmajia.unions.visiting import shown_here, visit_now

from .. import queries
from ..season import season_stages


def front(request: HttpRequest) -> HttpResponse:
    """The front page: season, figures, map (``?map=county`` for counties) and latest lists.

    Of several provinces without a choice it shows the lists of all, and the season of none.
    """
    season = season_visited(request.user)
    counts = queries.count_needs(season)
    host_season = season if visit_now().shown or not are_several() else None
    helpers_by_kind, helpers_by_region = queries.count_helpers()
    context = {
        **season_context(host_season, counts),
        "asking_opens": asking_opens(season),
        **map_context(request.GET, season, counts.by_region, helpers_by_region),
        "counts": counts,
        "figures": figures_of(host_season),
        "new": queries.count_new(),
        "helpers": helpers_by_kind,
        "offers": Offer.objects.listed().filter(shown_here("helper__union")).count(),
        "states": {"matched": queries.MATCHED, "solved": queries.SOLVED},
        "latest_needs": queries.latest_needs(),
        "latest_offers": queries.latest_offers(),
        "latest_cases": queries.latest_cases(),
        "projects": queries.exemplary_projects(),
        "latest_news": queries.latest_news(),
        "latest_solved": latest_solved().filter(shown_here("home_union"))[:3],
    }
    return render(request, "portal/front.html", context)


def figures_of(season: Season | None) -> dict[str, Any]:
    """The public figures of the season; none without one."""
    return public_figures(Scope(season, season.union)).figures if season else {}


def season_context(season: Season | None, counts: queries.Counts) -> dict[str, Any]:
    """Template context: the present season and its stages; none of both before the first one."""
    today = timezone.localdate()
    if season is None:
        return {}
    return {"season": season, "today": today, "stages": season_stages(season, counts, today)}


def map_context(
    query: QueryDict, season: Season | None, needs: dict[str, int], helpers: dict[str, int]
) -> dict[str, Any]:
    """Template context: the map of a province's cities or, with ``?map=county``, of its counties.

    Of several provinces it is the one that is shown, else that whose union runs the season.
    Without a choice a municipality, which has no cities, is shown by its districts. ``needs`` and
    ``helpers`` map region codes to numbers.
    """
    known = list(Region.objects.select_related("parent", "province"))
    provinces = {region.province_id: region.province for region in known}
    shown = _shown(season, list(provinces.values()))
    regions = [region for region in known if region.province_id == shown]
    context = {
        "region_names": [region.place for region in known if is_offered(region)],
        "provinces": () if visit_now().shown or len(provinces) == 1 else provinces.values(),
        "province": shown,
    }  # fmt: skip
    cities = [region for region in regions if region.parent_id is None]
    which = query.get("map", "")
    if which == "city" or (which != "county" and len(cities) > 1):
        found = tiles.tiles_of(cities, with_cities(needs), with_cities(helpers))
        return {
            **context, "map": "city", "tiles": found, "grid": tiles.grid(found),
            "tile_columns": tiles.columns(found),
        }  # fmt: skip
    counties = [region for region in regions if region.is_undivided]
    found = tiles.county_tiles(counties, needs, helpers)
    return {
        **context, "map": "county", "tiles": found, "borders": tiles.city_borders(found),
        "extent": tiles.extent(found), "side": tiles.SIDE,
    }  # fmt: skip


def is_offered(region: Region) -> bool:
    """Whether the region is proposed to whoever writes where they are."""
    shown = visit_now().shown
    return not region.is_group and (shown is None or region.province_id == shown.pk)


def _shown(season: Season | None, provinces: list[Province]) -> str:
    """The code of the province whose map is shown; empty if there is none."""
    if chosen := visit_now().shown:
        return chosen.pk
    host = season.union_id if season else None
    ranked = sorted(provinces, key=lambda one: (one.union_id != host, one.pk))
    return ranked[0].pk if ranked else ""
