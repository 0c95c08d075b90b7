"""The bipartite graph of possible first helpers, as columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from hongmajia.engine.arrays import Bools, Floats, Ints


@dataclass(frozen=True)
class CandidateGraph:
    """Possible first helpers: the pairs of each need are consecutive, from the best.

    ``need``, ``helper`` and ``fit`` are columns of pairs; need n has the pairs ``start[n]:start[n
    + 1]`` (compressed sparse rows); ``capacity`` is per helper.
    """

    need: Ints
    helper: Ints
    fit: Floats
    start: Ints
    capacity: Ints

    @classmethod
    def of(
        cls, need: Ints, helper: Ints, fit: Floats, needs: int, capacity: Ints
    ) -> CandidateGraph:
        """The graph of these pairs for ``needs`` needs; they are sorted unless they are
        already.
        """
        if not _in_order(need, fit):
            order = np.lexsort((helper, -fit, need))
            need, helper, fit = need[order], helper[order], fit[order]
        start = np.searchsorted(need, np.arange(needs + 1))
        return cls(need, helper, fit, start.astype(np.int64), capacity)

    @cached_property
    def pairs_by_helper(self) -> tuple[Ints, Ints]:
        """The pairs helper by helper, and where those of each helper begin."""
        shape = (len(self.start) - 1, len(self.capacity))
        pairs = np.arange(len(self.need))
        turned = sparse.csr_array((pairs, self.helper, self.start), shape=shape).tocsc()
        return turned.data, turned.indptr.astype(np.int64)

    @property
    def best(self) -> Floats:
        """The best fit of each need; −∞ where it has no pair."""
        found = np.full(len(self.start) - 1, -np.inf)
        some = self.start[:-1] < self.start[1:]
        found[some] = self.fit[self.start[:-1][some]]
        return found

    def ends(self, level: Floats | float) -> Ints:
        """For each need the end of its pairs with at least this fit (one level, or one
        per need).
        """
        levels = np.broadcast_to(np.asarray(level, dtype=np.float64), len(self.start) - 1)
        good = np.concatenate([[0], np.cumsum(self.fit >= levels[self.need])])
        return np.asarray(self.start[:-1] + good[self.start[1:]] - good[self.start[:-1]])

    def served_bound(self, targets: Bools, ends: Ints) -> int:
        """An upper bound on how many targets can be served: those with any usable pair, and the
        capacity of the helpers in usable pairs.
        """
        usable = targets[self.need] & (np.arange(len(self.need)) < ends[self.need])
        requests = np.bincount(self.helper[usable], minlength=len(self.capacity))
        capacity = int(np.minimum(requests, self.capacity).sum())
        return min(capacity, int((targets & (ends > self.start[:-1])).sum()))


def _in_order(need: Ints, fit: Floats) -> bool:
    """Whether the pairs of each need are consecutive and from the best."""
    step = np.diff(need)
    return bool((step >= 0).all() and (np.diff(fit)[step == 0] <= 0).all())
