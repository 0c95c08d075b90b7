"""Scores of all helpers for a batch of needs, exactly, as matrix products.

Texts are compared once per distinct query and profile: frequent n-grams by dense products, rare
ones by a sparse product. Distances are computed once per distinct place. In a round only helpers
who know a subject are scored further, so a helper costs a need some nanoseconds, yet every
suitable helper is found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hongmajia.engine.arrays import Bools, Floats, Ints, chunks, used_numbers
from hongmajia.engine.index.helper_index import HelperIndex
from hongmajia.engine.index.needs import NeedBatch
from hongmajia.engine.places import distances
from hongmajia.engine.scoring import affinity
from hongmajia.engine.scoring.affinity import Weights
from hongmajia.engine.scoring.knowledge import (
    Matrix,
    add_solved_before,
    knowledge_of,
    profiles_of,
)
from hongmajia.engine.scoring.largest import largest_per_row
from hongmajia.engine.scoring.pairs import ScoredPairs
from hongmajia.engine.scoring.single_pairs import score_pairs

PAIRS_AT_ONCE = 4_000_000
"""Pairs scored at a time, to bound memory: some 20 bytes each."""
NEEDS_TOGETHER = 128
"""Needs that are scored together with the helpers who know the subject of any of them."""
ROUNDING = 1e-4
"""Log-odds by which a sum in single precision may fall short of the exact one."""


@dataclass(frozen=True, slots=True)
class HelperScores:
    """Scores of some needs (``rows`` of a batch) × ``helpers`` (rows of the index).

    ``knowledge`` and ``log_odds`` are single precision; ``reachable`` says that the helper can
    come or guide online, ``allowed`` that the need does not exclude them and that they hold the
    licences that it requires.
    """

    rows: Ints
    helpers: Ints
    knowledge: Matrix
    log_odds: Matrix
    reachable: Bools
    allowed: Bools

    def suitable(self, floor: float) -> Bools:
        """Which pairs may be proposed, given the least knowledge; pairs within `ROUNDING` of it
        are included.
        """
        return np.asarray((self.knowledge >= floor - ROUNDING) & self.reachable & self.allowed)


def score_all_helpers(index: HelperIndex, batch: NeedBatch) -> HelperScores:
    """Scores of every helper for each need of the batch."""
    rows, helpers = np.arange(len(batch.needs)), np.arange(len(index))
    questions = np.arange(batch.words.shape[0])
    knowledge = knowledge_of(index.arrays.profiles, index.weights, batch, questions)
    return _scores(
        index, batch, rows, helpers, knowledge[np.ix_(batch.query_rows, index.arrays.profile_rows)]
    )


def score_knowledgeable_helpers(
    index: HelperIndex, batch: NeedBatch, helper_mask: Bools | None = None
) -> Iterator[HelperScores]:
    """Scores of the helpers (within ``helper_mask``) who know the subject of a need.

    Yields blocks of needs with all helpers who know the subject of at least one of them; the more
    alike consecutive needs are, the smaller the blocks. Every suitable pair is in exactly one
    block.
    """
    helpers = np.arange(len(index)) if helper_mask is None else np.flatnonzero(helper_mask)
    profiles, profile = profiles_of(index, helpers)
    together = min(NEEDS_TOGETHER, PAIRS_AT_ONCE // max(1, len(helpers)))
    for rows in chunks(np.arange(len(batch.needs)), PAIRS_AT_ONCE // max(1, len(profiles))):
        questions, query_rows = np.unique(batch.query_rows[rows], return_inverse=True)
        knowledge = knowledge_of(profiles, index.weights, batch, questions)
        knows = knowledge >= index.weights.floor - ROUNDING
        for some in chunks(np.arange(len(rows)), together):
            knowing: Bools = np.any(knows[np.unique(query_rows[some])], axis=0)[profile]
            solved_similar = np.zeros(len(index), dtype=np.bool_)
            solved_similar[
                batch.solved_before.best_cosine[batch.query_rows[rows[some]]].indices
            ] = True
            knowing |= solved_similar[helpers]
            beside = np.ix_(query_rows[some], profile[knowing])
            yield _scores(index, batch, rows[some], helpers[knowing], knowledge[beside])


def best_pairs(
    index: HelperIndex, batch: NeedBatch, k: int, helper_mask: Bools | None = None
) -> ScoredPairs:
    """The k best suitable helpers (within ``helper_mask``) of each need, all helpers
    considered.
    """
    return best_pairs_and_counts(index, batch, k, helper_mask)[0]


def best_pairs_and_counts(
    index: HelperIndex, batch: NeedBatch, k: int, helper_mask: Bools | None = None
) -> tuple[ScoredPairs, Ints]:
    """The k best suitable helpers (within ``helper_mask``) of each need, and the number of
    suitable helpers per need.
    """
    counts = np.zeros(len(batch.needs), dtype=np.int64)
    found = [(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))]
    for block in score_knowledgeable_helpers(index, batch, helper_mask):
        suitable = block.suitable(index.weights.floor)
        counts[block.rows] = suitable.sum(axis=1)
        need, helper = largest_per_row(np.where(suitable, block.log_odds, -np.inf), k)
        found.append((block.rows[need], block.helpers[helper]))
    need, helper = (np.concatenate(side) for side in zip(*found, strict=True))
    pairs = score_pairs(index, batch, need, helper)
    return pairs.select(pairs.suitable).best(k), counts


def _scores(
    index: HelperIndex, batch: NeedBatch, rows: Ints, helpers: Ints, knowledge: Matrix
) -> HelperScores:
    """The scores of these needs and helpers; ``knowledge`` is what the profiles contribute, to
    which needs solved before are added here.
    """
    add_solved_before(knowledge, index.weights, batch, rows, helpers)
    cells, cell = used_numbers(index.arrays.place_rows[helpers])
    km, vague, district = _distances(index, batch, rows, cells)
    return HelperScores(
        rows=rows,
        helpers=helpers,
        knowledge=knowledge,
        log_odds=_log_odds(index, batch, rows, helpers, knowledge, (km, district, cell)),
        reachable=_reachable(index, batch, rows, helpers, (np.where(vague, 0, km), cell)),
        allowed=_allowed(index, batch, rows, helpers),
    )


KmByPlace = tuple[NDArray[np.float32], Ints]
"""Kilometres, shape (needs, distinct places), and the column of each helper's place."""


