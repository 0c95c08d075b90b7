"""Helpers as arrays: everything about them that does not depend on a need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from hongmajia.engine import crafts, places, texts
from hongmajia.engine.embedding import Vectors
from hongmajia.engine.facts import Helper, Need
from hongmajia.engine.pairs import Bools, Floats, Ints
from hongmajia.engine.vectors import Meaning

FREQUENT = 0.05
"""Share of the helpers from which an n-gram counts as frequent."""
MOST_FREQUENT = 512
"""Most n-grams kept as rows of their own; it bounds memory (400 MB at 200,000 helpers)."""


@dataclass(frozen=True, slots=True)
class Words:
    """TF-IDF twice: a row a helper for single pairs; and turned around, a row an n-gram, for many.

    Of the latter the ``frequent`` n-grams, where nearly all the work is, are dense rows of
    ``common``, and after them a row for each craft; all other n-grams are in ``rare``.
    """

    rows: sparse.csr_array
    frequent: Ints
    common: NDArray[np.float32]
    rare: sparse.csr_array

    @classmethod
    def of(cls, rows: sparse.csr_array, crafts: NDArray[np.float32]) -> Words:
        """Both ways from the one; ``crafts`` has a row a helper."""
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

    def only(self, helpers: Ints) -> Words:
        """Those of these helpers."""
        return Words(
            self.rows[helpers], self.frequent, self.common[:, helpers], self.rare[:, helpers]
        )


@dataclass(frozen=True, slots=True)
class HelperArrays:
    """What is known of the helpers, a row each.

    ``where`` holds the different places, and ``cell`` says which is whose. ``categories`` are bits.
    ``solved`` has a row for each need solved, and ``solver`` says whose. ``meaning`` has no columns
    where there is no embedder.
    """

    rarity: NDArray[np.float32]
    words: Words
    crafts: NDArray[np.float32]
    meaning: Vectors
    where: places.PlaceArrays
    cell: Ints
    radius: Floats
    online: Bools
    capacity: Ints
    weekly: Ints
    categories: Ints
    solved: sparse.csr_array
    solver: Ints

    @classmethod
    def of(cls, helpers: Sequence[Helper], meaning: Meaning | None) -> HelperArrays:
        """These helpers."""
        profiles = [profile(helper) for helper in helpers]
        counts = texts.count(profiles)
        rarity = texts.Rarity.of(counts)
        solved = texts.count([text for helper in helpers for text in helper.solved])
        places_of = places.PlaceArrays.of([places.place_of(helper) for helper in helpers])
        where, cell = places_of.distinct()
        weights = crafts.weigh([f"{profile(helper)} {helper.industry}" for helper in helpers])
        radius = [np.inf if helper.radius_km is None else helper.radius_km for helper in helpers]
        return cls(
            rarity=rarity.idf,
            words=Words.of(rarity.weigh(counts), weights),
            crafts=weights,
            meaning=meaning.known(profiles) if meaning else np.zeros((len(helpers), 0), np.float32),
            where=where,
            cell=cell,
            radius=np.array(radius, dtype=np.float64),
            online=np.array([helper.online_ok for helper in helpers], dtype=np.bool_),
            capacity=np.array([helper.capacity for helper in helpers], dtype=np.int64),
            weekly=np.array(
                [h.capacity if h.weekly is None else h.weekly for h in helpers], dtype=np.int64
            ),
            categories=np.array([_bits(helper.categories) for helper in helpers], dtype=np.int64),
            solved=rarity.weigh(solved),
            solver=np.repeat(np.arange(len(helpers)), [len(helper.solved) for helper in helpers]),
        )

    def only(self, helpers: Ints) -> HelperArrays:
        """What is known of these helpers, in this order; their rows must differ."""
        row = np.full(len(self.cell), -1)
        row[helpers] = np.arange(len(helpers))
        solved = np.flatnonzero(row[self.solver] >= 0)
        columns = ("crafts", "meaning", "cell", "radius", "online", "capacity", "weekly")
        return replace(
            self,
            words=self.words.only(helpers),
            categories=self.categories[helpers],
            solved=self.solved[solved],
            solver=row[self.solver[solved]],
            **{name: getattr(self, name)[helpers] for name in columns},
        )


def profile(helper: Helper) -> str:
    """What a helper knows, as one text; trade and specialities, being the gist, twice."""
    gist = " ".join((helper.trade, *helper.specialities))
    return f"{gist} {gist} {helper.text}"


def problem(need: Need) -> str:
    """What a need asks, as one text."""
    return f"{need.title} {need.text}"


def question(need: Need) -> str:
    """What a need asks and in which industry, as one text."""
    return f"{problem(need)} {need.industry}"


def _bits(categories: Iterable[int]) -> int:
    """Categories as bits."""
    return sum(1 << category for category in categories)
