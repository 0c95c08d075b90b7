"""Augmenting paths in a bipartite graph whose helpers have capacities.

An augmenting path begins at a need without a helper, moves other needs to other helpers, and ends
at a helper with free capacity; following it serves one more need (Berge, 1957). Paths are
searched for by breadth-first search from many vertices at once, layer by layer over whole arrays.
As in Hopcroft & Karp (1973), one search takes several vertex-disjoint paths: at most one from
each tree. Unlike there, a tree without a path keeps growing after others have found theirs, so
paths need not be the shortest and the √V bound on the number of searches is not claimed.

There are two searches, from the needs to be served and from the helpers with free capacity: where
many needs stay without a helper for good, nearly everything is reachable from them, but nearly
nothing from the little capacity that is left.
"""

from __future__ import annotations

import numpy as np

from hongmajia.engine.arrays import Bools, Ints, concatenated_ranges
from hongmajia.engine.assignment.graph import CandidateGraph

UNASSIGNED = -1


def augment(graph: CandidateGraph, pair: Ints, ends: Ints, targets: Bools, free: Bools) -> bool:
    """Serve some more of the ``targets`` by one search, changing ``pair``; whether any could be
    served.

    ``pair`` is the pair that serves each need (or `UNASSIGNED`); of each need only the pairs
    before its ``ends`` are used; ``free`` helpers have capacity left. The search starts from the
    smaller side.
    """
    roots = np.flatnonzero(targets & (pair == UNASSIGNED))
    if len(roots) > np.count_nonzero(free):
        return SearchFromHelpers(graph, pair, ends, targets, free).take()
    return SearchFromNeeds(graph, pair, ends, roots, free).take()


class SearchFromNeeds:
    """Breadth-first search from needs without a helper to helpers with free capacity.

    ``parent_pair`` is the pair by which a tree reached each helper, ``root`` the need at the root
    of each reached need's tree, ``done`` the roots whose tree has found a helper.
    """

    def __init__(
        self, graph: CandidateGraph, pair: Ints, ends: Ints, roots: Ints, free: Bools
    ) -> None:
        self.graph, self.pair, self.ends, self.free = graph, pair, ends, free
        self.parent_pair = np.full(len(graph.capacity), UNASSIGNED, dtype=np.int64)
        self.root = np.full(len(pair), UNASSIGNED, dtype=np.int64)
        self.root[roots] = roots
        self.done = np.zeros(len(pair), dtype=np.bool_)
        self.layers = [roots]
        self.found: list[Ints] = []
        served = np.flatnonzero(pair != UNASSIGNED)
        holder = graph.helper[pair[served]]
        order = np.argsort(holder, kind="stable")
        self.needs_by_helper = served[order]
        self.first = np.searchsorted(holder[order], np.arange(len(graph.capacity) + 1))

    def reach(self) -> tuple[Ints, Bools]:
        """All reachable needs, nearest first, and a mask of the reachable helpers."""
        while self._grow(stop=False):
            pass
        return np.concatenate(self.layers), self.parent_pair != UNASSIGNED

    def take(self) -> bool:
        """Follow one augmenting path for each tree that found one; whether there was any."""
        while self._grow():
            pass
        helper = np.concatenate(self.found)
        helper = helper[_first_positions(self.root[self.graph.need[self.parent_pair[helper]]])]
        any_found = bool(len(helper))
        while len(helper):
            pair = self.parent_pair[helper]
            need = self.graph.need[pair]
            before = self.pair[need]
            self.pair[need] = pair
            helper = self.graph.helper[before[before != UNASSIGNED]]
        return any_found

    def _grow(self, *, stop: bool = True) -> bool:
        """Add one layer; whether it has any need. With ``stop``, trees that found a helper stop."""
        needs = self.layers[-1]
        if stop:
            needs = needs[~self.done[self.root[needs]]]
        pairs = concatenated_ranges(self.graph.start[needs], self.ends[needs])
        helper = self.graph.helper[pairs]
        new = self.parent_pair[helper] == UNASSIGNED
        pairs, helper = pairs[new], helper[new]
        chosen = _keep_first(self.parent_pair, helper, pairs)
        pairs, helper = pairs[chosen], helper[chosen]
        ends = self.free[helper]
        if stop:
            self.found.append(helper[ends])
            self.done[self.root[self.graph.need[pairs[ends]]]] = True
        self._add_layer(pairs[~ends], helper[~ends])
        return bool(len(self.layers[-1]))

    def _add_layer(self, pairs: Ints, helper: Ints) -> None:
        """Add the needs that are assigned to these helpers."""
        needs = self.needs_by_helper[
            concatenated_ranges(self.first[helper], self.first[helper + 1])
        ]
        roots = self.root[self.graph.need[pairs]]
        roots = np.repeat(roots, self.first[helper + 1] - self.first[helper])
        new = self.root[needs] == UNASSIGNED
        self.root[needs[new]] = roots[new]
        self.layers.append(needs[new])


