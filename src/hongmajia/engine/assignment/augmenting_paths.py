"""Augmenting paths: ways on which needs move on to other helpers so that one need more is served.

They are searched for from many ends at once, layer by layer over whole arrays; paths in different
trees never meet, so all that are found are taken together. There are two searches, from the needs
that seek a helper and from the helpers who have room: where many are left out for good, nearly
everybody can be reached from them, but from the little room that is left nearly nobody.
"""

from __future__ import annotations

import numpy as np

from hongmajia.engine.arrays import Bools, Ints, runs
from hongmajia.engine.assignment.graph import Choices

NOBODY = -1


def augment(choices: Choices, pair: Ints, ends: Ints, seekers: Bools, free: Bools) -> bool:
    """Serve some of the seekers without a helper, others moving on for them, and write it into
    ``pair``; whether any could be. One search, from where the fewer are.

    ``pair`` is by which choice each need is served (or `NOBODY`); of each need only choices before
    its ``ends`` count; ``free`` helpers have room.
    """
    roots = np.flatnonzero(seekers & (pair == NOBODY))
    if len(roots) > np.count_nonzero(free):
        return FromRoom(choices, pair, ends, seekers, free).take()
    return FromSeekers(choices, pair, ends, roots, free).take()


class FromSeekers:
    """Trees that grow from needs without a helper, until they come to one with room.

    ``came_by`` is the choice by which a tree came to each helper.
    """

    def __init__(self, choices: Choices, pair: Ints, ends: Ints, roots: Ints, free: Bools) -> None:
        self.choices, self.pair, self.ends, self.free = choices, pair, ends, free
        self.came_by = np.full(len(choices.room), NOBODY, dtype=np.int64)
        self.root = np.full(len(pair), NOBODY, dtype=np.int64)
        self.root[roots] = roots
        self.done = np.zeros(len(pair), dtype=np.bool_)
        self.layers = [roots]
        self.found: list[Ints] = []
        served = np.flatnonzero(pair != NOBODY)
        holder = choices.helper[pair[served]]
        order = np.argsort(holder, kind="stable")
        self.held = served[order]
        self.first = np.searchsorted(holder[order], np.arange(len(choices.room) + 1))

    def reach(self) -> tuple[Ints, Bools]:
        """All needs and helpers that can be come to, needs the nearest first."""
        while self._grow(stop=False):
            pass
        return np.concatenate(self.layers), self.came_by != NOBODY

    def take(self) -> bool:
        """Serve one seeker more for each tree that finds room; whether any does."""
        while self._grow():
            pass
        helper = np.concatenate(self.found)
        helper = helper[_firsts(self.root[self.choices.need[self.came_by[helper]]])]
        any_found = bool(len(helper))
        while len(helper):
            pair = self.came_by[helper]
            need = self.choices.need[pair]
            before = self.pair[need]
            self.pair[need] = pair
            helper = self.choices.helper[before[before != NOBODY]]
        return any_found

    def _grow(self, *, stop: bool = True) -> bool:
        """One layer more, if there is any; trees that have found room, and shall ``stop`` there,
        rest.
        """
        needs = self.layers[-1]
        if stop:
            needs = needs[~self.done[self.root[needs]]]
        pairs = runs(self.choices.start[needs], self.ends[needs])
        helper = self.choices.helper[pairs]
        new = self.came_by[helper] == NOBODY
        pairs, helper = pairs[new], helper[new]
        chosen = _first_come(self.came_by, helper, pairs)
        pairs, helper = pairs[chosen], helper[chosen]
        ends = self.free[helper]
        if stop:
            self.found.append(helper[ends])
            self.done[self.root[self.choices.need[pairs[ends]]]] = True
        self._add_layer(pairs[~ends], helper[~ends])
        return bool(len(self.layers[-1]))

    def _add_layer(self, pairs: Ints, helper: Ints) -> None:
        """The needs that hold these helpers."""
        needs = self.held[runs(self.first[helper], self.first[helper + 1])]
        roots = self.root[self.choices.need[pairs]]
        roots = np.repeat(roots, self.first[helper + 1] - self.first[helper])
        new = self.root[needs] == NOBODY
        self.root[needs[new]] = roots[new]
        self.layers.append(needs[new])


class FromRoom:
    """Trees that grow from helpers with room, back to a need without a helper.

    ``takes`` is the choice by which a need would come into a tree; ``leaves`` the need that would
    leave a helper for it.
    """

    def __init__(
        self, choices: Choices, pair: Ints, ends: Ints, seekers: Bools, free: Bools
    ) -> None:
        self.choices, self.pair, self.ends = choices, pair, ends
        self.served = pair != NOBODY
        self.usable = self.served | seekers
        self.holder = np.full(len(pair), NOBODY, dtype=np.int64)
        self.holder[self.served] = choices.helper[pair[self.served]]
        self.takes = np.full(len(pair), NOBODY, dtype=np.int64)
        self.leaves = np.full(len(choices.room), NOBODY, dtype=np.int64)
        self.layer = np.flatnonzero(free)
        self.root = np.full(len(choices.room), NOBODY, dtype=np.int64)
        self.root[self.layer] = self.layer
        self.done = np.zeros(len(choices.room), dtype=np.bool_)
        self.found: list[Ints] = []

    def take(self) -> bool:
        """Serve one seeker more for each tree that comes to one; whether any does."""
        while self._grow():
            pass
        need = np.concatenate(self.found)
        need = need[_firsts(self.root[self.choices.helper[self.takes[need]]])]
        any_found = bool(len(need))
        while len(need):
            pair = self.takes[need]
            self.pair[need] = pair
            need = self.leaves[self.choices.helper[pair]]
            need = need[need != NOBODY]
        return any_found

    def _grow(self) -> bool:
        """One layer more, if there is any; trees that have come to a seeker rest."""
        helpers = self.layer[~self.done[self.root[self.layer]]]
        askers, first = self.choices.askers
        pairs = askers[runs(first[helpers], first[helpers + 1])]
        need = self.choices.need[pairs]
        new = (self.takes[need] == NOBODY) & self.usable[need] & (pairs < self.ends[need])
        new &= self.holder[need] != self.choices.helper[pairs]
        pairs, need = pairs[new], need[new]
        chosen = _first_come(self.takes, need, pairs)
        pairs, need = pairs[chosen], need[chosen]
        roots, seeking = self.root[self.choices.helper[pairs]], ~self.served[need]
        self.found.append(need[seeking])
        self.done[roots[seeking]] = True
        self._add_layer(need[~seeking], roots[~seeking])
        return bool(len(self.layer))

    def _add_layer(self, needs: Ints, roots: Ints) -> None:
        """The helpers whom these needs would leave."""
        helper = self.holder[needs]
        new = self.root[helper] == NOBODY
        needs, roots, helper = needs[new], roots[new], helper[new]
        chosen = _first_come(self.leaves, helper, needs)
        self.layer = helper[chosen]
        self.root[self.layer] = roots[chosen]


def _first_come(kept: Ints, places: Ints, values: Ints) -> Bools:
    """Keep a value in each of the places, of several the first; which of them are kept."""
    kept[places[::-1]] = values[::-1]
    return np.asarray(kept[places] == values)


def _firsts(keys: Ints) -> Ints:
    """Where each different key stands first."""
    return np.unique(keys, return_index=True)[1].astype(np.int64)
