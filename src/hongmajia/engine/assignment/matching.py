"""First helpers: which needs can be served at all, and at what level, by augmenting paths.

A need that has a helper keeps having one, which is what makes the more urgent, sought for first, go
before the rest.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hongmajia.engine.arrays import Bools, Floats, Ints, runs
from hongmajia.engine.assignment.augmenting_paths import NOBODY, FromSeekers, augment
from hongmajia.engine.assignment.graph import Choices


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
        found = cls.nothing(choices)
        his = np.full(len(found.pair), NOBODY)
        his[needs] = helpers
        pairs = np.flatnonzero(his[choices.need] == choices.helper)
        found.pair[choices.need[pairs]] = pairs
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
            if not augment(self.choices, self.pair, ends, seekers, self.left() > 0):
                return False
        return True

    def reachable(self, roots: Ints, ends: Ints) -> tuple[Ints, Bools]:
        """The needs and helpers that these needs compete with, the nearest first."""
        return FromSeekers(self.choices, self.pair, ends, roots, self.left() > 0).reach()

    def left(self) -> Ints:
        """The room each helper still has."""
        used = self.choices.helper[self.pair[self.served]]
        return self.choices.room - np.bincount(used, minlength=len(self.choices.room))

    def _take_what_is_free(self, seekers: Bools, ends: Ints) -> None:
        """Each seeker in turn asks for its best, second best, …, as long as there is room."""
        left = self.left()
        waiting = np.flatnonzero(seekers & ~self.served)
        pairs = runs(self.choices.start[waiting], ends[waiting])
        pairs = pairs[left[self.choices.helper[pairs]] > 0]
        need = self.choices.need[pairs]
        now, last = np.searchsorted(need, waiting), np.searchsorted(need, waiting, "right")
        while len(waiting):
            waiting, now, last = (each[now < last] for each in (waiting, now, last))
            asked = pairs[now]
            helper = self.choices.helper[asked]
            order = np.argsort(helper, kind="stable")
            turn = np.empty(len(order), dtype=np.int64)
            turn[order] = np.arange(len(order)) - np.searchsorted(helper[order], helper[order])
            lucky = turn < left[helper]
            self.pair[waiting[lucky]] = asked[lucky]
            np.subtract.at(left, helper[lucky], 1)
            waiting, now, last = waiting[~lucky], now[~lucky] + 1, last[~lucky]
