"""Messages as data: a code with its parameters, put into words elsewhere.

Web pages, spreadsheets and the command line store and translate them by code;
`sentences.describe` gives the sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

SHOWN = 4
"""Reasons shown for one pair; people do not read more."""


@dataclass(frozen=True, slots=True)
class Message:
    """A code with its parameters; ``params`` holds only what JSON can hold."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The message as a JSON object; `from_dict` reads it."""
        return {"code": self.code, "params": dict(self.params)}

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Self:
        """The message that `as_dict` returned."""
        return cls(**stored)


@dataclass(frozen=True, slots=True)
class Reason(Message):
    """One fact in favour of (``favours``) or against a pair; ``points`` is its share of the
    log-odds.
    """

    favours: bool = True
    points: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        """The reason as a JSON object; `from_dict` reads it."""
        return {
            "code": self.code,
            "params": dict(self.params),
            "favours": self.favours,
            "points": self.points,
        }


class Cause(Message):
    """Why a need has no helper, or a visit no date."""

    __slots__ = ()


class Remedy(Message):
    """The smallest change that would give the need a helper."""

    __slots__ = ()


class Relaxation(Message):
    """A change to a whole round, and how many more needs it would serve."""

    __slots__ = ()


def select_reasons(reasons: Iterable[Reason], shown: int = SHOWN) -> tuple[Reason, ...]:
    """At most ``shown`` reasons, those in favour first, each group by weight; at least one
    against is included if there is any.
    """
    ordered = sorted(reasons, key=lambda reason: -abs(reason.points))
    pro = [reason for reason in ordered if reason.favours]
    con = [reason for reason in ordered if not reason.favours]
    against = min(len(con), max(1, shown - len(pro)))
    return (*pro[: shown - against], *con[:against])
