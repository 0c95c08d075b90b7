"""Plans, and how a plan differs from the one before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hongmajia.engine.messages.codes import Cause, Reason, Relaxation, Remedy


@dataclass(frozen=True, slots=True)
class Pair:
    """One line of a plan: this helper is to be asked for this need, in this week of the plan."""

    need: str
    helper: str
    score: float
    reasons: tuple[Reason, ...]
    pinned: bool = False
    week: int = 1


@dataclass(frozen=True, slots=True)
class Unserved:
    """A need without a helper, why, and what would give it one."""

    need: str
    cause: Cause
    remedy: Remedy


@dataclass(frozen=True, slots=True)
class Load:
    """How much of a helper's capacity (of all weeks together) a plan uses."""

    used: int
    capacity: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """A plan compared with the one before, by need id.

    ``kept``: same helpers; ``changed``: other helpers; ``new``: served now, not before; ``lost``:
    served before, not now.
    """

    kept: tuple[str, ...]
    changed: tuple[str, ...]
    new: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanFairness:
    """How fair a plan is proven to be, among the needs served, judged by their best helper.

    ``worst`` is the largest possible score of the least well served need. ``settled`` needs have
    exactly what the leximin order gives them, all others at least ``level``; ``complete``: there
    are no others. ``exact`` is false where equal scores left a choice that may cost a later
    level.
    """

    worst: float
    settled: int
    level: float
    complete: bool
    exact: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """Who helps whom, in the order of the needs given; which needs have no helper, and why.

    ``worst`` is the score of the least well served need (by its best helper; pinned needs aside),
    ``None`` where only pins serve any need. ``total`` is the sum of all scores, ``relaxations``
    what would serve more needs, the most first.
    """

    pairs: tuple[Pair, ...]
    unserved: tuple[Unserved, ...]
    loads: Mapping[str, Load]
    served: int
    worst: float | None
    total: float
    comparison: Comparison | None = None
    fair: PlanFairness | None = None
    relaxations: tuple[Relaxation, ...] = ()

    @property
    def helpers_used(self) -> int:
        """How many different helpers are asked."""
        return sum(load.used > 0 for load in self.loads.values())

    def helpers_of(self, need: str) -> tuple[str, ...]:
        """The ids planned for one need, best first."""
        return tuple(pair.helper for pair in self.pairs if pair.need == need)
