"""Whether learnt weights are better than the shipped ones, and what forbids using them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from hongmajia.engine.learning.lessons import Lesson
from hongmajia.engine.learning.refitting import (
    knows_parts,
    likelihoods,
    reciprocal_ranks,
    refit,
)
from hongmajia.engine.scoring.affinity import PARTS, Weights

LEAST_LESSONS = 40
"""Lessons below which nothing is learnt: chance would decide."""
MOST_FROM_ONE = 0.25
"""Largest share of the lessons in which one helper may have been right."""
HELD_BACK = 0.25
"""Share of the lessons by which the new weights are judged: the latest."""
KNOWN_TOLERANCE = 0.005
"""Mean reciprocal rank that the known pairs may lose."""
MOST_CHANGE = 4.0
"""Factor by which a weight may grow; more is not learnt but forced."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What forbids the learnt weights: a code with its numbers."""

    code: str
    params: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Trial:
    """The learnt weights, and mean reciprocal rank and log-likelihood before and after.

    ``held`` are lessons that the judged weights have not seen, ``known`` the known pairs;
    ``faults`` is empty if the weights may be used.
    """

    weights: Weights | None
    lessons: int
    held: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    known: tuple[float, float] = (0.0, 0.0)
    faults: tuple[Fault, ...] = ()

    @property
    def is_better(self) -> bool:
        """Whether a person may decide to use the weights."""
        return self.weights is not None and not self.faults


def trial(lessons: Sequence[Lesson], known: Sequence[Lesson], shipped: Weights) -> Trial:
    """Fit the weights anew and judge them on what they have not seen."""
    if faults := poison(lessons, shipped):
        return Trial(None, len(lessons), faults=faults)
    seen, held = split(lessons)
    judged = refit(seen, known, shipped)
    learnt = refit(lessons, known, shipped)
    held_figures = (*_figures(held, shipped), *_figures(held, judged))
    known_figures = (_figures(known, shipped)[0], _figures(known, learnt)[0])
    faults = _worse(held_figures, known_figures) + _forced(learnt, shipped)
    return Trial(learnt, len(lessons), held_figures, known_figures, faults)


def poison(lessons: Sequence[Lesson], shipped: Weights) -> tuple[Fault, ...]:
    """What is wrong with the lessons themselves, whatever is learnt from them."""
    if broken := sum(not knows_parts(each) for each in lessons):
        return (Fault("broken", {"count": broken}),)
    told = [each for each in lessons if each.others]
    if len(told) < LEAST_LESSONS:
        return (Fault("too_few", {"count": len(told), "least": LEAST_LESSONS}),)
    faults = []
    most = Counter(each.source for each in told).most_common(1)[0][1]
    if most > MOST_FROM_ONE * len(told):
        faults.append(Fault("one_helper", {"percent": round(100 * most / len(told))}))
    chance = np.array([-np.log(1 + len(each.others)) for each in told])
    if np.mean(likelihoods(told, shipped) - chance) < 0:
        faults.append(Fault("upside_down"))
    return tuple(faults)


def split(lessons: Sequence[Lesson]) -> tuple[list[Lesson], list[Lesson]]:
    """The earlier lessons, and the latest ones, which are held back; spans of time stay whole
    where there are several.
    """
    ordered = sorted(lessons, key=lambda each: each.time)
    cut = ordered[round(len(ordered) * (1 - HELD_BACK))].time
    held = [each for each in ordered if each.time >= cut]
    if len(held) > 2 * HELD_BACK * len(ordered):
        return ordered[::2], ordered[1::2]
    return [each for each in ordered if each.time < cut], held


def _figures(lessons: Sequence[Lesson], weights: Weights) -> tuple[float, float]:
    """Mean reciprocal rank, and mean log-likelihood."""
    ranks, chances = reciprocal_ranks(lessons, weights), likelihoods(lessons, weights)
    return float(ranks.mean()), float(chances.mean())


def _worse(held: tuple[float, ...], known: tuple[float, ...]) -> tuple[Fault, ...]:
    """Where the new weights are worse than the shipped ones."""
    faults = []
    if held[2] < held[0] or held[3] <= held[1]:
        faults.append(Fault("worse_held", {"before": held[0], "after": held[2]}))
    if known[1] < known[0] - KNOWN_TOLERANCE:
        faults.append(Fault("worse_known", {"before": known[0], "after": known[1]}))
    return tuple(faults)


def _forced(learnt: Weights, shipped: Weights) -> tuple[Fault, ...]:
    """Weights that grew more than use can teach."""
    grown = [
        name
        for name, new, old in zip(PARTS, learnt.parts, shipped.parts, strict=True)
        if new > MOST_CHANGE * max(old, 1.0)
    ]
    return (Fault("forced", {"parts": grown}),) if grown else ()