def _distances(
    index: HelperIndex, batch: NeedBatch, rows: Ints, cells: Ints
) -> tuple[NDArray[np.float32], Bools, NDArray[np.float64]]:
    """Kilometres between needs and these places, where only the region is known, and how far they
    are of one union; all of shape (needs, places).
    """
    shape = (len(rows), len(cells))
    need, place = (side.ravel() for side in np.indices(shape))
    sides = (batch.places, rows[need], index.arrays.places, cells[place])
    km = distances.kilometres(*sides).astype(np.float32).reshape(shape)
    vague, district = distances.only_region_known(*sides), distances.district(*sides)
    return km, vague.reshape(shape), district.reshape(shape)


def _log_odds(
    index: HelperIndex,
    batch: NeedBatch,
    rows: Ints,
    helpers: Ints,
    knowledge: Matrix,
    places: tuple[NDArray[np.float32], NDArray[np.float64], Ints],
) -> Matrix:
    """The sum of all parts, shape (needs, helpers); ``places`` are kilometres and district, shape
    (needs, distinct places), and the column of each helper's place.
    """
    known, weights, (km, district, cell) = index.arrays, index.weights, places
    near = affinity.nearness(km.astype(np.float64)) * weights.of(affinity.PLACE)
    near += district * weights.of(affinity.DISTRICT)
    log_odds = np.take(near.astype(np.float32), cell, axis=1)
    log_odds += knowledge
    log_odds += _whatever_the_need(index, helpers).astype(np.float32)
    _add_category(log_odds, weights, batch.category[rows], known.categories[helpers])
    return log_odds


def _whatever_the_need(index: HelperIndex, helpers: Ints) -> Floats:
    """The parts that depend on the helper alone, and the bias, shape (helpers,)."""
    known, of = index.arrays, index.weights.of
    return (
        of(affinity.LOAD) * affinity.availability(known.capacity[helpers])
        + of(affinity.BREADTH) * known.breadth[helpers]
        + of(affinity.STANDING) * known.standing[helpers]
        + index.weights.bias
    )


def _add_category(log_odds: Matrix, weights: Weights, wanted: Ints, offered: Ints) -> None:
    """Add to ``log_odds`` what a helper gains who offers the category of a need."""
    for category in np.unique(wanted[wanted > 0]):
        offers = (offered & category) != 0
        gain = np.float32(weights.of(affinity.CATEGORY)) * offers.astype(np.float32)
        log_odds[wanted == category] += gain


def _reachable(
    index: HelperIndex, batch: NeedBatch, rows: Ints, helpers: Ints, km_by_place: KmByPlace
) -> Bools:
    """Who can come, or guide online; the distance is taken as 0 where only the region
    is known.
    """
    km, cell = km_by_place
    guides, radius = index.arrays.online[helpers], index.arrays.radius_km[helpers]
    onsite, online = batch.onsite[rows], batch.online[rows]
    reachable = onsite[:, None] | (online[:, None] & guides)
    for some, tied in ((onsite & online, ~guides), (onsite & ~online, True)):
        bound = np.flatnonzero(tied & np.isfinite(radius))
        there = np.flatnonzero(some)
        if len(there) and len(bound):
            far = km[np.ix_(there, cell[bound])] > radius[bound]
            reachable[np.ix_(there, bound)] = ~far
    return reachable


def _allowed(index: HelperIndex, batch: NeedBatch, rows: Ints, helpers: Ints) -> Bools:
    """Where the need does not exclude the helper, who holds the licences that it requires."""
    allowed = np.ones((len(rows), len(helpers)), dtype=np.bool_)
    if batch.excluded.nnz:
        allowed = np.asarray(batch.excluded[rows][:, helpers].toarray() == 0)
    required, held = batch.required[rows], index.arrays.licences[helpers]
    for licences in np.unique(required[required > 0]):
        allowed[required == licences] &= (licences & ~held) == 0
    return allowed
