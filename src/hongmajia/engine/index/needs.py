"""TODO."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from hongmajia.engine.arrays import Bools, Ints
from hongmajia.engine.facts import Need
from hongmajia.engine.places import distances


@dataclass(frozen=True, slots=True)
class Past:
    """Questions × helpers: the cosine of the likest need solved, and how many like it were."""

    likest: sparse.csr_array
    similar: sparse.csr_array

    @classmethod
    def nothing(cls, shape: tuple[int, int]) -> Past:
        """Nobody has solved anything."""
        return cls(sparse.csr_array(shape), sparse.csr_array(shape, dtype=np.int64))


@dataclass(frozen=True, slots=True)
class Asked:
    """Needs, made ready to be compared, a row each.

    ``question`` says which of the different questions a need asks: ``words``, ``crafts``,
    ``meaning`` and ``past`` have a row for each of those. ``category`` is a bit, 0 where none is
    said; ``onsite`` and ``online``: how the need may be helped; ``excluded`` (needs × helpers) is 1
    where a helper must not be proposed.
    """

    needs: tuple[Need, ...]
    question: Ints
    words: sparse.csr_array
    crafts: NDArray[np.float32]
    meaning: NDArray[np.float32]
    past: Past
    places: distances.PlaceArrays
    category: Ints
    onsite: Bools
    online: Bools
    excluded: sparse.csr_array

    def rows(self, chosen: Ints) -> Asked:
        """Some of the needs only."""
        questions, question = np.unique(self.question[chosen], return_inverse=True)
        past = self.past
        return Asked(
            needs=tuple(self.needs[row] for row in chosen),
            question=question,
            words=self.words[questions],
            crafts=self.crafts[questions],
            meaning=self.meaning[questions],
            past=Past(past.likest[questions], past.similar[questions]),
            places=self.places.rows(chosen),
            category=self.category[chosen],
            onsite=self.onsite[chosen],
            online=self.online[chosen],
            excluded=self.excluded[chosen],
        )
