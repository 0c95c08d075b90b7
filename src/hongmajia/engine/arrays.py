"""Array types of the engine, and two helpers over row numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def slices(rows: Ints, most: int) -> list[Ints]:
    """The rows, at ``most`` so many at a time (but one at least)."""
    step = max(1, most)
    return [rows[start : start + step] for start in range(0, len(rows), step)]


def runs(first: Ints, end: Ints) -> Ints:
    """All numbers of several ranges, one after the other."""
    lengths = end - first
    total = int(lengths.sum())
    shifts = np.repeat(first - np.cumsum(lengths) + lengths, lengths)
    return np.asarray(np.arange(total, dtype=np.int64) + shifts)
