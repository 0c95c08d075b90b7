"""The helper index: built once, used for many needs.

All of it is arrays, so that processes can share it (`storage`) and it pickles cheaply.
`scoring.single_pairs` scores single pairs with it, `scoring.all_helpers` all helpers at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse
from sparse_dot_topn import sp_matmul_topn

from hongmajia.engine.arrays import Ints
from hongmajia.engine.facts import EngineError, Helper, Mode, Need, require_distinct
from hongmajia.engine.index.helper_sequence import HelperSequence
from hongmajia.engine.index.needs import NeedBatch, SolvedBefore
from hongmajia.engine.index.profiles import HelperArrays, licence_bits
from hongmajia.engine.index.questions import read_questions
from hongmajia.engine.index.texts import background, own_words, query_text
from hongmajia.engine.places import distances, regions
from hongmajia.engine.scoring import affinity
from hongmajia.engine.scoring.affinity import Weights
from hongmajia.engine.text import ngrams
from hongmajia.engine.text.embedding import Vectors
from hongmajia.engine.text.meaning import Meaning

LEAST_SIMILARITY = 0.2
"""Cosine from which a solved need counts as similar."""
MOST_SIMILAR = 200
"""Distinct solved needs that count as similar to one need, those of the highest cosine."""


class HelperIndex:
    """Helpers prepared for scoring, with the weights of the score.

    ``position`` maps helper ids to rows, ``stored_in`` is the folder of a stored index.
    """

    def __init__(
        self,
        helpers: Sequence[Helper],
        arrays: HelperArrays,
        weights: Weights,
        meaning: Meaning | None = None,
    ) -> None:
        """For internal use: call `build` or `storage.load_index`."""
        self.helpers = HelperSequence.of(helpers, arrays.capacity)
        self.arrays = arrays
        self.weights = weights
        self.meaning = meaning
        self.stored_in: Path | None = None
        self.position: Mapping[str, int] = {name: row for row, name in enumerate(self.helpers.ids)}

    @classmethod
    def build(
        cls,
        helpers: Iterable[Helper],
        weights: Weights | None = None,
        meaning: Meaning | None = None,
    ) -> HelperIndex:
        """An index of these helpers.

        With ``meaning`` texts are also compared by their embeddings; every profile without a
        stored vector is embedded now. Raises `EngineError` for an id that occurs twice and a
        negative capacity.
        """
        facts = tuple(helpers)
        require_distinct(helper.id for helper in facts)
        for helper in facts:
            if (least := min(helper.capacity, helper.weekly or 0)) < 0:
                raise EngineError("negative_capacity", id=helper.id, capacity=least)
        fitted = weights or affinity.fitted_weights(meaning is not None)
        return cls(facts, HelperArrays.of(facts, meaning), fitted, meaning)

    def with_capacity(self, capacity: Mapping[str, int]) -> HelperIndex:
        """A copy of the index with other capacities, by helper id; all others keep theirs.

        Profiles change seldom, free capacity with every job; this copies one column only. Unknown
        ids are ignored.
        """
        left = self.capacity.copy()
        for name, free in capacity.items():
            if name in self.position:
                left[self.position[name]] = free
        return self.with_capacities(left)

    def with_capacities(self, capacity: Ints) -> HelperIndex:
        """A copy of the index with other capacities, one for each helper."""
        other = copy(self)
        other.meaning = self.meaning  # `copy` uses `__getstate__`, which drops it
        other.arrays = replace(self.arrays, capacity=capacity)
        other.helpers = self.helpers.with_capacity(capacity)
        return other

    def __len__(self) -> int:
        """The number of helpers."""
        return len(self.arrays.capacity)

    def __getstate__(self) -> dict[str, Any]:
        """The state to pickle: without the embedder, which stays in its process."""
        return {**self.__dict__, "meaning": None}

    @property
    def capacity(self) -> Ints:
        """How many more needs each helper can take."""
        return self.arrays.capacity

    @property
    def weekly(self) -> Ints:
        """How many needs each helper takes in each later week."""
        return self.arrays.weekly

    def embed_needs(self, needs: Sequence[Need]) -> Vectors:
        """Embeddings of the needs, shape (needs, dimensions); zeros without an embedder."""
        if self.meaning is None:
            return np.zeros((len(needs), self.arrays.profiles.meaning.shape[1]), np.float32)
        return self.meaning.embed_queries([query_text(need) for need in needs])

    def prepare(self, needs: Sequence[Need]) -> NeedBatch:
        """The needs prepared for scoring with this index; equal texts are read once."""
        idf_weights = ngrams.IdfWeights(self.arrays.idf)
        first, which = ngrams.distinct_rows(map(_question, needs))
        distinct = [needs[row] for row in first]
        words, crafts_of, industries = read_questions(distinct, idf_weights)
        category = [0 if need.category is None else 1 << need.category for need in needs]
        return NeedBatch(
            needs=tuple(needs),
            query_rows=which,
            words=words,
            crafts=crafts_of,
            industries=industries,
            meaning=self.embed_needs(distinct),
            solved_before=self._past(distinct, idf_weights),
            places=distances.PlaceArrays.of([regions.place_of(need) for need in needs]),
            category=np.array(category, dtype=np.int64),
            onsite=np.array([need.mode != Mode.ONLINE for need in needs], dtype=np.bool_),
            online=np.array([need.mode != Mode.ONSITE for need in needs], dtype=np.bool_),
            excluded=self._excluded(needs),
            required=np.array([licence_bits(need.required) for need in needs], dtype=np.int64),
        )

    def _excluded(self, needs: Sequence[Need]) -> sparse.csr_array:
        """Needs × helpers: 1 where the need excludes the helper."""
        pairs = [
            (row, self.position[name])
            for row, need in enumerate(needs)
            for name in need.excluded
            if name in self.position
        ]
        sides = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        shape = (len(needs), len(self))
        return sparse.csr_array((np.ones(len(pairs), np.int8), tuple(sides)), shape=shape)

    def _past(self, needs: Sequence[Need], idf_weights: ngrams.IdfWeights) -> SolvedBefore:
        """Similarity of the needs to the needs that helpers have solved.

        The name of the need's own industry is left out of the comparison: sharing it is no
        similarity.
        """
        shape = (len(needs), len(self))
        if not self.arrays.solved_needs.nnz:
            return SolvedBefore.empty(shape)
        queries = [own_words(need).replace(need.industry or "\0", " ") for need in needs]
        words = idf_weights.tfidf(ngrams.count_ngrams(queries))
        near = top_products(words, self.arrays.solved_needs.T, MOST_SIMILAR, LEAST_SIMILARITY)
        solver_counts = self.arrays.solver_counts[near.coords[1]]
        solver, often = solver_counts.indices.astype(np.int64), np.diff(solver_counts.indptr)
        need, cosine = (
            np.repeat(near.coords[0].astype(np.int64), often),
            np.repeat(near.data, often),
        )
        order = np.lexsort((cosine, solver, need))
        last = np.flatnonzero(np.diff(need[order] * len(self) + solver[order], append=-1))
        best_cosine = order[last]
        return SolvedBefore(
            sparse.csr_array(
                (cosine[best_cosine], (need[best_cosine], solver[best_cosine])), shape=shape
            ),
            sparse.csr_array((solver_counts.data, (need, solver)), shape=shape),
        )


def _question(need: Need) -> tuple[object, ...]:
    """What of a need is compared with what helpers know."""
    return need.title, need.text, background(need), need.category


def top_products(
    left: sparse.sparray, right: sparse.sparray, k: int, least: float | None = None
) -> sparse.coo_array:
    """The k largest entries (above ``least``) of each row of a sparse product."""
    product = sp_matmul_topn(
        sparse.csr_matrix(left), sparse.csr_matrix(right), top_n=k, threshold=least
    )
    return sparse.coo_array(product)
