"""Which of the seven official categories a need belongs to, with probabilities.

A multinomial logistic regression on TF-IDF weights of character n-grams, fitted on first use to
the labelled phrases in `data/categories.csv`, which follow the official definitions. To correct a
suggestion, add a phrase there.
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


INVERSE_REGULARISATION = 100.0
"""Inverse strength of the L2 penalty (scikit-learn's ``C``), chosen by tenfold
cross-validation.
"""
SURE = 0.6
"""Probability from which nine of ten suggestions are right (`benchmarks/categories.py`)."""


@dataclass(frozen=True, slots=True)
class Classifier:
    """The fitted regression, with the n-gram columns and IDF weights of its training phrases."""

    idf_weights: ngrams.IdfWeights
    columns: NDArray[np.int32]
    model: LogisticRegression


def suggest_category(text: str) -> list[tuple[int, float]]:
    """The categories 1…7 with their probabilities (sum 1), the most probable first."""
    classifier = _classifier()
    row = classifier.idf_weights.tfidf(ngrams.count_ngrams([text]))[:, classifier.columns]
    chances = classifier.model.predict_proba(row)[0]
    ranked = sorted(zip(classifier.model.classes_, chances, strict=True), key=lambda pair: -pair[1])
    return [(int(category), float(chance)) for category, chance in ranked]


@cache
def _classifier() -> Classifier:
    """The classifier fitted to the phrases shipped with the engine."""
    return train(*phrases())


def phrases() -> tuple[list[str], list[int]]:
    """The training phrases shipped with the engine, and the category of each."""
    with files(__package__).joinpath("data/categories.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return [row["phrase"] for row in rows], [int(row["category"]) for row in rows]


def train(
    examples: list[str],
    categories: list[int],
    inverse_regularisation: float = INVERSE_REGULARISATION,
) -> Classifier:
    """A classifier fitted to labelled texts, each category weighted by its inverse frequency."""
    from sklearn.linear_model import LogisticRegression  # takes a second to import

    counts = ngrams.count_ngrams(examples)
    idf_weights, columns = ngrams.IdfWeights.fit(counts), np.unique(counts.indices)
    model = LogisticRegression(C=inverse_regularisation, class_weight="balanced", max_iter=1000)
    model.fit(idf_weights.tfidf(counts)[:, columns], categories)
    return Classifier(idf_weights, columns, model)
