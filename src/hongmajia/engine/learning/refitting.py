"""Fitting the weights anew: what was known before, and what use has taught.

The model is that of the shipped weights, a conditional logit (McFadden, 1974) with weights ≥ 0, so
that every part still speaks for a helper or not at all. The known pairs are learnt from as well,
and a ridge pulls towards the shipped weights: little use changes little.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize

from hongmajia.engine.arrays import Floats
from hongmajia.engine.learning.lessons import Lesson, as_matrix
from hongmajia.engine.scoring.affinity import (
    BREADTH,
    CRAFT,
    DISTRICT,
    INDUSTRY,
    KNOWLEDGE,
    MEANING,
    PARTS,
    PAST,
    PLACE,
    WORDS,
    Weights,
)

LEARNT = (WORDS, CRAFT, INDUSTRY, MEANING, PLACE, DISTRICT, BREADTH)
"""The parts that are learnt; a solved need counts as much as words, the others break ties."""
RIDGE = 0.02
"""Strength of the pull towards the shipped weights, per lesson."""


def refit(lessons: Sequence[Lesson], known: Sequence[Lesson], shipped: Weights) -> Weights:
    """Weights fitted to the lessons and the known pairs, starting from the shipped ones.

    The bias keeps the mean score of those who were right among the known pairs, and the floor the
    share of them that has enough knowledge.
    """
    everything = [*lessons, *known]
    matrices = [as_matrix(each) for each in everything]
    shares = np.array([each.weight for each in everything])
    start = np.array(shipped.parts)
    columns = list(LEARNT)

    def loss(learnt: Floats) -> float:
        weights = start.copy()
        weights[columns] = learnt
        gained = np.array([_log_share(matrix @ weights) for matrix in matrices])
        pull = np.mean((learnt - start[columns]) ** 2)
        return float(-(shares @ gained) / shares.sum() + RIDGE * pull)

    found = minimize(loss, start[columns], bounds=[(0, None)] * len(columns)).x
    return _finished(start, found, known, shipped)


def _finished(start: Floats, learnt: Floats, known: Sequence[Lesson], shipped: Weights) -> Weights:
    """The weights with bias and floor."""
    weights = start.copy()
    weights[list(LEARNT)] = learnt
    weights[PAST] = weights[WORDS]
    right = np.array([each.right for each in known])
    bias = shipped.bias + float(np.mean(right @ start - right @ weights))
    told = list(KNOWLEDGE)
    before, after = right[:, told] @ start[told], right[:, told] @ weights[told]
    floor = float(np.quantile(after, np.mean(before < shipped.floor)))
    return Weights(tuple(np.round(weights, 3).tolist()), round(bias, 3), round(floor, 3))


def _log_share(points: Floats) -> float:
    """Log-probability of the first among all, by softmax."""
    return float(points[0] - np.logaddexp.reduce(points))


def likelihoods(lessons: Sequence[Lesson], weights: Weights) -> Floats:
    """Log-probability of who was right, for each lesson."""
    parts = np.array(weights.parts)
    return np.array([_log_share(as_matrix(each) @ parts) for each in lessons])


def reciprocal_ranks(lessons: Sequence[Lesson], weights: Weights) -> Floats:
    """1 / rank of who was right among all of a lesson; of ties the mean rank."""
    parts = np.array(weights.parts)
    ranks = []
    for lesson in lessons:
        points = as_matrix(lesson) @ parts
        equal = np.isclose(points[1:], points[0])
        ranks.append(1 + np.sum((points[1:] > points[0]) & ~equal) + equal.sum() / 2)
    return 1 / np.array(ranks, dtype=np.float64)


def knows_parts(lesson: Lesson) -> bool:
    """Whether all parts of a lesson are numbers 0…1, as many as there are `PARTS`."""
    rows = (lesson.right, *lesson.others)
    return all(len(row) == len(PARTS) and all(0 <= value <= 1 for value in row) for row in rows)
