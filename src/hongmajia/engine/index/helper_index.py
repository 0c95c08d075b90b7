"""The helper index: built once from the helpers, asked many times.

All of it is arrays, so that processes can share it (`keeping`) and it pickles cheaply to those of
an executor. `measuring` compares single pairs with it, `sweeping` all helpers with some needs.
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
from hongmajia.engine.index.helper_sequence import Roster
from hongmajia.engine.index.needs import Asked, Past
from hongmajia.engine.index.profiles import HelperArrays
from hongmajia.engine.index.texts import problem, question
from hongmajia.engine.places import distances, regions
from hongmajia.engine.scoring import affinity
from hongmajia.engine.scoring.affinity import Weights
from hongmajia.engine.text import crafts, ngrams
from hongmajia.engine.text.embedding import Vectors
from hongmajia.engine.text.meaning import Meaning

SIMILAR = 0.2
"""Cosine from which a solved need counts as one of the same kind."""
LIKEST = 200
"""Different needs solved that count as one of the same kind, the likest of them."""


class HelperIndex:
    """The helpers made ready to be compared, and what they are compared by."""

    def __init__(
        self,
        helpers: Sequence[Helper],
        known: HelperArrays,
        weights: Weights,
        meaning: Meaning | None = None,
    ) -> None:
        """Use `build`, or `keeping.load_index`; ``home`` is where a kept one lies."""
        self.helpers = Roster.of(helpers, known.capacity)
        self.known = known
        self.weights = weights
        self.meaning = meaning
        self.home: Path | None = None
        self.position: Mapping[str, int] = {name: row for row, name in enumerate(self.helpers.ids)}

    @classmethod
    def build(
        cls,
        helpers: Iterable[Helper],
        weights: Weights | None = None,
        meaning: Meaning | None = None,
    ) -> HelperIndex:
        """An index of these helpers; ids must differ and capacities must not be negative.

        With ``meaning`` it also compares what texts mean; this embeds every profile not kept yet.
        """
        facts = tuple(helpers)
        require_distinct(helper.id for helper in facts)
        for helper in facts:
            if (least := min(helper.capacity, helper.weekly or 0)) < 0:
                raise EngineError("negative_capacity", id=helper.id, capacity=least)
        fitted = weights or affinity.fitted(meaning is not None)
        return cls(facts, HelperArrays.of(facts, meaning), fitted, meaning)

    def with_capacity(self, capacity: Mapping[str, int]) -> HelperIndex:
        """The same index with other capacities, by helper id; those not named keep theirs.

        What a helper knows changes seldom, how much he can take with every job: this costs a copy
        of one column, not a new index.
        """
        left = self.capacity.copy()
        for name, room in capacity.items():
            if name in self.position:
                left[self.position[name]] = room
        return self.with_room(left)

    def with_room(self, capacity: Ints) -> HelperIndex:
        """The same index with other capacities, row by row."""
        other = copy(self)
        other.meaning = self.meaning  # a copy travels without
        other.known = replace(self.known, capacity=capacity)
        other.helpers = self.helpers.with_capacity(capacity)
        return other

    def __len__(self) -> int:
        """How many helpers."""
        return len(self.known.capacity)

    def __getstate__(self) -> dict[str, Any]:
        """An embedder stays where it is: what travels to others is made ready here."""
        return {**self.__dict__, "meaning": None}

    @property
    def capacity(self) -> Ints:
        """How many more needs each helper may take."""
        return self.known.capacity

    @property
    def weekly(self) -> Ints:
        """How many needs each helper takes in a later week."""
        return self.known.weekly

    # --- asking

    def vectors_of(self, needs: Sequence[Need]) -> Vectors:
        """What the needs mean, a row each."""
        if self.meaning is None:
            return np.zeros((len(needs), self.known.profiles.meaning.shape[1]), np.float32)
        return self.meaning.asked([question(need) for need in needs])

    def ask(self, needs: Sequence[Need]) -> Asked:
        """The needs as this index compares them."""
        rarity = ngrams.Rarity(self.known.rarity)
        first, which = ngrams.different((need.title, need.text, need.industry) for need in needs)
        asking = [needs[row] for row in first]
        words, fields = _read([question(need) for need in asking])
        category = [0 if need.category is None else 1 << need.category for need in needs]
        return Asked(
            needs=tuple(needs),
            question=which,
            words=rarity.weigh(words),
            crafts=fields,
            meaning=self.vectors_of(asking),
            past=self._past(asking, rarity),
            places=distances.PlaceArrays.of([regions.place_of(need) for need in needs]),
            category=np.array(category, dtype=np.int64),
            onsite=np.array([need.mode != Mode.ONLINE for need in needs], dtype=np.bool_),
            online=np.array([need.mode != Mode.ONSITE for need in needs], dtype=np.bool_),
            excluded=self._excluded(needs),
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

    def _past(self, needs: Sequence[Need], rarity: ngrams.Rarity) -> Past:
        """How the needs resemble the needs that helpers have solved; an industry is no likeness."""
        shape = (len(needs), len(self))
        if not self.known.solved.nnz:
            return Past.nothing(shape)
        asked = [problem(need).replace(need.industry or "\0", " ") for need in needs]
        words = rarity.weigh(ngrams.count(asked))
        near = top_products(words, self.known.solved.T, LIKEST, SIMILAR)
        solvers = self.known.solvers[near.coords[1]]
        solver, often = solvers.indices.astype(np.int64), np.diff(solvers.indptr)
        need, cosine = (
            np.repeat(near.coords[0].astype(np.int64), often),
            np.repeat(near.data, often),
        )
        order = np.lexsort((cosine, solver, need))
        last = np.flatnonzero(np.diff(need[order] * len(self) + solver[order], append=-1))
        likest = order[last]
        return Past(
            sparse.csr_array((cosine[likest], (need[likest], solver[likest])), shape=shape),
            sparse.csr_array((solvers.data, (need, solver)), shape=shape),
        )


def _read(questions: Sequence[str]) -> tuple[sparse.csr_array, Vectors]:
    """The n-grams and the crafts of texts; some at a time, so that each is cleaned only once."""
    parts = ngrams.batches(questions)
    words, fields = zip(*((ngrams.count(part), crafts.weigh(part)) for part in parts), strict=True)
    return sparse.csr_array(sparse.vstack(words, format="csr")), np.vstack(fields)


def top_products(
    left: sparse.sparray, right: sparse.sparray, k: int, least: float | None = None
) -> sparse.coo_array:
    """The k largest entries (above ``least``) of each row of a sparse product."""
    product = sp_matmul_topn(
        sparse.csr_matrix(left), sparse.csr_matrix(right), top_n=k, threshold=least
    )
    return sparse.coo_array(product)
