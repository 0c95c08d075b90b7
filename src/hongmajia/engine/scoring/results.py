"""TODO."""

from __future__ import annotations

from dataclasses import dataclass

from hongmajia.engine.messages.codes import Reason


@dataclass(frozen=True, slots=True)
class Candidate:
    """A helper for a need: ``score`` 0…1 and at most four reasons.

    ``suitable`` is false where the helper must not be proposed (excluded, out of reach, or
    nothing says he knows the subject); a full helper stays suitable, with a reason against.
    """

    need: str
    helper: str
    score: float
    reasons: tuple[Reason, ...]
    suitable: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """One line of the sum behind a score: value 0…1 × weight = points (log-odds)."""

    name: str
    value: float
    weight: float

    @property
    def points(self) -> float:
        """What this part adds to the score, in log-odds."""
        return self.value * self.weight


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why, or why not, this helper for this need: the sum, every reason, and what forbids him.

    ``rank`` counts from 1 among all helpers; ``blocked`` is empty where he may be proposed.
    """

    need: str
    helper: str
    score: float
    rank: int
    parts: tuple[Part, ...]
    reasons: tuple[Reason, ...]
    blocked: tuple[Reason, ...]
