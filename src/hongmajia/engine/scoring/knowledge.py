"""What a helper knows about the subject of a need: the parts of a score from the texts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hongmajia.engine.arrays import Ints, used_numbers
from hongmajia.engine.index.helper_index import HelperIndex
from hongmajia.engine.index.needs import NeedBatch
from hongmajia.engine.index.profiles import Profiles
from hongmajia.engine.scoring import affinity
from hongmajia.engine.scoring.affinity import Weights

Matrix = NDArray[np.float32]
"""Needs × helpers, or queries × profiles."""


def profiles_of(index: HelperIndex, helpers: Ints) -> tuple[Profiles, Ints]:
    """Profiles that include those of these helpers, and the profile row of each helper.

    If most profiles are needed, all of them are returned: scoring a few more is cheaper than
    copying.
    """
    known, whose = index.arrays, index.arrays.profile_rows[helpers]
    used, profile = used_numbers(whose)
    if 2 * len(used) > len(known.profiles):
        return known.profiles, whose
    return known.profiles.select(used), profile


def knowledge_of(profiles: Profiles, weights: Weights, batch: NeedBatch, questions: Ints) -> Matrix:
    """Log-odds from words, crafts, industry and meaning, shape (queries, profiles)."""
    total = _words_and_crafts(profiles, weights, batch, questions)
    if profiles.meaning.shape[1]:
        scaled = batch.meaning[questions] * np.float32(weights.of(affinity.MEANING))
        meaning = scaled @ profiles.meaning.T
        np.maximum(meaning, 0, out=meaning)
        total += meaning
    return total


def _words_and_crafts(
    profiles: Profiles, weights: Weights, batch: NeedBatch, questions: Ints
) -> Matrix:
    """Log-odds from words, crafts and industry; of the frequent n-grams only those that occur are
    multiplied.
    """
    words = profiles.words
    scaled_words = batch.words[questions] * np.float32(weights.of(affinity.WORDS))
    scaled_crafts = batch.crafts[questions] * np.float32(weights.of(affinity.CRAFT))
    scaled_crafts += batch.industries[questions] * np.float32(weights.of(affinity.INDUSTRY))
    found = np.asarray((scaled_words @ words.rare_weights).toarray(), dtype=np.float32)
    found += scaled_crafts @ np.ascontiguousarray(profiles.crafts.T)
    dense = scaled_words[:, words.frequent].toarray()
    used = np.flatnonzero(dense.any(axis=0))
    if 4 * len(used) < 3 * len(words.frequent_weights):
        found += dense[:, used] @ words.frequent_weights[used]
    else:
        found += dense @ words.frequent_weights
    return found


def add_solved_before(
    knowledge: Matrix, weights: Weights, batch: NeedBatch, rows: Ints, helpers: Ints
) -> None:
    """Add to ``knowledge`` the log-odds from similar needs that a helper solved."""
    best_cosine = batch.solved_before.best_cosine
    if best_cosine.nnz:
        past = best_cosine[batch.query_rows[rows]][:, helpers].toarray()
        knowledge += past.astype(np.float32) * np.float32(weights.of(affinity.PAST))
