"""Array types shared by the engine, and functions on row numbers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def chunks(rows: Ints, most: int) -> list[Ints]:
    """The rows in consecutive arrays of at most ``most`` (but at least one) each."""
    step = max(1, most)
    return [rows[start : start + step] for start in range(0, len(rows), step)]


def concatenated_ranges(first: Ints, end: Ints) -> Ints:
    """The numbers of the ranges ``first[i]:end[i]``, one range after the other."""
    lengths = end - first
    total = int(lengths.sum())
    shifts = np.repeat(first - np.cumsum(lengths) + lengths, lengths)
    return np.asarray(np.arange(total, dtype=np.int64) + shifts)


def used_numbers(numbers: Ints) -> tuple[Ints, Ints]:
    """The distinct numbers in ascending order, and the position of each number among them
    (without sorting).
    """
    used = np.zeros(numbers.max(initial=-1) + 1, dtype=np.bool_)
    used[numbers] = True
    return np.flatnonzero(used), (np.cumsum(used) - 1)[numbers]
