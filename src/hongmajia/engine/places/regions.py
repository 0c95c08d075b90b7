"""Where things are: region names to places, places to kilometres.

The table `data/regions.csv` holds Zhejiang's cities and counties with centroids (GB/T 2260), the
other provinces with their capital's position, and the names of their cities. What it cannot place
exactly is compared by name: same county, city or province.
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
    """A place as far as it is known; empty names and ``None`` are unknown.

    ``exact`` says that the point is good enough to speak of kilometres.
    """

    province: str = ""
    city: str = ""
    county: str = ""
    lon: float | None = None
    lat: float | None = None
    exact: bool = False

    @property
    def known(self) -> bool:
        """Whether anything at all is known."""
        return bool(self.province) or self.lon is not None


UNKNOWN = Place()


@cache
def _table() -> tuple[dict[str, Place], dict[tuple[str, str, str], Place]]:
    """The region table, by adcode and by names."""
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
    """Names below a region, longest first, so that 吉林吉林 and 海南 are read rightly."""
    below: dict[tuple[str, ...], set[str]] = {}
    for province, city, county in _table()[1]:
        below.setdefault((), set()).add(province)
        below.setdefault((province,), set()).add(city)
        below.setdefault((province, city), set()).add(county)
    return {
        key: tuple(sorted(names - {""}, key=lambda n: (-len(n), n))) for key, names in below.items()
    }


def resolve(
    region: str = "", adcode: str = "", lon: float | None = None, lat: float | None = None
) -> Place:
    """The place meant: the point is trusted first, then the code, then the words."""
    named = _by_code(adcode) or _by_words(region)
    if lon is None or lat is None:
        return named
    return Place(named.province, named.city, named.county, lon, lat, exact=True)


class Located(Protocol):
    """Anything that says where it is."""

    @property
    def region(self) -> str: ...
    @property
    def adcode(self) -> str: ...
    @property
    def lon(self) -> float | None: ...
    @property
    def lat(self) -> float | None: ...


def place_of(thing: Located) -> Place:
    """Where a need or a helper is."""
    return resolve(thing.region, thing.adcode, thing.lon, thing.lat)


def _by_code(adcode: str) -> Place | None:
    """The county, city or province of a GB/T 2260 code; ``None`` if the table has none of them."""
    by_code = _table()[0]
    code = adcode.strip()[:6].ljust(6, "0")
    return by_code.get(code) or by_code.get(code[:4] + "00") or by_code.get(code[:2] + "0000")


@cache
def _by_words(region: str) -> Place:
    """“浙江湖州德清”, “湖州市德清县” and “德清县” are the same place."""
    words = re.sub(r"[\s,,、/·-]", "", region)
    province, words = _take(words, ())
    if not province:
        return _without_province(words)
    city, words = _take(words, (province,))
    if not city and province in _children()[province,]:
        city = province
    county = _county(words, (province, city)) if city else _orphan(words, province)[1]
    if county and not city:
        city = _orphan(words, province)[0]
    return _place(province, city, county)


def _take(words: str, parents: tuple[str, ...]) -> tuple[str, str]:
    """The region name at the head of the words, and the words after it."""
    for name in _children().get(parents, ()):
        if words.startswith(name):
            return name, _SUFFIX.sub("", words[len(name) :])
    return "", words


def _without_province(words: str) -> Place:
    """A region that begins with its city, or with a county the table knows."""
    for province in _children()[()]:
        city, rest = _take(words, (province,))
        if city:
            return _place(province, city, _county(rest, (province, city)))
    for province in _children()[()]:
        city, county = _orphan(words, province)
        if county:
            return _place(province, city, county)
    return UNKNOWN


def _orphan(words: str, province: str) -> tuple[str, str]:
    """City and county where the words name a county of the province without its city."""
    for city in _children().get((province,), ()):
        county, _ = _take(words, (province, city))
        if county:
            return city, county
    return "", ""


def _county(words: str, parents: tuple[str, str]) -> str:
    """The county at the head of the words; outside the table its bare name."""
    county, _ = _take(words, parents)
    if county or (parents in _children() and _children()[parents]):
        return county
    named = _NAMED.match(words)
    return named[1] if named else words[:8]


def _place(province: str, city: str, county: str) -> Place:
    """The table's entry with these names, with its nearest known position."""
    by_name = _table()[1]
    steps = (
        by_name.get(names)
        for names in ((province, city, county), (province, city, ""), (province, "", ""))
    )
    known = next(place for place in steps if place and place.lon is not None)
    return Place(province, city, county, known.lon, known.lat, known.exact)
