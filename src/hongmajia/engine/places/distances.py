"""Places as arrays, and kilometres between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from zlib import crc32

import numpy as np

from hongmajia.engine.arrays import Bools, Floats, Ints
from hongmajia.engine.places.regions import Place

EARTH_KM = 6371.0
"""Mean radius of the earth."""
NOMINAL_KM = {"province": 220.0, "city": 40.0, "county": 8.0}
"""Kilometres assumed between two places of which only a shared region is known; a smaller region
overrides a larger one.
"""
SAME_PROVINCE = 0.35
"""What one province counts, where one city counts 1: help goes along the unions of a province."""
UNKNOWN_DISTRICT = 0.1
"""What an unknown province counts: neither a gain nor a loss."""
FAR_KM = 900.0
"""Kilometres assumed between two provinces where no position is known."""


@dataclass(frozen=True, slots=True)
class PlaceArrays:
    """Places as columns, for computing distances over arrays.

    ``lon`` and ``lat`` are degrees (NaN where unknown), ``exact`` says that they are precise to
    the county; region ids are −1 where unknown.
    """

    lon: Floats
    lat: Floats
    exact: Bools
    province: Ints
    city: Ints
    county: Ints

    @classmethod
    def of(cls, places: Sequence[Place]) -> PlaceArrays:
        """Columns for these places. Region ids are hashes of names, so they agree between
        processes.
        """
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
        """The places of these rows."""
        return PlaceArrays(*(getattr(self, name)[chosen] for name in self.__slots__))

    def distinct(self) -> tuple[PlaceArrays, Ints]:
        """The distinct places, and for each place the row of its distinct place."""
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

    The great-circle distance between the known positions, even if one is only that of a capital;
    or the nominal distance of the smallest shared region where only the region is known.
    """
    km = haversine(a.lon[i], a.lat[i], b.lon[j], b.lat[j])
    known = (a.province[i] >= 0) & (b.province[j] >= 0)
    km = np.where(known & np.isnan(km), FAR_KM, km)
    vague = only_region_known(a, i, b, j)
    for level, nominal in NOMINAL_KM.items():
        shared = same_region(getattr(a, level)[i], getattr(b, level)[j])
        km = np.where(shared & vague, nominal, km)
    same_centroid = same_region(a.county[i], b.county[j]) & (km < 0.01)
    return np.where(same_centroid, NOMINAL_KM["county"], km)


def district(a: PlaceArrays, i: Ints, b: PlaceArrays, j: Ints) -> Floats:
    """How far two places are of one union: 1 in one city, `SAME_PROVINCE` in one province,
    `UNKNOWN_DISTRICT` where a province is unknown, else 0.
    """
    known = (a.province[i] >= 0) & (b.province[j] >= 0)
    found = np.where(same_region(a.province[i], b.province[j]), SAME_PROVINCE, 0.0)
    found = np.where(same_region(a.city[i], b.city[j]), 1.0, found)
    return np.where(known, found, UNKNOWN_DISTRICT)


def only_region_known(a: PlaceArrays, i: Ints, b: PlaceArrays, j: Ints) -> Bools:
    """Whether two places share a region while at least one of them has no exact position."""
    apart = (a.city[i] >= 0) & (b.city[j] >= 0) & (a.lon[i] != b.lon[j])
    shared = same_region(a.city[i], b.city[j]) | (
        same_region(a.province[i], b.province[j]) & ~apart
    )
    return np.asarray(shared & ~(a.exact[i] & b.exact[j]), dtype=np.bool_)


def same_region(a: Ints, b: Ints) -> Bools:
    """Whether two region ids are known and equal."""
    return np.asarray((a == b) & (a >= 0), dtype=np.bool_)


def haversine(lon1: Floats, lat1: Floats, lon2: Floats, lat2: Floats) -> Floats:
    """Great-circle distance in kilometres between points in degrees, by the haversine formula."""
    lam1, phi1, lam2, phi2 = map(np.radians, (lon1, lat1, lon2, lat2))
    half = (
        np.sin((phi2 - phi1) / 2) ** 2
        + np.cos(phi1) * np.cos(phi2) * np.sin((lam2 - lam1) / 2) ** 2
    )
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1))), dtype=np.float64)
