"""Crafts: which fields of work, and which crafts of them, a text is about.

A need and a helper may share a craft although their texts share no word (“死鱼”, “水质底质改良”).
Weights have a column per field and craft of the `taxonomy`, the fields first.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from hongmajia.engine.text.industries import industry_points
from hongmajia.engine.text.ngrams import normalise
from hongmajia.engine.text.taxonomy import taxonomy
from hongmajia.engine.text.thesaurus import crafts as thesaurus_crafts
from hongmajia.engine.text.thesaurus import fields

Floats = NDArray[np.float32]

DAMPING = 1.0
"""Constant added (in quadrature) to the norm of a text's craft weights before dividing by it, so
that a text with few craft words gets a vector clearly shorter than one.
"""
ONE_WORD = 2.0
"""Weight of a craft word of two characters."""
CATEGORY_CRAFTS = ((4, "管理与培训", 1.0), (5, "管理与培训", 0.5))
"""Crafts that a verified category indicates, and how much: 1 is as much as the need's own words.

Management is management whatever the words are about (“备件”); a lesson in welding is first of all
welding. The other categories say nothing of a craft.
"""


def craft_count() -> int:
    """The number of columns of craft weights."""
    return len(taxonomy().names)


def field_count() -> int:
    """The number of columns that are fields of work; they come first."""
    return taxonomy().field_count


def craft_weights(texts: Sequence[str]) -> sparse.csr_array:
    """Craft weights of texts, shape (texts, crafts).

    A weight is the logarithm of 1 + the summed weights of the craft's words in the text, and a
    share of it counts for the craft's field and neighbours. Each row has a length below one that
    grows with the number of craft words found.
    """
    return damped(craft_totals(texts))


def craft_totals(texts: Sequence[str]) -> sparse.csr_array:
    """The summed weights of each craft's words in the texts, shape (texts, crafts)."""
    found_in, points = taxonomy().lexicon.found_in, taxonomy().points
    rows: list[dict[int, float]] = []
    for text in texts:
        totals: dict[int, float] = {}
        for word in found_in(normalise(text)):
            for node, share in points[word]:
                totals[node] = totals.get(node, 0) + share
        rows.append(totals)
    return _as_rows(rows)


def industry_totals(names: Sequence[str]) -> sparse.csr_array:
    """The weights of the crafts that firms of these industries employ; those of the words, where
    no industry of GB/T 4754 is named.
    """
    known = [industry_points(name) for name in names]
    by_words = craft_totals([] if all(known) else names)
    unnamed = sparse.diags_array([0.0 if points else 1.0 for points in known])
    named = _as_rows(known)
    return named if all(known) else sparse.csr_array(named + unnamed @ by_words)


def _as_rows(points: Sequence[dict[int, float]]) -> sparse.csr_array:
    """Points by craft as rows of a matrix."""
    data = np.array([value for each in points for value in each.values()], dtype=np.float32)
    columns = np.array([node for each in points for node in each], dtype=np.int32)
    starts = np.cumsum([0, *map(len, points)], dtype=np.int32)
    return sparse.csr_array((data, columns, starts), shape=(len(points), craft_count()))


def damped(totals: sparse.csr_array) -> sparse.csr_array:
    """Craft weights from totals: logarithms, spread to fields and neighbours, in rows of a length
    below one.
    """
    return _divided(*_spread(totals)[1:])


def asked(totals: sparse.csr_array) -> sparse.csr_array:
    """The same weights without their spread: times `offered` ones they give the same products,
    and have a tenth of the entries.
    """
    raised, _, lengths = _spread(totals)
    return _divided(raised, lengths)


def offered(weights: sparse.csr_array) -> Floats:
    """Craft weights (`damped`) as their product with each craft alone, shape (texts, crafts)."""
    return np.asarray((weights @ taxonomy().likeness.T).toarray(), dtype=np.float32)


def in_fields(weights: sparse.csr_array) -> Floats:
    """The share of `asked` weights that falls on each field of work, shape (texts, fields)."""
    fields_of = taxonomy().likeness[:, : field_count()]
    return np.asarray((weights @ fields_of).toarray(), dtype=np.float32)


def field_weights(texts: Sequence[str]) -> Floats:
    """Weights of the fields of work alone, shape (texts, fields): logarithms of the points of each
    field and its crafts, in rows of a length below one.
    """
    totals = craft_totals(texts)
    raised = np.log1p((totals @ _field_of_each()).toarray())
    lengths = np.linalg.norm(raised, axis=1, keepdims=True)
    return np.asarray(raised / np.hypot(lengths, DAMPING), dtype=np.float32)


@cache
def _field_of_each() -> sparse.csr_array:
    """Fields and crafts × fields: 1 where a node is a field, or a craft of it."""
    names = taxonomy().names
    rows = [*range(field_count()), *(names.index(each.field) for each in thesaurus_crafts())]
    shape = (len(names), field_count())
    return sparse.csr_array((np.ones(len(rows)), (np.arange(len(rows)), rows)), shape=shape)


def _spread(totals: sparse.csr_array) -> tuple[sparse.csr_array, sparse.csr_array, Floats]:
    """Logarithms of totals, the same spread to fields and neighbours, and damped lengths."""
    raised = sparse.csr_array(
        (np.log1p(totals.data).astype(np.float32), totals.indices, totals.indptr),
        shape=totals.shape,
    )
    spread = sparse.csr_array(raised @ taxonomy().likeness)
    row = np.repeat(np.arange(spread.shape[0]), np.diff(spread.indptr))
    squares = np.bincount(row, spread.data.astype(np.float64) ** 2, minlength=spread.shape[0])
    return raised, spread, np.sqrt(squares + DAMPING**2).astype(np.float32)


def _divided(rows: sparse.csr_array, lengths: Floats) -> sparse.csr_array:
    """Each row divided by its length."""
    data = rows.data / np.repeat(lengths, np.diff(rows.indptr))
    return sparse.csr_array((data, rows.indices, rows.indptr), shape=rows.shape)


@cache
def category_shares() -> Floats:
    """How much each of the categories 1…7 indicates each craft, shape (8, crafts); row 0 is for
    needs without a verified category.
    """
    shares = np.zeros((8, craft_count()), dtype=np.float32)
    for category, craft, share in CATEGORY_CRAFTS:
        shares[category, taxonomy().names.index(craft)] = share
    return shares


def heaviest_craft(weights: Floats) -> tuple[str, str]:
    """The field with the largest weight, in Chinese and English; two empty texts if all are 0."""
    of_fields = weights[: taxonomy().field_count]
    heaviest = int(of_fields.argmax())
    if of_fields[heaviest] <= 0:
        return "", ""
    return fields()[heaviest].name, fields()[heaviest].english


def strongest_craft(text: str) -> tuple[str, str]:
    """The field that a text is most about, in Chinese and English; two empty texts if none is
    found.
    """
    return heaviest_craft(craft_weights([text]).toarray()[0])
