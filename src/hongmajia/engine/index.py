"""The helper index: built once from the helpers, asked many times.

All of it is arrays, so it pickles cheaply to the processes of an executor.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np
from scipy import sparse
from sparse_dot_topn import sp_matmul_topn

from hongmajia.engine import affinity, crafts, places, texts
from hongmajia.engine.affinity import Weights
from hongmajia.engine.facts import EngineError, Helper, Mode, Need
from hongmajia.engine.pairs import Asked, Bools, Floats, Ints, Pairs, Past

SIMILAR = 0.2
"""Cosine from which a solved need counts as one of the same kind."""
MARGIN = 3
"""Proposals per candidate wanted: the sparse product orders roughly, the parts exactly."""
AT_ONCE = 500_000
"""Pairs compared at a time, to bound memory."""
ROUNDING = 1e-4
"""Log-odds by which a quick sum may fall short of the exact one."""


class HelperIndex:
    """Everything about the helpers that does not depend on the need."""

    def __init__(self, helpers: tuple[Helper, ...], weights: Weights) -> None:
        """Use `build`."""
        self.helpers = helpers
        self.weights = weights
        self.position = {helper.id: number for number, helper in enumerate(helpers)}
        counts = texts.count([profile(helper) for helper in helpers])
        self._rarity = texts.Rarity.of(counts)
        self._words = self._rarity.weigh(counts)
        self._crafts = crafts.weigh([f"{profile(helper)} {helper.industry}" for helper in helpers])
        self._places = places.PlaceArrays.of([places.place_of(helper) for helper in helpers])
        self.radius = np.array(
            [np.inf if h.radius_km is None else h.radius_km for h in helpers], dtype=np.float64
        )
        self.online = np.array([helper.online_ok for helper in helpers], dtype=np.bool_)
        self.capacity = np.array([helper.capacity for helper in helpers], dtype=np.int64)
        self._solved = self._rarity.weigh(
            texts.count([text for helper in helpers for text in helper.solved])
        )
        self._solver = np.repeat(
            np.arange(len(helpers)), [len(helper.solved) for helper in helpers]
        )

    @classmethod
    def build(cls, helpers: Iterable[Helper], weights: Weights | None = None) -> HelperIndex:
        """An index of these helpers; ids must differ and capacities must not be negative."""
        known = tuple(helpers)
        require_distinct(helper.id for helper in known)
        for helper in known:
            if helper.capacity < 0:
                raise EngineError("negative_capacity", id=helper.id, capacity=helper.capacity)
        return cls(known, weights or affinity.fitted())

    def with_capacity(self, capacity: Mapping[str, int]) -> HelperIndex:
        """The same index with other capacities, by helper id; those not named keep theirs.

        What a helper knows changes seldom, how much he can take with every job: this costs a copy
        of one column, not a new index.
        """
        other = copy(self)
        other.helpers = tuple(
            replace(h, capacity=left)
            if (left := capacity.get(h.id, h.capacity)) != h.capacity
            else h
            for h in self.helpers
        )
        other.capacity = np.array([helper.capacity for helper in other.helpers], dtype=np.int64)
        return other

    def __len__(self) -> int:
        """How many helpers."""
        return len(self.helpers)

    # --- asking

    def ask(self, needs: Sequence[Need]) -> Asked:
        """The needs as this index compares them."""
        words = self._rarity.weigh(
            texts.count([f"{problem(need)} {need.industry}" for need in needs])
        )
        return Asked(
            needs=tuple(needs),
            words=words,
            crafts=crafts.weigh([f"{problem(need)} {need.industry}" for need in needs]),
            places=places.PlaceArrays.of([places.place_of(need) for need in needs]),
            past=self._past(needs),
        )

    def _past(self, needs: Sequence[Need]) -> Past:
        """How the needs resemble the needs that helpers have solved; an industry is no likeness."""
        asked = [problem(need).replace(need.industry or "\0", " ") for need in needs]
        words = self._rarity.weigh(
            texts.count(asked if self._solved.shape[0] else [""] * len(asked))
        )
        near = top_products(words, self._solved.T, 50, SIMILAR)
        need, solver = near.coords[0].astype(np.int64), self._solver[near.coords[1]]
        shape = (words.shape[0], len(self))
        order = np.lexsort((near.data, solver, need))
        last = np.flatnonzero(np.diff(need[order] * len(self) + solver[order], append=-1))
        likest = order[last]
        return Past(
            sparse.csr_matrix((near.data[likest], (need[likest], solver[likest])), shape=shape),
            sparse.csr_matrix((np.ones(len(need), np.int64), (need, solver)), shape=shape),
        )

    def every_pair(self, asked: Asked) -> Pairs:
        """All helpers measured for each need, need by need; some hundred bytes a pair."""
        words = (asked.words @ self._words.T).toarray().ravel()
        need, helper = (side.ravel() for side in np.indices((len(asked.needs), len(self))))
        return self.measure(asked, need, helper, words)

    def knowing_pairs(self, asked: Asked, among: Bools | None = None) -> Iterator[Pairs]:
        """All helpers (``among`` these) who know a need's subject, in blocks of whole needs.

        What they know is one dense product a block; only those who know enough are measured.
        """
        helpers = np.arange(len(self)) if among is None else np.flatnonzero(among)
        step = max(1, AT_ONCE // max(1, len(helpers)))
        offered = self._words[helpers].T
        for start in range(0, max(1, len(asked.needs)), step):
            rows = np.arange(start, min(start + step, len(asked.needs)))
            words = (asked.words[rows] @ offered).toarray()
            need, helper = np.nonzero(self._may_know(asked, rows, helpers, words))
            found = self.measure(asked, rows[need], helpers[helper], words[need, helper])
            yield found.where(found.knows)

    def _may_know(self, asked: Asked, rows: Ints, helpers: Ints, words: Any) -> Bools:
        """Rows × helpers: where words, crafts and past together may reach the floor."""
        points = self._weight(affinity.WORDS) * words
        crafts = asked.crafts[rows] @ self._crafts[helpers].T
        points += self._weight(affinity.CRAFT) * crafts
        if asked.past.likest.nnz:
            past = asked.past.likest[rows][:, helpers].toarray()
            points += self._weight(affinity.PAST) * past
        return np.asarray(points >= self.weights.floor - ROUNDING, dtype=np.bool_)

    @property
    def needs_at_once(self) -> int:
        """How many needs can be measured against everybody at a time."""
        return max(1, AT_ONCE // max(1, len(self)))

    def these_pairs(self, asked: Asked, need: Ints, helper: Ints) -> Pairs:
        """Just the pairs named."""
        words = asked.words[need].multiply(self._words[helper]).sum(axis=1)
        return self.measure(asked, need, helper, np.asarray(words, dtype=np.float64))

    def likely_pairs(self, asked: Asked, k: int) -> Pairs:
        """The k likeliest pairs of a need, by one sparse product of words, crafts and places."""
        close = self._close(asked)
        likely = top_products(self._seek(asked, close), self._offer, k)
        need, helper = likely.coords[0].astype(np.int64), likely.coords[1].astype(np.int64)
        place = _entries(close, need, self._cells[1][helper])
        rest = likely.data - self._weight(affinity.PLACE) * place
        rest -= self._weight(affinity.CRAFT) * self._craft(asked, need, helper)
        return self.measure(asked, need, helper, rest / self._weight(affinity.WORDS))

    def candidates(self, asked: Asked, k: int, among: Bools) -> Pairs:
        """The k best suitable helpers of each need, of those ``among`` whom we may choose.

        Where the likely pairs do not yield k, all who know are looked at: nobody is missed.
        """
        if np.count_nonzero(among) <= MARGIN * k:
            return self.best_among(asked, k, among)
        likely = self.likely_pairs(asked, MARGIN * k)
        found = likely.where(likely.suitable & among[likely.helper]).best(k)
        counts = np.bincount(found.need, minlength=len(asked.needs))
        short = np.flatnonzero(counts < k)
        if not len(short):
            return found
        again = self.best_among(asked.rows(short), k, among)
        kept = found.where(counts[found.need] >= k)
        return Pairs.join([kept, again.with_need(short[again.need])]).best(k)

    def best_among(self, asked: Asked, k: int, among: Bools) -> Pairs:
        """The k best that may be proposed, all of those ``among`` whom we may choose considered."""
        blocks = self.knowing_pairs(asked, among)
        return Pairs.join([block.where(block.suitable).best(k) for block in blocks])

    def shared_craft(self, asked: Asked, need: int, helper: int) -> tuple[str, str]:
        """The craft that need and helper (by number) share most, in Chinese and English."""
        return crafts.named(asked.crafts[need] * self._crafts[helper])

    # --- measuring

    def measure(self, asked: Asked, need: Ints, helper: Ints, words: Floats) -> Pairs:
        """All parts of the pairs, their sum, and whether they may be proposed."""
        sides = (asked.places, need, self._places, helper)
        km = places.kilometres(*sides)
        beyond = (km > self.radius[helper]) & ~places.only_region_known(*sides)
        parts = np.empty((len(need), len(affinity.PARTS)))
        parts[:, affinity.WORDS] = np.clip(words, 0, 1)
        parts[:, affinity.CRAFT] = self._craft(asked, need, helper)
        parts[:, affinity.PLACE] = affinity.nearness(km)
        parts[:, affinity.PAST] = self._similar_solved(asked, need, helper)
        parts[:, affinity.CATEGORY] = self._category(asked, need, helper)
        parts[:, affinity.LOAD] = affinity.freedom(self.capacity)[helper]
        return Pairs(
            need=need,
            helper=helper,
            parts=parts,
            km=km,
            log_odds=self.weights.sum_up(parts),
            knows=self.weights.knowledge(parts) >= self.weights.floor,
            beyond=beyond,
            reaches=self._reaches(asked, need, helper, beyond),
            allowed=self._allowed(asked, need, helper),
        )

    def _craft(self, asked: Asked, need: Ints, helper: Ints) -> Floats:
        """Cosine of the crafts."""
        cosine = np.einsum("ij,ij->i", asked.crafts[need], self._crafts[helper])
        return np.asarray(cosine, dtype=np.float64)

    def _similar_solved(self, asked: Asked, need: Ints, helper: Ints) -> Floats:
        """Cosine of the likest need the helper has solved; 0 below `SIMILAR`."""
        return _entries(asked.past.likest, need, helper)

    def times_solved(self, asked: Asked, pairs: Pairs) -> Floats:
        """How many needs like it the helper of each pair has solved."""
        return _entries(asked.past.similar, pairs.need, pairs.helper)

    def _category(self, asked: Asked, need: Ints, helper: Ints) -> Floats:
        """1 where the helper offers services of the need's category."""
        wanted = np.array(
            [0 if n.category is None else 1 << n.category for n in asked.needs], dtype=np.int64
        )
        hit = (wanted[need] & self._offered[helper]) != 0
        return np.asarray(hit, dtype=np.float64)

    @cached_property
    def _offered(self) -> Ints:
        """The helpers' categories as bits."""
        return np.array(
            [sum(1 << c for c in helper.categories) for helper in self.helpers], dtype=np.int64
        )

    def _reaches(self, asked: Asked, need: Ints, helper: Ints, beyond: Bools) -> Bools:
        """On site unless it is surely beyond the radius, or online."""
        modes = np.array([each.mode for each in asked.needs], dtype=object)[need]
        onsite = (modes != Mode.ONLINE) & ~beyond
        online = (modes != Mode.ONSITE) & self.online[helper]
        return np.asarray(onsite | online, dtype=np.bool_)

    def _allowed(self, asked: Asked, need: Ints, helper: Ints) -> Bools:
        """Where the need does not exclude the helper."""
        banned = [
            row * len(self) + self.position[name]
            for row, asked_need in enumerate(asked.needs)
            for name in asked_need.excluded
            if name in self.position
        ]
        return ~np.isin(need * len(self) + helper, np.array(banned, dtype=np.int64))

    # --- the sparse product

    def _weight(self, part: int) -> float:
        """Log-odds of one part."""
        return self.weights.parts[part]

    @cached_property
    def _cells(self) -> tuple[places.PlaceArrays, Ints]:
        """The different places of helpers, to a tenth of a degree, and which is whose."""
        here = self._places
        grid = [np.nan_to_num(np.round(side, 1), nan=999.0) for side in (here.lon, here.lat)]
        keys = np.column_stack([*grid, here.province, here.city, here.county])
        _, first, cell = np.unique(keys, axis=0, return_index=True, return_inverse=True)
        return here.rows(first), cell.ravel()

    @cached_property
    def _offer(self) -> sparse.csr_array:
        """What helpers offer, a column each: words, crafts, and one for the place."""
        where, cell = self._cells
        shape = (len(self), len(where.lon))
        place = sparse.csr_array((np.ones(len(self)), (np.arange(len(self)), cell)), shape=shape)
        rows = [self._words, sparse.csr_array(self._crafts), place]
        return sparse.csr_array(sparse.hstack(rows, format="csr", dtype=np.float32).T)

    def _seek(self, asked: Asked, close: sparse.csr_array) -> sparse.csr_array:
        """What needs seek, weighted, a row each."""
        blocks = [
            asked.words * self._weight(affinity.WORDS),
            sparse.csr_array(asked.crafts * self._weight(affinity.CRAFT)),
            close * self._weight(affinity.PLACE),
        ]
        return sparse.csr_array(sparse.hstack(blocks, format="csr", dtype=np.float32))

    def _close(self, asked: Asked) -> sparse.csr_array:
        """Needs × places: how much nearer than a day's journey each place is, to 0 for the rest."""
        where, _ = self._cells
        shape = (len(asked.needs), len(where.lon))
        need, place = (side.ravel() for side in np.indices(shape))
        nearness = affinity.nearness(places.kilometres(asked.places, need, where, place))
        gain = np.clip(nearness - _JOURNEY, 0, None).astype(np.float32)
        return sparse.csr_array(gain.reshape(shape))


