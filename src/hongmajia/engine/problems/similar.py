"""Needs similar to a text: shown while a need is being written, and offered for merging."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from hongmajia.engine.text import ngrams, shared_words

LEAST = 0.15
"""Cosine below which two needs are not similar."""


@dataclass(frozen=True, slots=True)
class Similar:
    """A need similar to the text: cosine 0…1, and the words both share."""

    id: str
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class NeedIndex:
    """Texts of needs, ready to be compared. Each text is counted once, so adding needs
    is cheap.
    """

    ids: tuple[str, ...]
    contents: tuple[str, ...]
    counts: sparse.csr_array

    @classmethod
    def build(cls, ids: Iterable[str], contents: Iterable[str]) -> NeedIndex:
        """An index of these needs; ids and texts correspond by position."""
        known = tuple(contents)
        return cls(tuple(ids), known, ngrams.count_ngrams(known))

    def added(self, ids: Sequence[str], contents: Sequence[str]) -> NeedIndex:
        """A new index with these needs added; only they are counted."""
        counts = sparse.vstack([self.counts, ngrams.count_ngrams(contents)], format="csr")
        return NeedIndex((*self.ids, *ids), (*self.contents, *contents), sparse.csr_array(counts))

    def similar(self, text: str, k: int = 5, least: float = LEAST) -> list[Similar]:
        """The k needs most similar to this text, the most similar first; none below ``least``."""
        cosines = np.asarray(
            (self._tfidf @ self._idf_weights.tfidf(ngrams.count_ngrams([text])).T).todense()
        ).ravel()
        order = np.argsort(-cosines, kind="stable")[:k]
        return [
            Similar(
                self.ids[row],
                float(cosines[row]),
                shared_words.shared_words(text, (self.contents[row],)),
            )
            for row in order
            if cosines[row] >= least
        ]

    @cached_property
    def _idf_weights(self) -> ngrams.IdfWeights:
        """Inverse document frequencies among these needs."""
        return ngrams.IdfWeights.fit(self.counts)

    @cached_property
    def _tfidf(self) -> sparse.csr_array:
        """TF-IDF rows of the needs."""
        return self._idf_weights.tfidf(self.counts)
