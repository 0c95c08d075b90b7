"""Ways between places: kilometres and minutes, from positions or from a measured matrix."""

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

WINDING = 1.3
"""Kilometres by road for one by air, as usual where there are hills and rivers."""
KMH = 45.0
"""Kilometres an hour from door to door: country roads, town traffic and parking together."""
TICK = 5
"""Minutes to which a way is rounded up: nobody leaves at 9:37."""


@dataclass(frozen=True, eq=False)
class Roads:
    """Ways from each place (row) to each place (column): ``km``, and whole ``minutes``.

    The places are the teams' homes, in the order of the teams, then the visits in theirs.
    """

    km: Floats
    minutes: Ints

    @classmethod
    def straight(
        cls, places: Sequence[Located], winding: float = WINDING, kmh: float = KMH
    ) -> Roads:
        """By great circle × ``winding``, at ``kmh`` from door to door.

        Raises `EngineError` (``place_needed``) where a place is known by nothing at all.
        """
        found = [place_of(place) for place in places]
        for thing, place in zip(places, found, strict=True):
            if not place.known:
                raise EngineError("place_needed", id=getattr(thing, "id", ""))
        columns, many = PlaceArrays.of(found), len(found)
        start, end = np.divmod(np.arange(many * many), max(many, 1))
        km = kilometres(columns, start, columns, end).reshape(many, many) * winding
        np.fill_diagonal(km, 0.0)
        return cls.measured(km, kmh=kmh)

    @classmethod
    def measured(cls, km: ArrayLike, minutes: ArrayLike | None = None, kmh: float = KMH) -> Roads:
        """From a square matrix of kilometres, and one of minutes where somebody measured them too.

        Ways may differ there and back. Raises `EngineError` (``bad_matrix``) where a matrix is
        not square or holds NaN or anything below 0.
        """
        lengths = _square(km)
        if minutes is not None:
            return cls(lengths, np.ceil(_square(minutes, len(lengths))).astype(np.int64))
        needed = np.ceil(lengths / kmh * 60 / TICK - 1e-9) * TICK
        return cls(lengths, needed.astype(np.int64))

    def of(self, chosen: Sequence[int]) -> Roads:
        """Only the ways between some of the places."""
        grid = np.ix_(chosen, chosen)
        return Roads(self.km[grid], self.minutes[grid])


def _square(matrix: Any, many: int | None = None) -> NDArray[np.float64]:
    """The matrix as numbers, if it is one of ways."""
    numbers = np.asarray(matrix, dtype=np.float64)
    if numbers.size == 0:
        numbers = numbers.reshape(0, 0)
    shape = (len(numbers) if many is None else many,) * 2
    if numbers.shape != shape or not np.isfinite(numbers).all() or (numbers < 0).any():
        raise EngineError("bad_matrix", rows=len(numbers))
    return numbers
