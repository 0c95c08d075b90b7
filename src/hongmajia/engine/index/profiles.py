"""Helpers as arrays: everything about them that does not depend on a need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from hongmajia.engine.arrays import Bools, Floats, Ints
from hongmajia.engine.facts import Helper
from hongmajia.engine.index.texts import profile
from hongmajia.engine.places import distances, regions
from hongmajia.engine.text import crafts, ngrams
from hongmajia.engine.text.embedding import Vectors
from hongmajia.engine.text.meaning import Meaning

FREQUENT = 0.05
"""Share of the profiles from which an n-gram counts as frequent."""
MOST_FREQUENT = 512
"""Most n-grams kept as rows of their own; it bounds memory (400 MB at 200,000 profiles)."""


@dataclass(frozen=True, slots=True)
class Words:
    """TF-IDF twice: a row a profile for single pairs; and turned around, a row an n-gram, for many.

    Of the latter the ``frequent`` n-grams, where nearly all the work is, are dense rows of
    ``common``, and after them a row for each craft; all other n-grams are in ``rare``.
    """

    rows: sparse.csr_array
    frequent: Ints
    common: NDArray[np.float32]
    rare: sparse.csr_array

    @classmethod
    def of(cls, rows: sparse.csr_array, crafts: NDArray[np.float32]) -> Words:
        """Both ways from the one; ``crafts`` has a row a profile."""
        turned = sparse.csr_array(rows.T)
        holders = np.diff(turned.indptr)
        frequent = np.flatnonzero(holders > FREQUENT * rows.shape[0])
        frequent = frequent[np.argsort(-holders[frequent], kind="stable")][:MOST_FREQUENT]
        common = np.vstack([turned[frequent].toarray(), crafts.T]).astype(np.float32)
        rare = np.ones(len(holders), dtype=np.bool_)
        rare[frequent] = False
        turned.data *= np.repeat(rare, holders)
        turned.eliminate_zeros()
        return cls(rows, frequent.astype(np.int64), common, turned)

    def only(self, rows: Ints) -> Words:
        """Some of the rows."""
        return Words(self.rows[rows], self.frequent, self.common[:, rows], self.rare[:, rows])


@dataclass(frozen=True, slots=True)
class Profiles:
    """What helpers say of themselves, a row for each different text: read and compared once,
    however many say the same. ``meaning`` has no columns where there is no embedder.
    """

    words: Words
    crafts: NDArray[np.float32]
    meaning: Vectors

    def __len__(self) -> int:
        """How many different ones."""
        return len(self.crafts)

    def only(self, rows: Ints) -> Profiles:
        """Some of them."""
        return Profiles(self.words.only(rows), self.crafts[rows], self.meaning[rows])


@dataclass(frozen=True, slots=True)
class HelperArrays:
    """What is known of the helpers, a row each.

    ``profiles`` holds the different texts, and ``profile`` says which is whose; so do ``where`` and
    ``cell`` for the places. ``categories`` are bits. ``solved`` has a row for each different need
    solved, and ``solvers`` (needs solved × helpers) how often each has solved it.
    """

    rarity: NDArray[np.float32]
    profiles: Profiles
    profile: Ints
    where: distances.PlaceArrays
    cell: Ints
    radius: Floats
    online: Bools
    capacity: Ints
    weekly: Ints
    categories: Ints
    solved: sparse.csr_array
    solvers: sparse.csr_array

    @classmethod
    def of(cls, helpers: Sequence[Helper], meaning: Meaning | None) -> HelperArrays:
        """These helpers."""
        first, which = ngrams.different((profile(helper), helper.industry) for helper in helpers)
        said = [helpers[row] for row in first]
        counts = ngrams.count([profile(helper) for helper in said])
        rarity = ngrams.Rarity.of(counts, np.bincount(which, minlength=len(said)))
        solved = [text for helper in helpers for text in helper.solved]
        tales, tale = ngrams.different(solved)
        solver = np.repeat(np.arange(len(helpers)), [len(helper.solved) for helper in helpers])
        places_of = distances.PlaceArrays.of([regions.place_of(helper) for helper in helpers])
        where, cell = places_of.distinct()
        profiles = _profiles(said, rarity.weigh(counts), meaning)
        radius = [np.inf if helper.radius_km is None else helper.radius_km for helper in helpers]
        return cls(
            rarity=rarity.idf,
            profiles=profiles,
            profile=which,
            where=where,
            cell=cell,
            radius=np.array(radius, dtype=np.float64),
            online=np.array([helper.online_ok for helper in helpers], dtype=np.bool_),
            capacity=np.array([helper.capacity for helper in helpers], dtype=np.int64),
            weekly=np.array(
                [h.capacity if h.weekly is None else h.weekly for h in helpers], dtype=np.int64
            ),
            categories=np.array([_bits(helper.categories) for helper in helpers], dtype=np.int64),
            solved=rarity.weigh(ngrams.count([solved[row] for row in tales])),
            solvers=sparse.csr_array(
                (np.ones(len(solved), np.int64), (tale, solver)), shape=(len(tales), len(helpers))
            ),
        )

    def crafts_of(self, helpers: Ints) -> NDArray[np.float32]:
        """The crafts of these helpers, a row each."""
        return self.profiles.crafts[self.profile[helpers]]


def _profiles(said: Sequence[Helper], words: sparse.csr_array, meaning: Meaning | None) -> Profiles:
    """The profiles of these helpers, who all say something else."""
    weights = crafts.weigh([f"{profile(helper)} {helper.industry}" for helper in said])
    vectors = np.zeros((len(said), 0), np.float32)
    if meaning:
        vectors = meaning.known([profile(helper) for helper in said])
    return Profiles(Words.of(words, weights), weights, vectors)


def _bits(categories: Iterable[int]) -> int:
    """Categories as bits."""
    return sum(1 << category for category in categories)
