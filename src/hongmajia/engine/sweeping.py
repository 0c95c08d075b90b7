"""All helpers against some needs: dense products, block by block, exact.

What is frequent is multiplied densely and what is rare sparsely; places are measured once for each
different place. So a helper costs a need some hundred nanoseconds, and nobody is missed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from hongmajia.engine import affinity, places
from hongmajia.engine.affinity import Weights
from hongmajia.engine.index import HelperIndex
from hongmajia.engine.known import HelperArrays, Words
from hongmajia.engine.measuring import excluded, measure, modes, wanted_category
from hongmajia.engine.pairs import Asked, Bools, Ints, Pairs

Matrix = NDArray[np.float32]
"""Needs × helpers."""

AT_ONCE = 4_000_000
"""Pairs compared at a time, to bound memory: some 20 bytes each."""
ROUNDING = 1e-4
"""Log-odds by which a sum in single precision may fall short of the exact one."""
LOWEST = np.finfo(np.float32).min
"""Any sum is above this; −∞ is not."""
SAMPLE = 32
"""One helper in so many is looked at to guess from where on the best begin."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """Needs × helpers: what each knows of the subject and all together, in log-odds; who can reach
    it, and who is allowed to.
    """

    asked: Asked
    knowledge: Matrix
    points: Matrix
    reached: Bools
    allowed: Bools

    def suitable(self, floor: float) -> Bools:
        """Who may be proposed."""
        return np.asarray((self.knowledge >= floor - ROUNDING) & self.reached & self.allowed)


@dataclass(frozen=True, slots=True)
class Some:
    """Helpers of an index that are compared alone: their rows, and what is known of them."""

    rows: Ints
    known: HelperArrays

    @classmethod
    def of(cls, index: HelperIndex, among: Bools | None = None) -> Some:
        """All, or those ``among``."""
        rows = np.arange(len(index)) if among is None else np.flatnonzero(among)
        every = len(rows) == len(index)
        return cls(rows, index.known if every else index.known.only(rows))


def sweep(index: HelperIndex, asked: Asked, some: Some | None = None) -> Sweep:
    """Every helper (or some) for each of these needs."""
    some = some or Some.of(index)
    known, every = some.known, len(some.rows) == len(index)
    likest = asked.past.likest if every else asked.past.likest[:, some.rows]
    knowledge = _knowledge(known, index.weights, asked, likest)
    km, vague = _distances(known, asked)
    allowed = np.ones((len(asked.needs), len(index)), dtype=np.bool_)
    allowed[excluded(index, asked)] = False
    return Sweep(
        asked=asked,
        knowledge=knowledge,
        points=_points(known, index.weights, asked, knowledge, km),
        reached=_reached(known, asked, np.where(vague, 0, km)),
        allowed=allowed if every else allowed[:, some.rows],
    )


def sweeps(
    index: HelperIndex, asked: Asked, some: Some | None = None
) -> Iterator[tuple[Ints, Sweep]]:
    """The needs in blocks that memory bears: their rows, and the sweep of them."""
    some = some or Some.of(index)
    step = max(1, AT_ONCE // max(1, len(some.rows)))
    for start in range(0, len(asked.needs), step):
        rows = np.arange(start, min(start + step, len(asked.needs)))
        block = asked if len(rows) == len(asked.needs) else asked.rows(rows)
        yield rows, sweep(index, block, some)


def best_pairs(index: HelperIndex, asked: Asked, k: int, among: Bools | None = None) -> Pairs:
    """The k best suitable helpers of each need (of those ``among``), all of them considered."""
    return best_and_count(index, asked, k, among)[0]


def best_and_count(
    index: HelperIndex, asked: Asked, k: int, among: Bools | None = None
) -> tuple[Pairs, Ints]:
    """The same, and how many helpers would suit each need."""
    some, counts = Some.of(index, among), np.zeros(len(asked.needs), dtype=np.int64)
    found = [measure(index, asked, *_none())]
    for rows, block in sweeps(index, asked, some):
        suitable = block.suitable(index.weights.floor)
        counts[rows] = suitable.sum(axis=1)
        need, helper = largest(np.where(suitable, block.points, -np.inf), k)
        pairs = measure(index, block.asked, need, some.rows[helper])
        pairs = pairs.where(pairs.suitable)
        found.append(pairs.with_need(rows[pairs.need]))
    return Pairs.join(found).best(k), counts


def largest(points: Matrix, k: int) -> tuple[Ints, Ints]:
    """Row and column of the k largest entries of each row, −∞ left out; the largest first."""
    level = np.full(len(points), LOWEST)
    if points.shape[1] > SAMPLE * 4:
        level = np.maximum(level, _guess(points, k))
    rows, columns = np.divmod(np.flatnonzero(points >= level[:, None]), points.shape[1])
    short = (np.bincount(rows, minlength=len(points)) < k) & (level > LOWEST)
    if short.any():
        again, more = np.nonzero(points[short] > -np.inf)
        kept = ~short[rows]
        rows = np.concatenate([rows[kept], np.flatnonzero(short)[again]])
        columns = np.concatenate([columns[kept], more])
    order = np.lexsort((columns, -points[rows, columns], rows))
    rows, columns = rows[order], columns[order]
    place = np.arange(len(rows)) - np.searchsorted(rows, rows)
    return rows[place < k], columns[place < k]


def _guess(points: Matrix, k: int) -> NDArray[np.float32]:
    """For each row a level that some more than k entries are likely to reach."""
    sample = points[:, ::SAMPLE]
    place = min(sample.shape[1], 2 * k // SAMPLE + 4)
    return np.asarray(np.partition(sample, -place, axis=1)[:, -place])


# --- the parts, for all pairs at once


def _knowledge(
    known: HelperArrays, weights: Weights, asked: Asked, likest: sparse.csr_array
) -> Matrix:
    """What words, craft, meaning and past (the cosine of the ``likest``) contribute."""
    total = _words_and_crafts(known.words, weights, asked)
    if known.meaning.shape[1]:
        meaning = (asked.meaning * np.float32(weights.of(affinity.MEANING))) @ known.meaning.T
        np.maximum(meaning, 0, out=meaning)
        total += meaning
    if likest.nnz:
        total += likest.toarray().astype(np.float32) * np.float32(weights.of(affinity.PAST))
    return total


def _words_and_crafts(words: Words, weights: Weights, asked: Asked) -> Matrix:
    """What words and crafts contribute; only the frequent n-grams that occur are multiplied."""
    seek = asked.words * np.float32(weights.of(affinity.WORDS))
    found = np.asarray((seek @ words.rare).toarray(), dtype=np.float32)
    dense = np.hstack(
        [seek[:, words.frequent].toarray(), asked.crafts * np.float32(weights.of(affinity.CRAFT))]
    )
    used = np.flatnonzero(dense.any(axis=0))
    if 4 * len(used) < 3 * len(words.common):
        found += dense[:, used] @ words.common[used]
    else:
        found += dense @ words.common
    return found


def _distances(known: HelperArrays, asked: Asked) -> tuple[NDArray[np.float32], Bools]:
    """Needs × different places: kilometres, and where no more than the region is known."""
    shape = (len(asked.needs), len(known.where.lon))
    need, place = (side.ravel() for side in np.indices(shape))
    sides = (asked.places, need, known.where, place)
    km = places.kilometres(*sides).astype(np.float32).reshape(shape)
    return km, places.only_region_known(*sides).reshape(shape)


def _points(
    known: HelperArrays,
    weights: Weights,
    asked: Asked,
    knowledge: Matrix,
    km: NDArray[np.float32],
) -> Matrix:
    """All parts together."""
    near = affinity.nearness(km.astype(np.float64)).astype(np.float32) * np.float32(
        weights.of(affinity.PLACE)
    )
    points = np.take(near, known.cell, axis=1)
    points += knowledge
    load = weights.of(affinity.LOAD) * affinity.freedom(known.capacity) + weights.bias
    points += load.astype(np.float32)
    wanted = wanted_category(asked)
    for category in np.unique(wanted[wanted > 0]):
        offered = (known.categories & category) != 0
        gain = np.float32(weights.of(affinity.CATEGORY)) * offered.astype(np.float32)
        points[wanted == category] += gain
    return points


def _reached(known: HelperArrays, asked: Asked, km: NDArray[np.float32]) -> Bools:
    """Who can come, or guide online. ``km`` is 0 where only the region is known."""
    onsite, online = modes(asked)
    reached = onsite[:, None] | (online[:, None] & known.online)
    for some, tied in ((onsite & online, ~known.online), (onsite & ~online, True)):
        bound = np.flatnonzero(tied & np.isfinite(known.radius))
        rows = np.flatnonzero(some)
        if len(rows) and len(bound):
            there = ~(km[np.ix_(rows, known.cell[bound])] > known.radius[bound])
            reached[np.ix_(rows, bound)] = there
    return reached


def _none() -> tuple[Ints, Ints]:
    """No pairs at all."""
    return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
