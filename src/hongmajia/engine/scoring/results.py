"""Answers about single pairs: candidates and explanations."""

from __future__ import annotations

from dataclasses import dataclass

from hongmajia.engine.messages.codes import Reason


@dataclass(frozen=True, slots=True)
class Candidate:
    """A helper for a need: ``score`` 0…1 and at most four reasons.

    ``suitable`` is false where the helper must not be proposed (excluded, out of reach, or
    without evidence of knowing the subject); a fully booked helper stays suitable, with a reason
    against.
    """

    need: str
    helper: str
    score: float
    reasons: tuple[Reason, ...]
    suitable: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """One term of the sum behind a score: value 0…1 × weight = points (log-odds)."""

    name: str
    value: float
    weight: float

    @property
    def points(self) -> float:
        """What this part adds to the score, in log-odds."""
        return self.value * self.weight


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why, or why not, a helper fits a need: the terms of the sum, every reason, and what forbids
    it.

    ``rank`` counts from 1 in the order of the shortlist: suitable helpers first, each group from
    the best. ``blocked`` is empty where the helper may be proposed.
    """

    need: str
    helper: str
    score: float
    rank: int
    parts: tuple[Part, ...]
    reasons: tuple[Reason, ...]
    blocked: tuple[Reason, ...]

    @property
    def suitable(self) -> bool:
        """Whether the helper may be proposed."""
        return not self.blocked
