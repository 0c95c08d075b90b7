"""The largest entries of each row of a matrix of scores."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hongmajia.engine.arrays import Ints
from hongmajia.engine.scoring.knowledge import Matrix

LOWEST = np.finfo(np.float32).min
"""Less than any sum, but greater than −∞."""
SAMPLE_STEP = 32
"""Every so many columns one is sampled to estimate the k-th largest entry of a row."""


def largest_per_row(log_odds: Matrix, k: int) -> tuple[Ints, Ints]:
    """Rows and columns of each row's k largest entries, without −∞, by row from the largest on.

    Most entries are discarded by comparing them with an estimate from a sample; rows for which
    the estimate was too high are searched again in full.
    """
    level = np.full(len(log_odds), LOWEST)
    if log_odds.shape[1] > SAMPLE_STEP * 4:
        level = np.maximum(level, _guess(log_odds, k))
    rows, columns = np.divmod(np.flatnonzero(log_odds >= level[:, None]), log_odds.shape[1])
    short = (np.bincount(rows, minlength=len(log_odds)) < k) & (level > LOWEST)
    if short.any():
        again, more = np.nonzero(log_odds[short] > -np.inf)
        kept = ~short[rows]
        rows = np.concatenate([rows[kept], np.flatnonzero(short)[again]])
        columns = np.concatenate([columns[kept], more])
    order = np.lexsort((columns, -log_odds[rows, columns], rows))
    return _first_of_each_row(rows[order], columns[order], k)


def _first_of_each_row(rows: Ints, columns: Ints, k: int) -> tuple[Ints, Ints]:
    """The first k entries of each row; ``rows`` is sorted."""
    place = np.arange(len(rows)) - np.searchsorted(rows, rows)
    return rows[place < k], columns[place < k]


def _guess(log_odds: Matrix, k: int) -> NDArray[np.float32]:
    """For each row a value that probably a few more than k entries reach."""
    sample = log_odds[:, ::SAMPLE_STEP]
    place = min(sample.shape[1], 2 * k // SAMPLE_STEP + 4)
    return np.asarray(np.partition(sample, -place, axis=1)[:, -place])
