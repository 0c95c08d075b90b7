"""Why, as data: small coded sayings that web, spreadsheet and command line put into words.

A saying holds a code and the facts that belong to it, never a sentence; `words.say` renders it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

SHOWN = 4
"""Reasons shown for a pair: more are not read."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A code with its facts; ``params`` holds only what JSON can hold."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """For storing as JSON; `from_dict` is the way back."""
        return {"code": self.code, "params": dict(self.params)}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Self:
        """The saying that `as_dict` stored."""
        return cls(**stored)


@dataclass(frozen=True, slots=True)
class Reason(Saying):
    """One fact for (``favours``) or against a pair; ``points`` is its share of the log-odds."""

    favours: bool = True
    points: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        """For storing as JSON; `from_dict` is the way back."""
        return {
            "code": self.code,
            "params": dict(self.params),
            "favours": self.favours,
            "points": self.points,
        }


class Cause(Saying):
    """Why a need is left without a helper."""

    __slots__ = ()


class Remedy(Saying):
    """The cheapest change that would give the need a helper."""

    __slots__ = ()


class Relaxation(Saying):
    """A change to a whole round, and how many more needs it would serve."""

    __slots__ = ()


def choose(reasons: Iterable[Reason], shown: int = SHOWN) -> tuple[Reason, ...]:
    """At most ``shown`` reasons, the favourable first; one against is never crowded out."""
    ordered = sorted(reasons, key=lambda reason: -abs(reason.points))
    pro = [reason for reason in ordered if reason.favours]
    con = [reason for reason in ordered if not reason.favours]
    against = min(len(con), max(1, shown - len(pro)))
    return (*pro[: shown - against], *con[:against])
