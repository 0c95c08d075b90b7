"""Who may be the first helper of whom, as columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from hongmajia.engine.arrays import Bools, Floats, Ints


@dataclass(frozen=True)
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

    @cached_property
    def askers(self) -> tuple[Ints, Ints]:
        """The pairs helper by helper, and where those of each helper begin."""
        shape = (len(self.start) - 1, len(self.room))
        pairs = np.arange(len(self.need))
        turned = sparse.csr_array((pairs, self.helper, self.start), shape=shape).tocsc()
        return turned.data, turned.indptr.astype(np.int64)

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


def _in_order(need: Ints, fit: Floats) -> bool:
    """Whether the pairs of a need stand together, the best first."""
    step = np.diff(need)
    return bool((step >= 0).all() and (np.diff(fit)[step == 0] <= 0).all())
