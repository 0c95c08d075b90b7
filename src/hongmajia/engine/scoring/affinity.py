"""How well a helper fits a need: separate parts, each 0…1, added up with fitted weights.

The sum is in log-odds; the score is its logistic, 0…1. The weights are in `data/weights.json`,
written by `benchmarks/engine_fit_weights.py`; docs/engine.md shows what they were judged by.
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

PARTS = ("words", "craft", "meaning", "place", "past", "category", "load")
"""The parts, in the order of the columns of a parts matrix."""
WORDS, CRAFT, MEANING, PLACE, PAST, CATEGORY, LOAD = range(len(PARTS))
KNOWLEDGE = (WORDS, CRAFT, MEANING, PAST)
"""The parts that speak of knowing the subject: being near or free is no skill."""
NEAR_KM = 10.0
"""Kilometres at which nearness begins to fade."""
OUT_KM = 2000.0
"""Kilometres at which nearness has faded to nothing."""
NEUTRAL_PLACE = 0.35
"""Nearness where a place is unknown: that of some 300 km, so that nobody gains or loses by it."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds per part, the bias, and the least knowledge (log-odds) that makes one suitable."""

    parts: tuple[float, ...]
    bias: float
    floor: float

    def sum_up(self, parts: Floats) -> Floats:
        """Log-odds of rows of parts."""
        return np.asarray(parts @ np.array(self.parts) + self.bias, dtype=np.float64)

    def knowledge(self, parts: Floats) -> Floats:
        """What the parts that speak of skill contribute, in log-odds."""
        columns = list(KNOWLEDGE)
        return np.asarray(parts[:, columns] @ np.array(self.parts)[columns], dtype=np.float64)

    def as_dict(self) -> dict[str, Any]:
        """For writing to the weights file."""
        return {
            "parts": dict(zip(PARTS, self.parts, strict=True)),
            "bias": self.bias,
            "floor": self.floor,
        }

    def of(self, part: int) -> float:
        """Log-odds of one part."""
        return self.parts[part]

    @classmethod
    def from_dict(cls, stored: dict[str, Any]) -> Weights:
        """The weights that `as_dict` wrote."""
        return cls(
            tuple(float(stored["parts"][name]) for name in PARTS), stored["bias"], stored["floor"]
        )


@cache
def fitted(meaning: bool = False) -> Weights:
    """The weights as shipped; who has an embedder trusts the words less."""
    shipped = json.loads(files(__package__).joinpath("data/weights.json").read_text("utf-8"))
    return Weights.from_dict(shipped["with_meaning" if meaning else "without_meaning"])


def score(log_odds: Floats) -> Floats:
    """Log-odds as a score 0…1."""
    return np.asarray(1 / (1 + np.exp(-log_odds)), dtype=np.float64)


def nearness(km: Floats) -> Floats:
    """1 next door, fading with the logarithm of the distance to 0; neutral where unknown (NaN)."""
    faded = 1 - np.log1p(km / NEAR_KM) / np.log1p(OUT_KM / NEAR_KM)
    return np.where(np.isnan(km), NEUTRAL_PLACE, np.clip(faded, 0, 1))


def freedom(capacity: NDArray[np.int64]) -> Floats:
    """0 for a full helper, ½ for one more, towards 1 for many."""
    return np.asarray(capacity / (capacity + 1.0), dtype=np.float64)
