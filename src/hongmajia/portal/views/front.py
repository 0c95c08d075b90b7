"""The public front page, and the sign of life for operations."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hongmajia.engagements.queries import latest_solved
from hongmajia.insights.public import public_figures
from hongmajia.insights.queries import with_cities
from hongmajia.insights.scope import Scope
from hongmajia.offers.models import Offer
from hongmajia.unions import tiles
from hongmajia.unions.models import Region, Season

from .. import queries
from ..season import band


def front(request: HttpRequest) -> HttpResponse:
    """The promise, the two actions, the map, the season, the figures and the two lists."""
    counts = queries.count_needs()
    helpers_by_kind, helpers_by_region = queries.count_helpers()
    band_of_now = season_band(counts)
    season = band_of_now.get("season")
    context = {
        **band_of_now,
        **the_map(request.GET.get("map", ""), counts.by_region, helpers_by_region),
        "counts": counts,
        "figures": public_figures(Scope(season, season.union)).figures if season else {},
        "new": queries.count_new(),
        "helpers": helpers_by_kind,
        "offers": Offer.objects.listed().count(),
        "states": {"matched": queries.MATCHED, "solved": queries.SOLVED},
        "latest_needs": queries.latest_needs(),
        "latest_offers": queries.latest_offers(),
        "latest_cases": queries.latest_cases(),
        "latest_solved": latest_solved()[:3],
    }
    return render(request, "portal/front.html", context)


def season_band(counts: queries.Counts) -> dict[str, Any]:
    """The present season and its stages; nothing where none has begun."""
    season = Season.objects.select_related("union").current()
    today = timezone.localdate()
    if season is None:
        return {}
    return {"season": season, "today": today, "band": band(season, counts, today)}


def the_map(which: str, needs: dict[str, int], helpers: dict[str, int]) -> dict[str, Any]:
    """The tiles of the cities, or with ``county`` those of the counties."""
    regions = list(Region.objects.select_related("parent"))
    if which != "county":
        cities = [region for region in regions if region.parent_id is None]
        found = tiles.tiles_of(cities, with_cities(needs), with_cities(helpers))
        return {"map": "city", "tiles": found, "grid": tiles.grid(found)}
    counties = [region for region in regions if region.parent_id]
    found = tiles.tiles_of(counties, needs, helpers)
    return {
        "map": "county", "tiles": found, "borders": tiles.city_borders(found),
        "extent": tiles.extent(found), "side": tiles.SIDE,
    }  # fmt: skip