_JOURNEY = float(affinity.nearness(np.array([200.0]))[0])


def top_products(
    left: sparse.sparray, right: sparse.sparray, k: int, least: float | None = None
) -> sparse.coo_array:
    """The k largest entries (above ``least``) of each row of a sparse product."""
    product = sp_matmul_topn(
        sparse.csr_matrix(left), sparse.csr_matrix(right), top_n=k, threshold=least
    )
    return sparse.coo_array(product)


def profile(helper: Helper) -> str:
    """What a helper knows, as one text; trade and specialities, being the gist, twice."""
    gist = " ".join((helper.trade, *helper.specialities))
    return f"{gist} {gist} {helper.text}"


def problem(need: Need) -> str:
    """What a need asks, as one text."""
    return f"{need.title} {need.text}"


def require_distinct(ids: Iterable[str]) -> None:
    """Raise `EngineError` for the first id that comes twice."""
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            raise EngineError("duplicate_id", id=name)
        seen.add(name)


def _entries(matrix: sparse.csr_array, rows: Ints, columns: Ints) -> Floats:
    """Single entries of a sparse matrix; none asked, or none there, is no special case."""
    if not len(rows) or not matrix.nnz:
        return np.zeros(len(rows))
    return np.asarray(matrix[rows, columns], dtype=np.float64).ravel()
