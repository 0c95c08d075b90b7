"""Helpers as arrays: everything about them that does not depend on a need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from hongmajia.engine.arrays import Bools, Floats, Ints
from hongmajia.engine.facts import Helper, Licence
from hongmajia.engine.index.standing import breadth, standing
from hongmajia.engine.index.texts import gist, profile_text
from hongmajia.engine.places import distances, regions
from hongmajia.engine.text import crafts, ngrams
from hongmajia.engine.text.embedding import Vectors
from hongmajia.engine.text.likely import likely_totals
from hongmajia.engine.text.meaning import Meaning

FREQUENT = 0.05
"""Share of the profiles from which an n-gram counts as frequent."""
EMPLOYED = 0.5
"""What the industry of a helper's own firm counts, where the words of the profile count 1."""
SILENT = 1.0
"""Points of a profile's strongest craft below which its words say next to nothing."""
MOST_FREQUENT = 512
"""Most n-grams stored as dense rows; it bounds memory (400 MB at 200,000 profiles)."""


BIT_OF = {licence: bit for bit, licence in enumerate(Licence)}
"""The bit of each licence."""


@dataclass(frozen=True, slots=True)
class TermMatrices:
    """TF-IDF weights of the profiles, in two layouts.

    ``by_profile`` has a row per profile, for scoring single pairs. For scoring all profiles at
    once there is a row per n-gram: the ``frequent`` n-grams, which take nearly all the work, are
    dense rows of ``frequent_weights``; all other n-grams are in the sparse ``rare_weights``.
    """

    by_profile: sparse.csr_array
    frequent: Ints
    frequent_weights: NDArray[np.float32]
    rare_weights: sparse.csr_array

    @classmethod
    def of(cls, rows: sparse.csr_array) -> TermMatrices:
        """Both layouts, from TF-IDF rows, one per profile."""
        turned = sparse.csr_array(rows.T)
        holders = np.diff(turned.indptr)
        frequent = np.flatnonzero(holders > FREQUENT * rows.shape[0])
        frequent = frequent[np.argsort(-holders[frequent], kind="stable")][:MOST_FREQUENT]
        common = turned[frequent].toarray().astype(np.float32)
        rare = np.ones(len(holders), dtype=np.bool_)
        rare[frequent] = False
        turned.data *= np.repeat(rare, holders)
        turned.eliminate_zeros()
        return cls(rows, frequent.astype(np.int64), common, turned)

    def select(self, rows: Ints) -> TermMatrices:
        """The profiles of these rows."""
        return TermMatrices(
            self.by_profile[rows],
            self.frequent,
            self.frequent_weights[:, rows],
            self.rare_weights[:, rows],
        )


@dataclass(frozen=True, slots=True)
class Profiles:
    """The distinct profile texts: each is read and scored once, however many helpers share it.

    ``crafts`` says how near each is to every craft, ``fields`` how much of it is each field.
    ``meaning`` has no columns if there are no embeddings.
    """

    words: TermMatrices
    crafts: NDArray[np.float32]
    fields: NDArray[np.float32]
    meaning: Vectors

    def __len__(self) -> int:
        """The number of distinct profiles."""
        return len(self.crafts)

    def select(self, rows: Ints) -> Profiles:
        """The profiles of these rows."""
        return Profiles(
            self.words.select(rows), self.crafts[rows], self.fields[rows], self.meaning[rows]
        )


