"""Which of the seven official categories a need belongs to, with probabilities.

A logistic regression over character n-grams, trained on first use from the phrases in
`data/categories.csv`: each is a thing people ask for, filed under its category by the official
definitions. Whoever disagrees with a suggestion adds a phrase.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from hongmajia.engine.text import ngrams

if TYPE_CHECKING:
    from sklearn.linear_model import LogisticRegression


FIRMNESS = 100.0
"""How closely the regression follows the phrases (its C), chosen by tenfold cross-validation."""


@dataclass(frozen=True, slots=True)
class Classifier:
    """The trained regression, on the n-grams that occur in the phrases."""

    rarity: ngrams.Rarity
    columns: NDArray[np.int32]
    model: LogisticRegression


def suggest_category(text: str) -> list[tuple[int, float]]:
    """The categories 1…7 with their probabilities (sum 1), the likeliest first."""
    classifier = _classifier()
    row = classifier.rarity.weigh(ngrams.count([text]))[:, classifier.columns]
    chances = classifier.model.predict_proba(row)[0]
    ranked = sorted(zip(classifier.model.classes_, chances, strict=True), key=lambda pair: -pair[1])
    return [(int(category), float(chance)) for category, chance in ranked]


@cache
def _classifier() -> Classifier:
    """Trained on the phrases as shipped."""
    return train(*phrases())


def phrases() -> tuple[list[str], list[int]]:
    """The phrases as shipped, and their categories."""
    with files(__package__).joinpath("data/categories.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return [row["phrase"] for row in rows], [int(row["category"]) for row in rows]


def train(examples: list[str], categories: list[int], firmness: float = FIRMNESS) -> Classifier:
    """A classifier from labelled texts, all categories counting alike."""
    from sklearn.linear_model import LogisticRegression  # one second, which no start need wait

    counts = ngrams.count(examples)
    rarity, columns = ngrams.Rarity.of(counts), np.unique(counts.indices)
    model = LogisticRegression(C=firmness, class_weight="balanced", max_iter=1000)
    model.fit(rarity.weigh(counts)[:, columns], categories)
    return Classifier(rarity, columns, model)
