"""The cities and counties of a province as rows for the database, out of the country's table."""

import csv
from collections.abc import Iterable
from importlib.resources import files
from statistics import mean
from typing import TYPE_CHECKING, Any

from hongmajia.engine.places.divisions import (
    DIRECTLY,
    Division,
    divisions,
    provinces,
)
from hongmajia.engine.places.regions import resolve

if TYPE_CHECKING:
    from .layout import Cell, Spot
    from .models import Region

BY_HAND = "33"
"""Zhejiang, whose tiles are laid out by hand (``data/zhejiang.csv``)."""
COLUMNS = 5
"""Most cities side by side, so that their figures can be read on a telephone."""
GROUPS = {"01": "{province}市辖区", "02": "{province}辖县", DIRECTLY: "{province}直辖"}
"""Names of what holds the counties under no city, by the third and fourth digit of the code: of
municipalities as in GB/T 2260, of others 省直辖县级行政区划 in short.
"""


def load_regions(region: "type[Region]", **more: Any) -> None:
    """Create a row of ``region`` for each line of ``data/zhejiang.csv`` (GB/T 2260; map tiles).

    ``region`` is the ``Region`` model as it was at the point of a migration; its table is empty.
    ``more`` are fields that it had not yet then.
    """
    rows = by_hand()
    cities = {row["adcode"] for row in rows if row["adcode"].endswith("00")}
    for row in rows:
        city = f"{row['adcode'][:4]}00"  # itself, if the row is a city
        region.objects.create(
            adcode=row["adcode"],
            name=row["name"],
            lon=row["lon"],
            lat=row["lat"],
            tile_x=row["tile_x"],
            tile_y=row["tile_y"],
            parent_id=city if city in cities and city != row["adcode"] else None,
            **more,
        )


def by_hand() -> list[dict[str, str]]:
    """The lines of Zhejiang's table."""
    table = files("hongmajia.unions") / "data" / "zhejiang.csv"
    with table.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def province_named(words: str) -> Division | None:
    """The province with which a name begins: 湖南省总工会, 内蒙古总工会; ``None`` without one."""
    return next((one for one in provinces() if words.startswith((one.name, one.short_name))), None)


def rows_of(below: Iterable[Division]) -> list[dict[str, Any]]:
    """The fields of each region of a province, groups for counties under no city included."""
    from .layout import lay_out  # SciPy takes a third of a second, which no start should wait for

    below = list(below)
    counties = [one for one in below if one.is_county]
    divided = {one.adcode[:4] for one in counties}
    cities = [one for one in below if not one.is_county]
    cities += _groups(counties, known={one.adcode for one in cities})
    undivided = [*counties, *(one for one in cities if one.adcode[:4] not in divided)]
    on_counties = lay_out([_spot(one, below) for one in undivided])
    on_cities = lay_out([_spot(one, below, alone=True) for one in cities], COLUMNS)
    rows = [_row(one, below, on_cities[one.adcode], on_counties.get(one.adcode)) for one in cities]
    return rows + [_row(one, below, on_counties[one.adcode]) for one in counties]


def _groups(counties: Iterable[Division], known: set[str]) -> list[Division]:
    """Something to hold the counties whose code belongs to no city."""
    found: dict[str, list[Division]] = {}
    for one in counties:
        if (code := f"{one.adcode[:4]}00") not in known:
            found.setdefault(code, []).append(one)
    return [Division(code, group_name(code), *_middle(of)) for code, of in found.items()]


def group_name(code: str) -> str:
    """河南直辖, 重庆辖县."""
    short = divisions()[f"{code[:2]}0000"].short_name
    return GROUPS[code[2:4]].format(province=short)


def _middle(of: Iterable[Division]) -> tuple[float, float]:
    at = [(one.lon, one.lat) for one in of if one.lon is not None and one.lat is not None]
    return round(mean(lon for lon, _lat in at), 3), round(mean(lat for _lon, lat in at), 3)


def _spot(one: Division, below: list[Division], *, alone: bool = False) -> "Spot":
    """Counties under no city are no city that hangs together, so each is for itself."""
    from .layout import Spot

    own = alone or one.adcode[2:4] == DIRECTLY
    lon, lat = position(one, below)
    return Spot(one.adcode, one.adcode if own else one.adcode[:4], lon, lat)


def position(one: Division, below: Iterable[Division]) -> tuple[float, float]:
    """Where it lies; in the middle of its city or province if only that is known."""
    if one.lon is not None and one.lat is not None:
        return one.lon, one.lat
    place = resolve(adcode=one.adcode)
    return (place.lon or 0, place.lat or 0) if place.is_known else _middle(below)


def _row(
    one: Division, below: list[Division], tile: "Cell", on_counties: "Cell | None" = None
) -> dict[str, Any]:
    lon, lat = position(one, below)
    is_group = one.adcode not in divisions()
    x, y = on_counties or (None, None)
    return {
        "adcode": one.adcode, "name": one.name, "lon": lon, "lat": lat, "is_group": is_group,
        "parent_id": f"{one.adcode[:4]}00" if one.is_county else None,
        "tile_x": tile[0], "tile_y": tile[1], "county_x": x, "county_y": y,
    }  # fmt: skip