@dataclass(frozen=True, slots=True)
class HelperArrays:
    """All facts about the helpers that scoring uses.

    ``profiles`` holds the distinct texts and ``profile_rows`` the row of each helper's; likewise
    ``places`` and ``place_rows``. ``breadth`` and ``standing`` are 0…1. ``radius_km`` is infinite
    where there is no limit, ``categories`` and ``licences`` are bits. ``solved_needs`` has a TF-IDF
    row per distinct solved need, and ``solver_counts`` (solved needs × helpers) says how often each
    helper has solved it.
    """

    idf: NDArray[np.float32]
    profiles: Profiles
    profile_rows: Ints
    places: distances.PlaceArrays
    place_rows: Ints
    breadth: Floats
    standing: Floats
    radius_km: Floats
    online: Bools
    capacity: Ints
    weekly: Ints
    categories: Ints
    licences: Ints
    solved_needs: sparse.csr_array
    solver_counts: sparse.csr_array

    @classmethod
    def of(cls, helpers: Sequence[Helper], meaning: Meaning | None) -> HelperArrays:
        """The arrays for these helpers."""
        first, which = ngrams.distinct_rows(
            (profile_text(helper), helper.industry) for helper in helpers
        )
        distinct = [helpers[row] for row in first]
        counts = ngrams.count_ngrams([profile_text(helper) for helper in distinct])
        idf_weights = ngrams.IdfWeights.fit(counts, np.bincount(which, minlength=len(distinct)))
        solved = [text for helper in helpers for text in helper.solved]
        distinct_solved, solved_row = ngrams.distinct_rows(solved)
        solver = np.repeat(np.arange(len(helpers)), [len(helper.solved) for helper in helpers])
        all_places = distances.PlaceArrays.of([regions.place_of(helper) for helper in helpers])
        places, place_rows = all_places.distinct()
        profiles = _profiles(distinct, idf_weights.tfidf(counts), meaning)
        radius = [np.inf if helper.radius_km is None else helper.radius_km for helper in helpers]
        return cls(
            idf=idf_weights.idf,
            profiles=profiles,
            profile_rows=which,
            places=places,
            place_rows=place_rows,
            breadth=np.array([breadth(helper) for helper in helpers], dtype=np.float64),
            standing=np.array([standing(helper) for helper in helpers], dtype=np.float64),
            radius_km=np.array(radius, dtype=np.float64),
            online=np.array([helper.online_ok for helper in helpers], dtype=np.bool_),
            capacity=np.array([helper.capacity for helper in helpers], dtype=np.int64),
            weekly=np.array(
                [h.capacity if h.weekly is None else h.weekly for h in helpers], dtype=np.int64
            ),
            categories=np.array([_bits(helper.categories) for helper in helpers], dtype=np.int64),
            licences=np.array([licence_bits(helper.holds) for helper in helpers], dtype=np.int64),
            solved_needs=idf_weights.tfidf(
                ngrams.count_ngrams([solved[row] for row in distinct_solved])
            ),
            solver_counts=sparse.csr_array(
                (np.ones(len(solved), np.int64), (solved_row, solver)),
                shape=(len(distinct_solved), len(helpers)),
            ),
        )

    def fields_of(self, helpers: Ints) -> NDArray[np.float32]:
        """How much of these helpers' profiles is each field of work, shape (helpers, fields)."""
        return self.profiles.fields[self.profile_rows[helpers]]


def _profiles(
    distinct: Sequence[Helper], words: sparse.csr_array, meaning: Meaning | None
) -> Profiles:
    """The profiles of helpers with distinct texts."""
    weights = crafts.damped(_craft_points(distinct))
    vectors = np.zeros((len(distinct), 0), np.float32)
    if meaning:
        vectors = meaning.embed_profiles([profile_text(helper) for helper in distinct])
    fields = weights[:, : crafts.field_count()].toarray()
    return Profiles(TermMatrices.of(words), crafts.offered(weights), fields, vectors)


def _craft_points(distinct: Sequence[Helper]) -> sparse.csr_array:
    """Craft totals of helpers: by words, by the industry of their firm, and by parts of the words
    of those whom nearly none of the words places.
    """
    totals = crafts.craft_totals([profile_text(helper) for helper in distinct])
    industries = crafts.industry_totals([helper.industry for helper in distinct])
    silent = totals.max(axis=1).toarray().ravel() < SILENT
    gists = ["" if known else gist(helper) for helper, known in zip(distinct, ~silent, strict=True)]
    guessed = likely_totals(ngrams.raw_counts(gists))
    return sparse.csr_array(totals + industries * EMPLOYED + guessed)


def licence_bits(licences: Iterable[Licence]) -> int:
    """A set of licences as bits."""
    return sum(1 << BIT_OF[Licence(licence)] for licence in licences)


def _bits(categories: Iterable[int]) -> int:
    """A set of categories as bits."""
    return sum(1 << category for category in categories)
