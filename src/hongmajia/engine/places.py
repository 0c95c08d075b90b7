"""Where things are: region names to places, places to kilometres.

The table `data/regions.csv` holds Zhejiang's cities and counties with centroids (GB/T 2260), the
other provinces with their capital's position, and the names of their cities. What it cannot place
exactly is compared by name: same county, city or province.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Protocol
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

EARTH_KM = 6371.0
NOMINAL_KM = {"province": 220.0, "city": 40.0, "county": 8.0}
"""Kilometres assumed where only the region shared is known, the smallest last."""
FAR_KM = 900.0
"""Kilometres assumed between two provinces where no position is known."""
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


@dataclass(frozen=True, slots=True)
class PlaceArrays:
    """Many places as columns, for distances over arrays. Region ids are −1 where unknown."""

    lon: Floats
    lat: Floats
    exact: Bools
    province: Ints
    city: Ints
    county: Ints

    @classmethod
    def of(cls, places: Sequence[Place]) -> PlaceArrays:
        """Columns for these places; ids are hashes of names, so they agree between calls."""
        nan = float("nan")
        return cls(
            lon=np.array([nan if p.lon is None else p.lon for p in places], dtype=np.float64),
            lat=np.array([nan if p.lat is None else p.lat for p in places], dtype=np.float64),
            exact=np.array([p.exact for p in places], dtype=np.bool_),
            province=_ids((p.province,) for p in places),
            city=_ids((p.province, p.city) for p in places),
            county=_ids((p.province, p.city, p.county) for p in places),
        )

    def rows(self, chosen: Ints) -> PlaceArrays:
        """Some of the places."""
        return PlaceArrays(*(getattr(self, name)[chosen] for name in self.__slots__))

    def distinct(self) -> tuple[PlaceArrays, Ints]:
        """The different places, and which of them each is."""
        columns = [np.nan_to_num(getattr(self, name), nan=999.0) for name in self.__slots__]
        keys = np.column_stack(columns).astype(np.float64)
        _, first, which = np.unique(keys, axis=0, return_index=True, return_inverse=True)
        return self.rows(first), which.ravel().astype(np.int64)


def _ids(names: Iterable[tuple[str, ...]]) -> Ints:
    """A number per full region name, −1 where its last part is unknown."""
    return np.array([_number("/".join(path)) if path[-1] else -1 for path in names], dtype=np.int64)


@cache
def _number(path: str) -> int:
    """A number for a region name that is the same in every process (unlike `hash`)."""
    return crc32(path.encode())


def kilometres(a: PlaceArrays, i: Ints, b: PlaceArrays, j: Ints) -> Floats:
    """Kilometres between places i of ``a`` and j of ``b``, pair by pair; NaN where unknown.

    By great circle between the positions known, be it only a capital's; the nominal distance of
    the smallest region shared where no more than that region is known.
    """
    km = haversine(a.lon[i], a.lat[i], b.lon[j], b.lat[j])
    known = (a.province[i] >= 0) & (b.province[j] >= 0)
    km = np.where(known & np.isnan(km), FAR_KM, km)
    vague = only_region_known(a, i, b, j)
    for level, nominal in NOMINAL_KM.items():
        shared = same(getattr(a, level)[i], getattr(b, level)[j])
        km = np.where(shared & vague, nominal, km)
    same_centroid = same(a.county[i], b.county[j]) & (km < 0.01)
    return np.where(same_centroid, NOMINAL_KM["county"], km)


def only_region_known(a: PlaceArrays, i: Ints, b: PlaceArrays, j: Ints) -> Bools:
    """Where two places share a region, and a point to measure from is lacking."""
    apart = (a.city[i] >= 0) & (b.city[j] >= 0) & (a.lon[i] != b.lon[j])
    shared = same(a.city[i], b.city[j]) | (same(a.province[i], b.province[j]) & ~apart)
    return np.asarray(shared & ~(a.exact[i] & b.exact[j]), dtype=np.bool_)


def same(a: Ints, b: Ints) -> Bools:
    """Where two region ids are known and equal."""
    return np.asarray((a == b) & (a >= 0), dtype=np.bool_)


def haversine(lon1: Floats, lat1: Floats, lon2: Floats, lat2: Floats) -> Floats:
    """Great-circle kilometres between points in degrees."""
    lam1, phi1, lam2, phi2 = map(np.radians, (lon1, lat1, lon2, lat2))
    half = (
        np.sin((phi2 - phi1) / 2) ** 2
        + np.cos(phi1) * np.cos(phi2) * np.sin((lam2 - lam1) / 2) ** 2
    )
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1))), dtype=np.float64)
