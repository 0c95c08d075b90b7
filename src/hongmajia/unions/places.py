"""Finding the region that somebody means: by its name, or by where they are."""

import numpy as np
from django.core.cache import cache

from hongmajia.engine.places.distances import haversine

from .models import Region
from .served import provinces_served
from .visiting import visit_now

PLACES = "unions.places"
"""Begins the keys of the cached places."""
HOUR = 3600
"""Seconds for which they are kept."""
FARTHEST = 60
"""Kilometres from the middle of the nearest county beyond which nobody is in it."""


def regions_named(written: str) -> list[Region]:
    """The cities and counties whose name, with or without the city's, contains ``written``.

    One whose name is exactly that comes alone: 湖州 is the city, not its counties.
    """
    name = "".join(written.split())
    if not name:
        return []
    regions = divisions_shown()
    exact = [region for region in regions if name in (region.name, region.short_name, region.place)]
    return exact or [r for r in regions if name in r.name or name in r.place or r.name in name]


def region_names() -> list[str]:
    """The names of all cities and counties, to be proposed while somebody writes."""
    return [name for _code, name in places_shown()]


def places_shown() -> list[tuple[str, str]]:
    """(code, name) of the cities and counties of the province that is shown, in their order.

    Those of all provinces are cached; another province makes them be read anew.
    """
    codes = "-".join(one.pk for one in provinces_served())
    every = cache.get_or_set(f"{PLACES}-{codes}", _load_places, HOUR) or []
    shown = visit_now().shown
    return [one for one in every if shown is None or one[0][:2] == shown.pk[:2]]


def _load_places() -> list[tuple[str, str]]:
    rows = Region.objects.divisions().select_related("parent").order_by("adcode")
    return [(row.pk, row.place) for row in rows]


def divisions_shown() -> list[Region]:
    """The cities and counties of the province that is shown."""
    every = Region.objects.divisions().select_related("parent")
    shown = visit_now().shown
    return list(every.filter(province=shown) if shown else every)


def nearest_county(lon: float, lat: float) -> Region | None:
    """The county whose middle is nearest to the point; ``None`` far from all of them."""
    counties = list(Region.objects.undivided().select_related("parent"))
    if not counties:
        return None
    middles = np.array([(county.lon, county.lat) for county in counties])
    apart = haversine(middles[:, 0], middles[:, 1], np.array(lon), np.array(lat))
    nearest = int(apart.argmin())
    return counties[nearest] if apart[nearest] <= FARTHEST else None
