"""Single pairs, measured exactly: every part, the sum, and whether they may be proposed."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from hongmajia.engine.arrays import Bools, Floats, Ints
from hongmajia.engine.index.helper_index import HelperIndex
from hongmajia.engine.index.needs import Asked
from hongmajia.engine.places import distances
from hongmajia.engine.scoring import affinity
from hongmajia.engine.scoring.pairs import Pairs
from hongmajia.engine.text import crafts

STEP = 20_000
"""Pairs whose vectors are multiplied at a time, to bound memory."""


def measure(index: HelperIndex, asked: Asked, need: Ints, helper: Ints) -> Pairs:
    """The pairs named, by row of ``asked`` and of the index."""
    known, question, profile = index.known, asked.question[need], index.known.profile[helper]
    sides = (asked.places, need, known.where, known.cell[helper])
    km = distances.kilometres(*sides)
    beyond = (km > known.radius[helper]) & ~distances.only_region_known(*sides)
    parts = np.empty((len(need), len(affinity.PARTS)))
    parts[:, affinity.WORDS] = _words(index, asked, question, profile)
    parts[:, affinity.CRAFT] = _cosines(asked.crafts, question, known.profiles.crafts, profile)
    parts[:, affinity.MEANING] = _cosines(asked.meaning, question, known.profiles.meaning, profile)
    parts[:, affinity.PLACE] = affinity.nearness(km)
    parts[:, affinity.PAST] = entries(asked.past.likest, question, helper)
    parts[:, affinity.CATEGORY] = _category(index, asked, need, helper)
    parts[:, affinity.LOAD] = affinity.freedom(known.capacity)[helper]
    return Pairs(
        need=need,
        helper=helper,
        log_odds=index.weights.sum_up(parts),
        parts=parts,
        km=km,
        beyond=beyond,
        knows=index.weights.knowledge(parts) >= index.weights.floor,
        reaches=_reaches(index, asked, need, helper, beyond),
        allowed=entries(asked.excluded, need, helper) == 0,
    )


def every_pair(index: HelperIndex, asked: Asked) -> Pairs:
    """All helpers measured for each need, need by need; some hundred bytes a pair."""
    need, helper = (side.ravel() for side in np.indices((len(asked.needs), len(index))))
    return measure(index, asked, need, helper)


def times_solved(asked: Asked, pairs: Pairs) -> Floats:
    """How many needs like it the helper of each pair has solved."""
    return entries(asked.past.similar, asked.question[pairs.need], pairs.helper)


def shared_craft(index: HelperIndex, asked: Asked, need: int, helper: int) -> tuple[str, str]:
    """The craft that need and helper (by row) share most, in Chinese and English."""
    (theirs,) = index.known.crafts_of(np.array([helper]))
    return crafts.named(asked.crafts[asked.question[need]] * theirs)


def entries(matrix: sparse.csr_array, rows: Ints, columns: Ints) -> Floats:
    """Single entries of a sparse matrix; none asked, or none there, is no special case."""
    if not len(rows) or not matrix.nnz:
        return np.zeros(len(rows))
    return np.asarray(matrix[rows, columns], dtype=np.float64).ravel()


def _words(index: HelperIndex, asked: Asked, question: Ints, profile: Ints) -> Floats:
    """Cosine of the words."""
    if not len(question):
        return np.zeros(0)
    both = asked.words[question].multiply(index.known.profiles.words.rows[profile])
    return np.clip(np.asarray(both.sum(axis=1), dtype=np.float64), 0, 1)


def _cosines(left: np.ndarray, i: Ints, right: np.ndarray, j: Ints) -> Floats:
    """Products of rows i and j, none below 0."""
    found = np.zeros(len(i))
    for start in range(0, len(i), STEP):
        some = slice(start, start + STEP)
        found[some] = np.einsum("ij,ij->i", left[i[some]], right[j[some]])
    return np.clip(found, 0, 1)


def _category(index: HelperIndex, asked: Asked, need: Ints, helper: Ints) -> Floats:
    """1 where the helper offers services of the need's category."""
    hit = (asked.category[need] & index.known.categories[helper]) != 0
    return np.asarray(hit, dtype=np.float64)


def _reaches(index: HelperIndex, asked: Asked, need: Ints, helper: Ints, beyond: Bools) -> Bools:
    """On site unless it is surely beyond the radius, or online."""
    here = asked.onsite[need] & ~beyond
    return np.asarray(here | (asked.online[need] & index.known.online[helper]), dtype=np.bool_)
