"""First helpers: which needs can be served at all, and at what level, by augmenting paths.

A search runs from all needs without a helper at once, layer by layer over whole arrays; paths in
different trees never meet, so all that are found are taken together. A need that has a helper keeps
having one, which is what makes the more urgent, sought for first, go before the rest.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

NOBODY = -1


@dataclass(frozen=True, slots=True)
class Choices:
    """Possible first helpers: the pairs of a need stand together, the best first.

    ``need``, ``helper`` and ``fit`` are columns of pairs; the pairs of need n are
    ``start[n]:start[n + 1]``; ``room`` counts needs per helper.
    """

    need: Ints
    helper: Ints
    fit: Floats
    start: Ints
    room: Ints

    @classmethod
    def of(cls, need: Ints, helper: Ints, fit: Floats, needs: int, room: Ints) -> Choices:
        """These pairs, in order; those that stand in it already are not sorted again."""
        if not _in_order(need, fit):
            order = np.lexsort((helper, -fit, need))
            need, helper, fit = need[order], helper[order], fit[order]
        start = np.searchsorted(need, np.arange(needs + 1))
        return cls(need, helper, fit, start.astype(np.int64), room)

    @property
    def best(self) -> Floats:
        """The best fit each need can have; −∞ where it can have none."""
        found = np.full(len(self.start) - 1, -np.inf)
        some = self.start[:-1] < self.start[1:]
        found[some] = self.fit[self.start[:-1][some]]
        return found

    def ends(self, level: Floats | float) -> Ints:
        """For each need where its pairs of at least this fit end (the level may differ by need)."""
        levels = np.broadcast_to(np.asarray(level, dtype=np.float64), len(self.start) - 1)
        good = np.concatenate([[0], np.cumsum(self.fit >= levels[self.need])])
        return np.asarray(self.start[:-1] + good[self.start[1:]] - good[self.start[:-1]])

    def most(self, seekers: Bools, ends: Ints) -> int:
        """A bound on how many of the seekers can be served: those who have anybody, and the room
        of those whom anybody can have.
        """
        usable = seekers[self.need] & (np.arange(len(self.need)) < ends[self.need])
        asked = np.bincount(self.helper[usable], minlength=len(self.room))
        room = int(np.minimum(asked, self.room).sum())
        return min(room, int((seekers & (ends > self.start[:-1])).sum()))


@dataclass(slots=True)
class Matching:
    """Which pair serves each need (its position among the choices, or `NOBODY`)."""

    choices: Choices
    pair: Ints

    @classmethod
    def nothing(cls, choices: Choices) -> Matching:
        """Nobody served yet."""
        return cls(choices, np.full(len(choices.start) - 1, NOBODY, dtype=np.int64))

    @classmethod
    def of(cls, choices: Choices, needs: Ints, helpers: Ints) -> Matching:
        """These needs have these helpers, one each, who are among their choices."""
        width = len(choices.room)
        key = choices.need * width + choices.helper
        order = np.argsort(key, kind="stable")
        found = cls.nothing(choices)
        found.pair[needs] = order[np.searchsorted(key[order], needs * width + helpers)]
        return found

    @property
    def helpers(self) -> tuple[Ints, Ints]:
        """The needs that have a helper, and who it is."""
        needs = np.flatnonzero(self.served)
        return needs, self.choices.helper[self.pair[needs]]

    @property
    def served(self) -> Bools:
        """Needs that have a helper."""
        return np.asarray(self.pair != NOBODY)

    @property
    def fit(self) -> Floats:
        """The fit of each need; ∞ where it has no helper."""
        return np.where(self.served, np.append(self.choices.fit, np.inf)[self.pair], np.inf)

    def kept(self, those: Bools) -> Matching:
        """A copy in which only those needs keep their helper."""
        return Matching(self.choices, np.where(those, self.pair, NOBODY))

    def serve(self, seekers: Bools, ends: Ints, enough: int | None = None) -> bool:
        """Serve as many of the seekers as can be (or until ``enough`` needs are served in all),
        beside those who are; whether all of them are.
        """
        self._take_what_is_free(seekers, ends)
        while (seekers & ~self.served).any():
            if enough is not None and int(self.served.sum()) >= enough:
                return False
            if not (self.left() > 0).any():
                return False
            if not self._augment(np.flatnonzero(seekers & ~self.served), ends):
                return False
        return True

    def reachable(self, seekers: Ints, ends: Ints) -> tuple[Ints, Bools]:
        """The needs and helpers that these needs compete with, the nearest first."""
        tree = _Tree(self, ends, seekers)
        while tree.grow(stop=False):
            pass
        return np.concatenate(tree.layers), tree.came_by != NOBODY

    def left(self) -> Ints:
        """The room each helper still has."""
        used = self.choices.helper[self.pair[self.served]]
        return self.choices.room - np.bincount(used, minlength=len(self.choices.room))

    def _take_what_is_free(self, seekers: Bools, ends: Ints) -> None:
        """Each seeker in turn asks for its best, second best, …, as long as there is room."""
        left, rank = self.left(), 0
        waiting = np.flatnonzero(seekers & ~self.served)
        while len(waiting):
            pairs = self.choices.start[waiting] + rank
            waiting, pairs = waiting[pairs < ends[waiting]], pairs[pairs < ends[waiting]]
            helper = self.choices.helper[pairs]
            order = np.argsort(helper, kind="stable")
            turn = np.empty(len(order), dtype=np.int64)
            turn[order] = np.arange(len(order)) - np.searchsorted(helper[order], helper[order])
            lucky = turn < left[helper]
            self.pair[waiting[lucky]] = pairs[lucky]
            np.subtract.at(left, helper[lucky], 1)
            waiting, rank = waiting[~lucky], rank + 1

    def _augment(self, roots: Ints, ends: Ints) -> bool:
        """One search from all roots; whether any of them was served."""
        tree = _Tree(self, ends, roots)
        while tree.grow(stop=True):
            pass
        helper, pair = tree.ends_found()
        found = bool(len(helper))
        while len(helper):
            pair = tree.came_by[helper]
            need = self.choices.need[pair]
            before = self.pair[need]
            self.pair[need] = pair
            helper = self.choices.helper[before[before != NOBODY]]
        return found


class _Tree:
    """The search: layers of needs, and by which pair each helper was come by."""

    def __init__(self, matching: Matching, ends: Ints, roots: Ints) -> None:
        choices = matching.choices
        self.choices, self.ends = choices, ends
        self.came_by = np.full(len(choices.room), NOBODY, dtype=np.int64)
        self.root = np.full(len(choices.start) - 1, NOBODY, dtype=np.int64)
        self.root[roots] = roots
        self.done = np.zeros(len(choices.start) - 1, dtype=np.bool_)
        self.free = matching.left() > 0
        self.layers = [roots]
        self.found: list[Ints] = []
        served = np.flatnonzero(matching.served)
        holder = choices.helper[matching.pair[served]]
        order = np.argsort(holder, kind="stable")
        self.held = served[order]
        self.first = np.searchsorted(holder[order], np.arange(len(choices.room) + 1))

    def grow(self, *, stop: bool) -> bool:
        """One layer more; trees that have found room (if they shall ``stop`` there) rest."""
        needs = self.layers[-1]
        if stop:
            needs = needs[~self.done[self.root[needs]]]
        pairs = _runs(self.choices.start[needs], self.ends[needs])
        helper = self.choices.helper[pairs]
        new = self.came_by[helper] == NOBODY
        pairs, helper = pairs[new], helper[new]
        self.came_by[helper[::-1]] = pairs[::-1]  # of several pairs the first stays
        chosen = self.came_by[helper] == pairs
        pairs, helper = pairs[chosen], helper[chosen]
        ends = self.free[helper]
        if stop:
            self.found.append(helper[ends])
            self.done[self.root[self.choices.need[pairs[ends]]]] = True
        self._add_layer(pairs[~ends], helper[~ends])
        return bool(len(self.layers[-1]))

    def _add_layer(self, pairs: Ints, helper: Ints) -> None:
        """The needs that hold these helpers."""
        needs = self.held[_runs(self.first[helper], self.first[helper + 1])]
        roots = self.root[self.choices.need[pairs]]
        roots = np.repeat(roots, self.first[helper + 1] - self.first[helper])
        new = self.root[needs] == NOBODY
        self.root[needs[new]] = roots[new]
        self.layers.append(needs[new])

    def ends_found(self) -> tuple[Ints, Ints]:
        """One helper with room for each tree that found any, and the pair he was come by."""
        helper = np.concatenate(self.found)
        pair = self.came_by[helper]
        _, first = np.unique(self.root[self.choices.need[pair]], return_index=True)
        return helper[first], pair[first]


def _in_order(need: Ints, fit: Floats) -> bool:
    """Whether the pairs of a need stand together, the best first."""
    step = np.diff(need)
    return bool((step >= 0).all() and (np.diff(fit)[step == 0] <= 0).all())


def _runs(first: Ints, end: Ints) -> Ints:
    """All numbers of several ranges, one after the other."""
    lengths = end - first
    total = int(lengths.sum())
    shifts = np.repeat(first - np.cumsum(lengths) + lengths, lengths)
    return np.asarray(np.arange(total, dtype=np.int64) + shifts)
