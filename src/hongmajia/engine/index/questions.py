"""What needs ask for, as words and crafts: a need's own words and its verified category outweigh
the industry of its firm.

A power station asks about its stock of spare parts: its industry must not send boiler fitters. So
in words the industry counts at most half as much as what was said, the crafts it employs are a
part of their own, and both are nothing in categories that do not depend on what a firm makes.
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
from hongmajia.engine.text.likely import likely_totals

INDUSTRY_SHARE = 0.5
"""Most that the words of the industry count, where the need's own words count 1."""


def read_questions(
    needs: Sequence[Need], idf_weights: ngrams.IdfWeights
) -> tuple[sparse.csr_array, sparse.csr_array, sparse.csr_array]:
    """TF-IDF rows, and what the own words and the industries ask of crafts, a row for each need;
    a batch at a time, so that each text is normalised only once.
    """
    counts, points = [], []
    for texts in ngrams.batches([own_words(need) for need in needs]):
        counts.append(ngrams.raw_counts(texts))
        points.append(_points(texts, counts[-1]))
    said = sparse.csr_array(sparse.vstack(counts, format="csr"))
    meant = sparse.csr_array(sparse.vstack(points, format="csr"))
    first, which = ngrams.distinct_rows(background(need) for need in needs)
    named, employed = _read_industries(tuple(background(needs[row]) for row in first))
    words = _with_industry(said, named[which], idf_weights)
    return words, crafts.asked(_with_category(needs, meant)), employed[which]


def _points(texts: Sequence[str], counts: sparse.csr_array) -> sparse.csr_array:
    """Craft totals: by the words of the thesaurus, and by parts of them."""
    return sparse.csr_array(crafts.craft_totals(texts) + likely_totals(counts))


@lru_cache(maxsize=256)  # a firm's industry is one of a hundred names
def _read_industries(names: tuple[str, ...]) -> tuple[sparse.csr_array, sparse.csr_array]:
    """N-gram counts and craft weights of these industries."""
    return ngrams.raw_counts(names), crafts.asked(crafts.industry_totals(names))


def asked_crafts(need: Need) -> Floats:
    """Craft weights of one need by its own words and category alone, shape (crafts,)."""
    points = crafts.craft_totals([own_words(need)])
    weights: Floats = crafts.damped(_with_category([need], points)).toarray()[0]
    return weights


def _with_category(needs: Sequence[Need], said: sparse.csr_array) -> sparse.csr_array:
    """The totals, with points for the crafts that belong to the verified categories: as many as
    the own words have in their strongest craft, times the category's share.
    """
    shares = sparse.csr_array(crafts.category_shares()[[need.category or 0 for need in needs]])
    if not shares.nnz:
        return said
    strength = said.max(axis=1).toarray().ravel()
    factors = sparse.diags_array(np.where(strength > 0, strength, crafts.ONE_WORD))
    return sparse.csr_array(said + sparse.csr_array(factors @ shares, dtype=np.float32))


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
