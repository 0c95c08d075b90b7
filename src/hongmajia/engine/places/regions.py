"""Names, codes and positions of regions.

The table `data/regions.csv` holds Zhejiang's cities and counties with centroids (GB/T 2260), the
other provinces with the position of their capital, and the names of their cities. Regions outside
the table are compared by name only.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Protocol

_NAMED = re.compile(r"(.{1,8}?)(?:自治县|自治旗|县|区|市|旗)")
_SUFFIX = re.compile(
    r"^(?:壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区|省|市|地区|自治州|盟)"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place, as far as known: empty names and ``None`` mean unknown.

    ``lon`` and ``lat`` are degrees; ``exact`` says that they are precise enough to speak of
    kilometres.
    """

    province: str = ""
    city: str = ""
    county: str = ""
    lon: float | None = None
    lat: float | None = None
    exact: bool = False

    @property
    def is_known(self) -> bool:
        """Whether the province or a position is known."""
        return bool(self.province) or self.lon is not None


UNKNOWN = Place()


@cache
def region_table() -> tuple[dict[str, Place], dict[tuple[str, str, str], Place]]:
    """The region table: places by adcode, and by (province, city, county)."""
    by_code: dict[str, Place] = {}
    by_name: dict[tuple[str, str, str], Place] = {}
    with files(__package__).joinpath("data/regions.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            lon, lat = (float(row[key]) if row[key] else None for key in ("lon", "lat"))
            exact = row["level"] == "county"
            place = Place(row["province"], row["city"], row["county"], lon, lat, exact)
            by_name[place.province, place.city, place.county] = place
            by_code[row["adcode"]] = place
    del by_code[""]
    return by_code, by_name


@cache
def _children() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Names of the regions within a region (key: its full name), the longest first, so that names
    that begin alike are read correctly (吉林吉林, 海南).
    """
    below: dict[tuple[str, ...], set[str]] = {}
    for province, city, county in region_table()[1]:
        below.setdefault((), set()).add(province)
        below.setdefault((province,), set()).add(city)
        below.setdefault((province, city), set()).add(county)
    return {
        key: tuple(sorted(names - {""}, key=lambda n: (-len(n), n))) for key, names in below.items()
    }


def resolve(
    region: str = "", adcode: str = "", lon: float | None = None, lat: float | None = None
) -> Place:
    """The place described: the point is trusted first, then the code, then the words."""
    named = _by_code(adcode) or _by_name(region)
    if lon is None or lat is None:
        return named
    return Place(named.province, named.city, named.county, lon, lat, exact=True)


class Located(Protocol):
    """Anything with a region, a code or a position."""

    @property
    def region(self) -> str: ...
    @property
    def adcode(self) -> str: ...
    @property
    def lon(self) -> float | None: ...
    @property
    def lat(self) -> float | None: ...


def place_of(thing: Located) -> Place:
    """The place of a need or a helper."""
    return resolve(thing.region, thing.adcode, thing.lon, thing.lat)


def _by_code(adcode: str) -> Place | None:
    """The county, city or province of a GB/T 2260 code; ``None`` if the table has none
    of them.
    """
    by_code = region_table()[0]
    code = adcode.strip()[:6].ljust(6, "0")
    return by_code.get(code) or by_code.get(code[:4] + "00") or by_code.get(code[:2] + "0000")


@cache
def _by_name(region: str) -> Place:
    """The place that a text names: “浙江湖州德清”, “湖州市德清县” and “德清县” are the same."""
    words = re.sub(r"[\s,,、/·-]", "", region)
    province, words = _take_prefix(words, ())
    if not province:
        return _without_province(words)
    city, words = _take_prefix(words, (province,))
    if not city and province in _children()[province,]:
        city = province
    county = _county(words, (province, city)) if city else _county_without_city(words, province)[1]
    if county and not city:
        city = _county_without_city(words, province)[0]
    return _place(province, city, county)


def _take_prefix(words: str, parents: tuple[str, ...]) -> tuple[str, str]:
    """The name of a region within ``parents`` that the words begin with, and the rest of the
    words.
    """
    for name in _children().get(parents, ()):
        if words.startswith(name):
            return name, _SUFFIX.sub("", words[len(name) :])
    return "", words


def _without_province(words: str) -> Place:
    """The place of a text that begins with a city, or with a county that the table knows."""
    for province in _children()[()]:
        city, rest = _take_prefix(words, (province,))
        if city:
            return _place(province, city, _county(rest, (province, city)))
    for province in _children()[()]:
        city, county = _county_without_city(words, province)
        if county:
            return _place(province, city, county)
    return UNKNOWN


def _county_without_city(words: str, province: str) -> tuple[str, str]:
    """City and county where the words begin with a county of the province; empty texts if not."""
    for city in _children().get((province,), ()):
        county, _ = _take_prefix(words, (province, city))
        if county:
            return city, county
    return "", ""


def _county(words: str, parents: tuple[str, str]) -> str:
    """The county that the words begin with; its bare name if the table does not know it."""
    county, _ = _take_prefix(words, parents)
    if county or (parents in _children() and _children()[parents]):
        return county
    named = _NAMED.match(words)
    return named[1] if named else words[:8]


def _place(province: str, city: str, county: str) -> Place:
    """The place with these names, at the position of the smallest region the table knows."""
    by_name = region_table()[1]
    steps = (
        by_name.get(names)
        for names in ((province, city, county), (province, city, ""), (province, "", ""))
    )
    known = next(place for place in steps if place and place.lon is not None)
    return Place(province, city, county, known.lon, known.lat, known.exact)
