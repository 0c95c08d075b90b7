"""Many helpers against some needs, exactly.

Texts are compared once for each different question and profile: what is frequent in them by dense
products, what is rare by a sparse one. Places are measured once for each different one. In a round
only those who know a subject are looked at further, so a helper costs a need some nanoseconds, and
nobody is missed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hongmajia.engine.arrays import Bools, Ints, slices
from hongmajia.engine.index.helper_index import HelperIndex
from hongmajia.engine.index.needs import Asked
from hongmajia.engine.index.profiles import Profiles
from hongmajia.engine.places import distances
from hongmajia.engine.scoring import affinity
from hongmajia.engine.scoring.affinity import Weights
from hongmajia.engine.scoring.pairs import Pairs
from hongmajia.engine.scoring.single_pairs import measure

Matrix = NDArray[np.float32]
"""Needs × helpers, or what they say: questions × profiles."""

AT_ONCE = 4_000_000
"""Pairs compared at a time, to bound memory: some 20 bytes each."""
TOGETHER = 128
"""Needs looked at together by those who know the subject of one of them."""
ROUNDING = 1e-4
"""Log-odds by which a sum in single precision may fall short of the exact one."""
LOWEST = np.finfo(np.float32).min
"""Any sum is above this; −∞ is not."""
SAMPLE = 32
"""One helper in so many is looked at to guess from where on the best begin."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """Needs (``rows`` of those asked) × ``helpers`` (rows of the index): what each knows of the
    subject and all together, in log-odds; who can reach it, and who is allowed to.
    """

    rows: Ints
    helpers: Ints
    knowledge: Matrix
    points: Matrix
    reached: Bools
    allowed: Bools

    def suitable(self, floor: float) -> Bools:
        """Who may be proposed."""
        return np.asarray((self.knowledge >= floor - ROUNDING) & self.reached & self.allowed)


def sweep(index: HelperIndex, asked: Asked) -> Sweep:
    """Every helper for each of these needs."""
    rows, helpers = np.arange(len(asked.needs)), np.arange(len(index))
    questions = np.arange(asked.words.shape[0])
    told = _told(index.known.profiles, index.weights, asked, questions)
    return _swept(index, asked, rows, helpers, told[np.ix_(asked.question, index.known.profile)])


def knowing(index: HelperIndex, asked: Asked, among: Bools | None = None) -> Iterator[Sweep]:
    """Those who know a subject (of the helpers ``among``), beside the needs that ask for it.

    Some needs stand together, and beside them who knows what any of them asks: the more alike the
    needs that follow each other, the fewer. Whoever is suitable for a need is beside it.
    """
    helpers = np.arange(len(index)) if among is None else np.flatnonzero(among)
    profiles, profile = _profiles(index, helpers)
    together = min(TOGETHER, AT_ONCE // max(1, len(helpers)))
    for rows in slices(np.arange(len(asked.needs)), AT_ONCE // max(1, len(profiles))):
        questions, question = np.unique(asked.question[rows], return_inverse=True)
        told = _told(profiles, index.weights, asked, questions)
        knows = told >= index.weights.floor - ROUNDING
        for some in slices(np.arange(len(rows)), together):
            heard: Bools = np.any(knows[np.unique(question[some])], axis=0)[profile]
            proven = np.zeros(len(index), dtype=np.bool_)
            proven[asked.past.likest[asked.question[rows[some]]].indices] = True
            heard |= proven[helpers]
            beside = np.ix_(question[some], profile[heard])
            yield _swept(index, asked, rows[some], helpers[heard], told[beside])


def best_pairs(index: HelperIndex, asked: Asked, k: int, among: Bools | None = None) -> Pairs:
    """The k best suitable helpers of each need (of those ``among``), all of them considered."""
    return best_and_count(index, asked, k, among)[0]


def best_and_count(
    index: HelperIndex, asked: Asked, k: int, among: Bools | None = None
) -> tuple[Pairs, Ints]:
    """The same, and how many helpers would suit each need."""
    counts = np.zeros(len(asked.needs), dtype=np.int64)
    found = [(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))]
    for block in knowing(index, asked, among):
        suitable = block.suitable(index.weights.floor)
        counts[block.rows] = suitable.sum(axis=1)
        need, helper = largest(np.where(suitable, block.points, -np.inf), k)
        found.append((block.rows[need], block.helpers[helper]))
    need, helper = (np.concatenate(side) for side in zip(*found, strict=True))
    pairs = measure(index, asked, need, helper)
    return pairs.where(pairs.suitable).best(k), counts


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


# --- the parts


def _profiles(index: HelperIndex, helpers: Ints) -> tuple[Profiles, Ints]:
    """Profiles, those of these helpers among them, and which is whose; where most are wanted it is
    cheaper to compare all than to pick them out.
    """
    known, whose = index.known, index.known.profile[helpers]
    used, profile = _used(whose)
    if 2 * len(used) > len(known.profiles):
        return known.profiles, whose
    return known.profiles.only(used), profile


def _used(numbers: Ints) -> tuple[Ints, Ints]:
    """Which numbers come, ascending, and which of these each is (without sorting them)."""
    come = np.zeros(numbers.max(initial=-1) + 1, dtype=np.bool_)
    come[numbers] = True
    return np.flatnonzero(come), (np.cumsum(come) - 1)[numbers]


def _told(profiles: Profiles, weights: Weights, asked: Asked, questions: Ints) -> Matrix:
    """What the profiles contribute to these questions by words, craft and meaning."""
    total = _words_and_crafts(profiles, weights, asked, questions)
    if profiles.meaning.shape[1]:
        sought = asked.meaning[questions] * np.float32(weights.of(affinity.MEANING))
        meaning = sought @ profiles.meaning.T
        np.maximum(meaning, 0, out=meaning)
        total += meaning
    return total


def _words_and_crafts(
    profiles: Profiles, weights: Weights, asked: Asked, questions: Ints
) -> Matrix:
    """What words and crafts contribute; only the frequent n-grams that occur are multiplied."""
    words = profiles.words
    seek = asked.words[questions] * np.float32(weights.of(affinity.WORDS))
    found = np.asarray((seek @ words.rare).toarray(), dtype=np.float32)
    sought = asked.crafts[questions] * np.float32(weights.of(affinity.CRAFT))
    dense = np.hstack([seek[:, words.frequent].toarray(), sought])
    used = np.flatnonzero(dense.any(axis=0))
    if 4 * len(used) < 3 * len(words.common):
        found += dense[:, used] @ words.common[used]
    else:
        found += dense @ words.common
    return found


def _swept(index: HelperIndex, asked: Asked, rows: Ints, helpers: Ints, knowledge: Matrix) -> Sweep:
    """These needs and helpers; ``knowledge`` is what the profiles tell, without the past."""
    likest = asked.past.likest
    if likest.nnz:
        past = likest[asked.question[rows]][:, helpers].toarray()
        knowledge += past.astype(np.float32) * np.float32(index.weights.of(affinity.PAST))
    cells, cell = _used(index.known.cell[helpers])
    km, vague = _distances(index, asked, rows, cells)
    return Sweep(
        rows=rows,
        helpers=helpers,
        knowledge=knowledge,
        points=_points(index, asked, rows, helpers, knowledge, (km, cell)),
        reached=_reached(index, asked, rows, helpers, (np.where(vague, 0, km), cell)),
        allowed=_allowed(asked, rows, helpers),
    )


Ways = tuple[NDArray[np.float32], Ints]
"""Needs × different places: kilometres; and at which of the places each helper is."""


def _distances(
    index: HelperIndex, asked: Asked, rows: Ints, cells: Ints
) -> tuple[NDArray[np.float32], Bools]:
    """Needs × these places: kilometres, and where no more than the region is known."""
    shape = (len(rows), len(cells))
    need, place = (side.ravel() for side in np.indices(shape))
    sides = (asked.places, rows[need], index.known.where, cells[place])
    km = distances.kilometres(*sides).astype(np.float32).reshape(shape)
    return km, distances.only_region_known(*sides).reshape(shape)


def _points(
    index: HelperIndex,
    asked: Asked,
    rows: Ints,
    helpers: Ints,
    knowledge: Matrix,
    ways: Ways,
) -> Matrix:
    """All parts together."""
    known, weights, (km, cell) = index.known, index.weights, ways
    near = affinity.nearness(km.astype(np.float64)) * weights.of(affinity.PLACE)
    points = np.take(near.astype(np.float32), cell, axis=1)
    points += knowledge
    load = weights.of(affinity.LOAD) * affinity.freedom(known.capacity[helpers]) + weights.bias
    points += load.astype(np.float32)
    wanted = asked.category[rows]
    for category in np.unique(wanted[wanted > 0]):
        offered = (known.categories[helpers] & category) != 0
        gain = np.float32(weights.of(affinity.CATEGORY)) * offered.astype(np.float32)
        points[wanted == category] += gain
    return points


def _reached(index: HelperIndex, asked: Asked, rows: Ints, helpers: Ints, ways: Ways) -> Bools:
    """Who can come, or guide online; the way is 0 where only the region is known."""
    km, cell = ways
    guides, radius = index.known.online[helpers], index.known.radius[helpers]
    onsite, online = asked.onsite[rows], asked.online[rows]
    reached = onsite[:, None] | (online[:, None] & guides)
    for some, tied in ((onsite & online, ~guides), (onsite & ~online, True)):
        bound = np.flatnonzero(tied & np.isfinite(radius))
        there = np.flatnonzero(some)
        if len(there) and len(bound):
            far = km[np.ix_(there, cell[bound])] > radius[bound]
            reached[np.ix_(there, bound)] = ~far
    return reached


def _allowed(asked: Asked, rows: Ints, helpers: Ints) -> Bools:
    """Where the need does not exclude the helper."""
    if not asked.excluded.nnz:
        return np.ones((len(rows), len(helpers)), dtype=np.bool_)
    return np.asarray(asked.excluded[rows][:, helpers].toarray() == 0)
