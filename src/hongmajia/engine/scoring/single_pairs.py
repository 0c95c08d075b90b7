"""Exact scores of given pairs: every part, their sum, and whether the pair may be proposed."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from hongmajia.engine.arrays import Bools, Floats, Ints
from hongmajia.engine.index.helper_index import HelperIndex
from hongmajia.engine.index.needs import NeedBatch
from hongmajia.engine.places import distances
from hongmajia.engine.scoring import affinity
from hongmajia.engine.scoring.pairs import ScoredPairs
from hongmajia.engine.text import crafts

STEP = 20_000
"""Pairs whose vectors are multiplied at a time, to bound memory."""


def score_pairs(index: HelperIndex, batch: NeedBatch, need: Ints, helper: Ints) -> ScoredPairs:
    """Scores of the pairs (row of ``batch``, row of the index)."""
    known, query_rows, profile = (
        index.arrays,
        batch.query_rows[need],
        index.arrays.profile_rows[helper],
    )
    places = (batch.places, need, known.places, known.place_rows[helper])
    km = distances.kilometres(*places)
    beyond = (km > known.radius_km[helper]) & ~distances.only_region_known(*places)
    parts = np.empty((len(need), len(affinity.PARTS)))
    parts[:, affinity.WORDS] = _words(index, batch, query_rows, profile)
    sides = (query_rows, known.profiles.crafts, profile)
    parts[:, affinity.CRAFT] = _nearness(batch.crafts, *sides)
    parts[:, affinity.INDUSTRY] = _nearness(batch.industries, *sides)
    parts[:, affinity.MEANING] = _cosines(
        batch.meaning, query_rows, known.profiles.meaning, profile
    )
    parts[:, affinity.PLACE] = affinity.nearness(km)
    parts[:, affinity.DISTRICT] = distances.district(*places)
    parts[:, affinity.BREADTH] = known.breadth[helper]
    parts[:, affinity.PAST] = sparse_entries(batch.solved_before.best_cosine, query_rows, helper)
    parts[:, affinity.CATEGORY] = _category(index, batch, need, helper)
    parts[:, affinity.LOAD] = affinity.availability(known.capacity)[helper]
    parts[:, affinity.STANDING] = known.standing[helper]
    return ScoredPairs(
        need=need,
        helper=helper,
        log_odds=index.weights.log_odds(parts),
        parts=parts,
        km=km,
        beyond=beyond,
        knows=index.weights.knowledge(parts) >= index.weights.floor,
        reaches=_reaches(index, batch, need, helper, beyond),
        allowed=sparse_entries(batch.excluded, need, helper) == 0,
        licensed=(batch.required[need] & ~known.licences[helper]) == 0,
    )


def score_every_pair(index: HelperIndex, batch: NeedBatch) -> ScoredPairs:
    """Scores of all helpers for each need, sorted by need; takes some hundred bytes a pair."""
    need, helper = (side.ravel() for side in np.indices((len(batch.needs), len(index))))
    return score_pairs(index, batch, need, helper)


def times_solved(batch: NeedBatch, pairs: ScoredPairs) -> Floats:
    """How many similar needs the helper of each pair has solved, shape (pairs,)."""
    return sparse_entries(batch.solved_before.counts, batch.query_rows[pairs.need], pairs.helper)


def shared_crafts(
    index: HelperIndex, batch: NeedBatch, pairs: ScoredPairs
) -> list[tuple[str, str]]:
    """The field of work that need and helper of each pair share most, in Chinese and English."""
    theirs = index.arrays.fields_of(pairs.helper)
    wanted = crafts.in_fields(batch.crafts)[batch.query_rows[pairs.need]]
    return [crafts.heaviest_craft(row) for row in wanted * theirs]


def sparse_entries(matrix: sparse.csr_array, rows: Ints, columns: Ints) -> Floats:
    """Single entries of a sparse matrix, shape (entries,); also for none, or an empty matrix."""
    if not len(rows) or not matrix.nnz:
        return np.zeros(len(rows))
    return np.asarray(matrix[rows, columns], dtype=np.float64).ravel()


def _words(index: HelperIndex, batch: NeedBatch, query_rows: Ints, profile: Ints) -> Floats:
    """Cosine of the TF-IDF rows."""
    if not len(query_rows):
        return np.zeros(0)
    both = batch.words[query_rows].multiply(index.arrays.profiles.words.by_profile[profile])
    return np.clip(np.asarray(both.sum(axis=1), dtype=np.float64), 0, 1)


def _nearness(asked: sparse.csr_array, i: Ints, offered: np.ndarray, j: Ints) -> Floats:
    """Dot products of the sparse rows i and the dense rows j."""
    if not len(i) or not asked.nnz:
        return np.zeros(len(i))
    rows = asked[i]
    pair = np.repeat(np.arange(len(i)), np.diff(rows.indptr))
    found = np.bincount(pair, rows.data * offered[j[pair], rows.indices], minlength=len(i))
    return np.clip(found, 0, 1)


def _cosines(left: np.ndarray, i: Ints, right: np.ndarray, j: Ints) -> Floats:
    """Dot products of the rows i and j, negative ones as 0."""
    found = np.zeros(len(i))
    for start in range(0, len(i), STEP):
        some = slice(start, start + STEP)
        found[some] = np.einsum("ij,ij->i", left[i[some]], right[j[some]])
    return np.clip(found, 0, 1)


def _category(index: HelperIndex, batch: NeedBatch, need: Ints, helper: Ints) -> Floats:
    """1 where the helper offers services of the need's category, else 0."""
    hit = (batch.category[need] & index.arrays.categories[helper]) != 0
    return np.asarray(hit, dtype=np.float64)


def _reaches(
    index: HelperIndex, batch: NeedBatch, need: Ints, helper: Ints, beyond: Bools
) -> Bools:
    """On site unless certainly beyond the helper's radius, or online."""
    here = batch.onsite[need] & ~beyond
    return np.asarray(here | (batch.online[need] & index.arrays.online[helper]), dtype=np.bool_)
