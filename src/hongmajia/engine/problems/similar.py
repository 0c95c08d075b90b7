"""Needs that ask much the same: shown while one is being written, and offered for merging."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from hongmajia.engine.text import ngrams, shared_words

LEAST = 0.15
"""Cosine below which two needs have nothing to say to each other."""


@dataclass(frozen=True, slots=True)
class Similar:
    """A need like the one asked about: cosine 0…1 and the words both use."""

    id: str
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class NeedIndex:
    """Texts of needs, ready to be compared. Counting is done once per text, so adding is cheap."""

    ids: tuple[str, ...]
    contents: tuple[str, ...]
    counts: sparse.csr_array

    @classmethod
    def build(cls, ids: Iterable[str], contents: Iterable[str]) -> NeedIndex:
        """An index of these needs; ids and texts go in step."""
        known = tuple(contents)
        return cls(tuple(ids), known, ngrams.count(known))

    def added(self, ids: Sequence[str], contents: Sequence[str]) -> NeedIndex:
        """A new index that knows these needs too; only they are counted."""
        counts = sparse.vstack([self.counts, ngrams.count(contents)], format="csr")
        return NeedIndex((*self.ids, *ids), (*self.contents, *contents), sparse.csr_array(counts))

    def similar(self, text: str, k: int = 5, least: float = LEAST) -> list[Similar]:
        """The k needs most like this text, the likest first; none below ``least``."""
        cosines = np.asarray(
            (self._weighed @ self._rarity.weigh(ngrams.count([text])).T).todense()
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
    def _rarity(self) -> ngrams.Rarity:
        """How telling each n-gram is among these needs."""
        return ngrams.Rarity.of(self.counts)

    @cached_property
    def _weighed(self) -> sparse.csr_array:
        """The needs as rows of length one."""
        return self._rarity.weigh(self.counts)
