"""Affinity: how well a helper fits a need, as the weighted sum of separate parts, each 0…1.

The sum is in log-odds; the score is its logistic, 0…1. The weights in `data/weights.json` were
fitted as a conditional logit (McFadden, 1974: the right helper against all others of the same
need) by `benchmarks/engine_fit_weights.py`; docs/engine.md says on which data.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

PARTS = (
    "words",
    "craft",
    "industry",
    "meaning",
    "place",
    "district",
    "breadth",
    "past",
    "category",
    "load",
    "standing",
)
"""The parts, in the order of the columns of a parts matrix."""
WORDS, CRAFT, INDUSTRY, MEANING, PLACE, DISTRICT, BREADTH, PAST, CATEGORY, LOAD, STANDING = range(
    len(PARTS)
)
KNOWLEDGE = (WORDS, CRAFT, INDUSTRY, MEANING, PAST)
"""The parts that are evidence of skill; being near, free or honoured is none."""
NEAR_KM = 10.0
"""Kilometres at which nearness begins to decrease."""
OUT_KM = 2000.0
"""Kilometres at which nearness reaches 0."""
NEUTRAL_PLACE = 0.35
"""Nearness assumed where a place is unknown: that of some 300 km, so that it is neither an
advantage nor a disadvantage.
"""


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds per part, the bias, and the least log-odds from skill (``floor``) that make a
    helper suitable.
    """

    parts: tuple[float, ...]
    bias: float
    floor: float

    def log_odds(self, parts: Floats) -> Floats:
        """Log-odds of rows of parts, shape (pairs,)."""
        return np.asarray(parts @ np.array(self.parts) + self.bias, dtype=np.float64)

    def knowledge(self, parts: Floats) -> Floats:
        """The share of the log-odds that comes from the parts that are evidence of skill, shape
        (pairs,).
        """
        columns = list(KNOWLEDGE)
        return np.asarray(parts[:, columns] @ np.array(self.parts)[columns], dtype=np.float64)

    def as_dict(self) -> dict[str, Any]:
        """The weights as a JSON object; `from_dict` reads it."""
        return {
            "parts": dict(zip(PARTS, self.parts, strict=True)),
            "bias": self.bias,
            "floor": self.floor,
        }

    def of(self, part: int) -> float:
        """Log-odds of one part (its column in a parts matrix)."""
        return self.parts[part]

    @classmethod
    def from_dict(cls, stored: dict[str, Any]) -> Weights:
        """The weights that `as_dict` returned."""
        return cls(
            tuple(float(stored["parts"][name]) for name in PARTS), stored["bias"], stored["floor"]
        )


@cache
def fitted_weights(meaning: bool = False) -> Weights:
    """The weights shipped with the engine; with embeddings (``meaning``) shared words
    weigh less.
    """
    shipped = json.loads(files(__package__).joinpath("data/weights.json").read_text("utf-8"))
    return Weights.from_dict(shipped["with_meaning" if meaning else "without_meaning"])


def to_score(log_odds: Floats) -> Floats:
    """Log-odds as a score 0…1 (logistic function)."""
    return np.asarray(1 / (1 + np.exp(-log_odds)), dtype=np.float64)


def nearness(km: Floats) -> Floats:
    """1 at distance 0, decreasing with the logarithm of the kilometres to 0; neutral where
    unknown (NaN).
    """
    faded = 1 - np.log1p(km / NEAR_KM) / np.log1p(OUT_KM / NEAR_KM)
    return np.where(np.isnan(km), NEUTRAL_PLACE, np.clip(faded, 0, 1))


def availability(capacity: NDArray[np.int64]) -> Floats:
    """Capacity c as c / (c + 1): 0 for a fully booked helper, ½ for one free place, towards 1 for
    many.
    """
    return np.asarray(capacity / (capacity + 1.0), dtype=np.float64)
