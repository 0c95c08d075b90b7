"""Needs prepared for scoring."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from hongmajia.engine.arrays import Bools, Ints
from hongmajia.engine.facts import Need
from hongmajia.engine.places import distances


@dataclass(frozen=True, slots=True)
class SolvedBefore:
    """Distinct need texts × helpers: ``best_cosine`` to a need the helper has solved, and
    ``counts`` of similar needs solved.
    """

    best_cosine: sparse.csr_array
    counts: sparse.csr_array

    @classmethod
    def empty(cls, shape: tuple[int, int]) -> SolvedBefore:
        """No helper has solved any similar need."""
        return cls(sparse.csr_array(shape), sparse.csr_array(shape, dtype=np.int64))

    def rows(self, chosen: Ints) -> SolvedBefore:
        """The part for these need texts."""
        return SolvedBefore(self.best_cosine[chosen], self.counts[chosen])


@dataclass(frozen=True, slots=True)
class NeedBatch:
    """Needs prepared for scoring, one row each.

    ``query_rows`` gives for each need the row of its distinct text: ``words`` (TF-IDF),
    ``crafts`` (what its own words are about), ``industries`` (the crafts of its firm's industry),
    ``meaning`` (embeddings) and ``solved_before`` have one row per distinct text.
    ``category`` is a bit, 0 if unknown; ``onsite`` and ``online`` say how the need may be helped;
    ``excluded`` (needs × helpers) is 1 where a helper must not be proposed, ``required`` the
    licences that a helper must hold, as bits.
    """

    needs: tuple[Need, ...]
    query_rows: Ints
    words: sparse.csr_array
    crafts: sparse.csr_array
    industries: sparse.csr_array
    meaning: NDArray[np.float32]
    solved_before: SolvedBefore
    places: distances.PlaceArrays
    category: Ints
    onsite: Bools
    online: Bools
    excluded: sparse.csr_array
    required: Ints

    def rows(self, chosen: Ints) -> NeedBatch:
        """The needs of these rows, with only the texts they use."""
        questions, query_rows = np.unique(self.query_rows[chosen], return_inverse=True)
        return NeedBatch(
            needs=tuple(self.needs[row] for row in chosen),
            query_rows=query_rows,
            words=self.words[questions],
            crafts=self.crafts[questions],
            industries=self.industries[questions],
            meaning=self.meaning[questions],
            solved_before=self.solved_before.rows(questions),
            places=self.places.rows(chosen),
            category=self.category[chosen],
            onsite=self.onsite[chosen],
            online=self.online[chosen],
            excluded=self.excluded[chosen],
            required=self.required[chosen],
        )
