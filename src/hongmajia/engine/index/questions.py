"""What needs ask for, as words and crafts: a need's own words and its verified category outweigh
the industry of its firm.

A power station asks about its stock of spare parts: its industry must not send boiler fitters. So
the industry counts at most half as much as what was said, and nothing in categories that do not
depend on what a firm makes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from scipy import sparse

from hongmajia.engine.arrays import Bools, Ints
from hongmajia.engine.facts import Need
from hongmajia.engine.index.texts import background, own_words
from hongmajia.engine.text import crafts, ngrams
from hongmajia.engine.text.crafts import Floats

INDUSTRY_SHARE = 0.5
"""Most that the industry counts, where the need's own words count 1."""


def read_questions(
    needs: Sequence[Need], idf_weights: ngrams.IdfWeights
) -> tuple[sparse.csr_array, Floats]:
    """TF-IDF rows and craft weights of the needs; a batch at a time, so that each text is
    normalised only once.
    """
    counts, points = [], []
    for texts in ngrams.batches([own_words(need) for need in needs]):
        counts.append(ngrams.raw_counts(texts))
        points.append(crafts.craft_totals(texts))
    said = sparse.csr_array(sparse.vstack(counts, format="csr"))
    meant = np.vstack(points) + _category_points(needs, np.vstack(points))
    first, which = ngrams.distinct_rows(background(need) for need in needs)
    their_counts, hinted = _read_industries(tuple(background(needs[row]) for row in first))
    words = _with_industry(said, their_counts[which], idf_weights)
    return words, crafts.damped(meant + _limited(hinted[which], meant))


@lru_cache(maxsize=256)  # a firm's industry is one of a hundred names
def _read_industries(names: tuple[str, ...]) -> tuple[sparse.csr_array, Floats]:
    """N-gram counts and craft totals of these industries."""
    return ngrams.raw_counts(names), crafts.craft_totals(names)


def asked_crafts(need: Need) -> Floats:
    """Craft weights of one need by its own words and category alone, shape (crafts,)."""
    points = crafts.craft_totals([own_words(need)])
    weights: Floats = crafts.damped(points + _category_points([need], points))[0]
    return weights


def _category_points(needs: Sequence[Need], said: Floats) -> Floats:
    """Points for the crafts that belong to the verified categories, as many as the own words
    have in their strongest craft, times the category's share.
    """
    shares = crafts.category_shares()
    own = shares[[need.category or 0 for need in needs]]
    strength = said.max(axis=1, initial=0, keepdims=True)
    points: Floats = own * np.where(strength > 0, strength, crafts.ONE_WORD)
    return points


def _limited(hinted: Floats, meant: Floats) -> Floats:
    """The crafts of the industry, scaled so that none has more than its share of the strongest
    craft that was meant, or, where no more than hints were, more than one word has.
    """
    strongest = meant.max(axis=1, initial=0, keepdims=True)
    loudest = hinted.max(axis=1, initial=0, keepdims=True)
    is_told = strongest >= crafts.ONE_WORD
    limit = np.where(is_told, strongest * INDUSTRY_SHARE, crafts.ONE_WORD)
    factor = np.minimum(1, limit / np.where(loudest > 0, loudest, 1))
    scaled: Floats = hinted * factor
    return scaled


def _with_industry(
    said: sparse.csr_array, industries: sparse.csr_array, idf_weights: ngrams.IdfWeights
) -> sparse.csr_array:
    """TF-IDF rows: the own words, and what only the industry says up to its share of their
    length.
    """
    if not industries.nnz:
        return idf_weights.tfidf(ngrams.damped(said))
    both = sparse.csr_array(said + 1j * industries)  # real: own words, imaginary: industry
    is_said = both.data.real > 0
    both.data = both.data.real + both.data.imag
    weighed = idf_weights.weigh(ngrams.damped(both))
    row = np.repeat(np.arange(len(weighed.indptr) - 1), np.diff(weighed.indptr))
    weighed.data *= np.where(is_said, 1, _factors(weighed.data**2, is_said, row)[row])
    return ngrams.unit_rows(weighed)


def _factors(squares: Floats, is_said: Bools, row: Ints) -> Floats:
    """For each row up to the last with words the factor that limits what was not said to its
    share of the length.
    """
    said, rest = (np.bincount(row, squares * part) for part in (is_said, ~is_said))
    limit = np.where(said > 0, said * INDUSTRY_SHARE**2, rest)
    return np.sqrt(np.minimum(1, limit / np.where(rest > 0, rest, 1))).astype(np.float32)
