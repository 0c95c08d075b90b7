"""The place that a text, a code or a position means."""

from __future__ import annotations

import re
from functools import cache
from typing import Protocol

from .divisions import MUNICIPALITIES, divisions
from .gazetteer import LEVELS, Names, Path, gazetteer, path_of
from .place import UNKNOWN as UNKNOWN
from .place import Place as Place

_SUFFIX = re.compile(
    r"^(?:(?:省|自治区)?直辖县级行政区划|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区"
    r"|市辖区|省|市|地区|自治州|盟)"
)
_CENTRE = re.compile(r"市[中南北](?:区|$)")
"""济南市中区 is 市中区 of 济南, not 中区 of 济南市."""


@cache
def places_by_path() -> dict[Path, Place]:
    """Each division by its names, at its own position or at that of the division above."""
    found: dict[Path, Place] = {}
    for code in sorted(divisions(), key=lambda code: (code[2:] != "0000", code[4:] != "00", code)):
        one, path = divisions()[code], path_of(code)
        lon, lat, exact = one.lon, one.lat, bool(path[2])
        if lon is None:
            above = found.get((*path[:2], "")) or found[path[0], "", ""]
            lon, lat, exact = above.lon, above.lat, False
        found[path] = Place(*path, lon, lat, exact)
        found.setdefault((*path[:2], ""), Place(*path[:2], "", lon, lat, exact and not path[2]))
    return found


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
    code = adcode.strip()[:6].ljust(6, "0")
    known = (one for one in (code, f"{code[:4]}00", f"{code[:2]}0000") if one in divisions())
    found = next(known, None)
    return places_by_path()[path_of(found)] if found else None


@cache
def _by_name(region: str) -> Place:
    """The place that a text names: “浙江湖州德清”, “湖州市德清县” and “德清县” are the same.

    A name that several have needs the one above: 朝阳区 alone is unknown, 长春朝阳区 is not.
    """
    words = re.sub(r"[\s,,、/·-]", "", region)
    known = gazetteer()
    provinces, length = known.provinces.begin(words)
    longer = max(known.cities[""].begin(words)[1], known.counties["", ""].begin(words)[1])
    if provinces and longer <= length and not words[length:].startswith(LEVELS):
        ((province, _, _),) = provinces
        return _in_province(_SUFFIX.sub("", words[length:]), province)
    return _in_province(words, "")


def _in_province(words: str, province: str) -> Place:
    """The place of the words after the province; with an empty one, of a text without it."""
    cities, at = gazetteer().cities.get(province, Names()).begin(words)
    counties, length = gazetteer().counties.get((province, ""), Names()).begin(words)
    if counties and length > at:
        return _place(next(iter(counties))) if len(counties) == 1 else _only(province)
    if len(cities) == 1 and not _is_a_county(words[at:]):
        return _in_city(words[at - bool(_CENTRE.match(words, at - 1)) :], next(iter(cities)))
    return _only(province)


def _is_a_county(rest: str) -> bool:
    """Whether what follows the name of a city shows that a county of that name is meant."""
    return rest.startswith(("区", "县", "旗", "自治县", "自治旗"))


def _only(province: str) -> Place:
    """The province, if there is one; a municipality is its own city."""
    if not province:
        return UNKNOWN
    is_city = province in _municipalities()
    return _place((province, province if is_city else "", ""))


@cache
def _municipalities() -> frozenset[str]:
    return frozenset(path_of(f"{code}0000")[0] for code in MUNICIPALITIES)


def _in_city(words: str, city: Path) -> Place:
    """The place of the words after the city."""
    known = gazetteer().counties.get(city[:2])
    if city[2] or known is None:
        return _place(city)
    counties, _ = known.begin(words)
    rest = _SUFFIX.sub("", words)
    if counties or rest == words:
        return _place(next(iter(counties)) if len(counties) == 1 else city)
    return _in_city(rest, city)


def _place(path: Path) -> Place:
    """The place with these names, at the position of the smallest division that is known."""
    known = places_by_path()
    steps = (known.get(names) for names in (path, (*path[:2], ""), (path[0], "", "")))
    found = next(place for place in steps if place)
    return Place(*path, found.lon, found.lat, found.exact)