class SearchFromHelpers:
    """Breadth-first search from helpers with free capacity back to needs without a helper.

    ``parent_pair`` is the pair that a reached need would take; ``parent_need`` the need that
    would leave a reached helper for it.
    """

    def __init__(
        self, graph: CandidateGraph, pair: Ints, ends: Ints, targets: Bools, free: Bools
    ) -> None:
        self.graph, self.pair, self.ends = graph, pair, ends
        self.served = pair != UNASSIGNED
        self.usable = self.served | targets
        self.holder = np.full(len(pair), UNASSIGNED, dtype=np.int64)
        self.holder[self.served] = graph.helper[pair[self.served]]
        self.parent_pair = np.full(len(pair), UNASSIGNED, dtype=np.int64)
        self.parent_need = np.full(len(graph.capacity), UNASSIGNED, dtype=np.int64)
        self.layer = np.flatnonzero(free)
        self.root = np.full(len(graph.capacity), UNASSIGNED, dtype=np.int64)
        self.root[self.layer] = self.layer
        self.done = np.zeros(len(graph.capacity), dtype=np.bool_)
        self.found: list[Ints] = []

    def take(self) -> bool:
        """Follow one augmenting path for each tree that found one; whether there was any."""
        while self._grow():
            pass
        need = np.concatenate(self.found)
        need = need[_first_positions(self.root[self.graph.helper[self.parent_pair[need]]])]
        any_found = bool(len(need))
        while len(need):
            pair = self.parent_pair[need]
            self.pair[need] = pair
            need = self.parent_need[self.graph.helper[pair]]
            need = need[need != UNASSIGNED]
        return any_found

    def _grow(self) -> bool:
        """Add one layer; whether it has any helper. Trees that have found a need do not
        grow on.
        """
        helpers = self.layer[~self.done[self.root[self.layer]]]
        pairs_by_helper, first = self.graph.pairs_by_helper
        pairs = pairs_by_helper[concatenated_ranges(first[helpers], first[helpers + 1])]
        need = self.graph.need[pairs]
        new = (self.parent_pair[need] == UNASSIGNED) & self.usable[need] & (pairs < self.ends[need])
        new &= self.holder[need] != self.graph.helper[pairs]
        pairs, need = pairs[new], need[new]
        chosen = _keep_first(self.parent_pair, need, pairs)
        pairs, need = pairs[chosen], need[chosen]
        roots, seeking = self.root[self.graph.helper[pairs]], ~self.served[need]
        self.found.append(need[seeking])
        self.done[roots[seeking]] = True
        self._add_layer(need[~seeking], roots[~seeking])
        return bool(len(self.layer))

    def _add_layer(self, needs: Ints, roots: Ints) -> None:
        """Add the helpers that these needs would leave."""
        helper = self.holder[needs]
        new = self.root[helper] == UNASSIGNED
        needs, roots, helper = needs[new], roots[new], helper[new]
        chosen = _keep_first(self.parent_need, helper, needs)
        self.layer = helper[chosen]
        self.root[self.layer] = roots[chosen]


def _keep_first(kept: Ints, places: Ints, values: Ints) -> Bools:
    """Store a value at each place, the first one where several compete; a mask of the values
    stored.
    """
    kept[places[::-1]] = values[::-1]
    return np.asarray(kept[places] == values)


def _first_positions(keys: Ints) -> Ints:
    """The position of the first occurrence of each distinct key."""
    return np.unique(keys, return_index=True)[1].astype(np.int64)
