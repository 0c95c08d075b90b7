"""Finding the region that somebody means: by its name, or by where they are."""

import numpy as np

from hongmajia.engine.places.distances import haversine

from .models import Region
from .visiting import visit_now

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
    return [region.place for region in divisions_shown()]


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
