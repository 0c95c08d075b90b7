"""Kilometres and minutes between places, from positions or from a measured matrix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hongmajia.engine.arrays import Floats, Ints
from hongmajia.engine.facts import EngineError
from hongmajia.engine.places.distances import PlaceArrays, kilometres
from hongmajia.engine.places.regions import Located, place_of

DETOUR_FACTOR = 1.3
"""Kilometres by road for one kilometre of great circle, as is usual with hills and rivers."""
KMH = 45.0
"""Average speed from door to door, including town traffic and parking."""
ROUNDED_TO_MINUTES = 5
"""Travel times are rounded up to a multiple of this."""


@dataclass(frozen=True, eq=False)
class TravelMatrix:
    """Travel from each place (row) to each place (column): ``km``, and whole ``minutes``.

    The places are the teams' bases, in the order of the teams, then the visits in theirs.
    """

    km: Floats
    minutes: Ints

    @classmethod
    def from_places(
        cls, places: Sequence[Located], detour_factor: float = DETOUR_FACTOR, kmh: float = KMH
    ) -> TravelMatrix:
        """Great-circle distances × ``detour_factor``, at ``kmh`` from door to door.

        Raises `EngineError` (``place_needed``) for a place of which nothing is known.
        """
        found = [place_of(place) for place in places]
        for thing, place in zip(places, found, strict=True):
            if not place.is_known:
                raise EngineError("place_needed", id=getattr(thing, "id", ""))
        columns, many = PlaceArrays.of(found), len(found)
        start, end = np.divmod(np.arange(many * many), max(many, 1))
        km = kilometres(columns, start, columns, end).reshape(many, many) * detour_factor
        np.fill_diagonal(km, 0.0)
        return cls.from_measurements(km, kmh=kmh)

    @classmethod
    def from_measurements(
        cls, km: ArrayLike, minutes: ArrayLike | None = None, kmh: float = KMH
    ) -> TravelMatrix:
        """From a square matrix of kilometres, and one of minutes if they were measured too.

        The matrices need not be symmetric. Raises `EngineError` (``bad_matrix``) if one is not
        square, contains NaN or a negative number.
        """
        lengths = _square(km)
        if minutes is not None:
            return cls(lengths, np.ceil(_square(minutes, len(lengths))).astype(np.int64))
        needed = np.ceil(lengths / kmh * 60 / ROUNDED_TO_MINUTES - 1e-9) * ROUNDED_TO_MINUTES
        return cls(lengths, needed.astype(np.int64))


def _square(matrix: Any, many: int | None = None) -> NDArray[np.float64]:
    """The matrix as numbers, if it is a valid travel matrix; else raises `EngineError`."""
    numbers = np.asarray(matrix, dtype=np.float64)
    if numbers.size == 0:
        numbers = numbers.reshape(0, 0)
    shape = (len(numbers) if many is None else many,) * 2
    if numbers.shape != shape or not np.isfinite(numbers).all() or (numbers < 0).any():
        raise EngineError("bad_matrix", rows=len(numbers))
    return numbers
