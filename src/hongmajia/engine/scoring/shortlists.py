"""Questions about single needs: who could help, and why or why not him."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from hongmajia.engine.facts import EngineError, Need
from hongmajia.engine.index.helper_index import HelperIndex
from hongmajia.engine.index.needs import Asked
from hongmajia.engine.scoring import explanations
from hongmajia.engine.scoring.all_helpers import AT_ONCE, largest, sweep
from hongmajia.engine.scoring.results import Candidate, Explanation
from hongmajia.engine.scoring.single_pairs import measure

BLOCK = 1000
"""Most needs made ready at a time."""


def shortlist(index: HelperIndex, need: Need, k: int = 5) -> list[Candidate]:
    """The k best helpers for one need, the suitable ones first, each best first.

    Full helpers are shown with a reason against; who is excluded never is.
    """
    return next(shortlists(index, [need], k))


def shortlists(index: HelperIndex, needs: Sequence[Need], k: int = 5) -> Iterator[list[Candidate]]:
    """A shortlist for each need, in their order."""
    step = max(1, min(BLOCK, AT_ONCE // max(1, len(index))))
    for start in range(0, len(needs), step):
        yield from _listed(index, index.ask(needs[start : start + step]), k)


def _listed(index: HelperIndex, asked: Asked, k: int) -> list[list[Candidate]]:
    """The shortlists of some needs: the suitable before the unsuitable, then by score."""
    block = sweep(index, asked)
    suitable = block.suitable(index.weights.floor)
    need, helper = largest(np.where(suitable, block.points, -np.inf), k)
    if len(need) < k * len(suitable):
        rest = largest(np.where(block.allowed & ~suitable, block.points, -np.inf), k)
        need, helper = (np.concatenate(both) for both in zip((need, helper), rest, strict=True))
    pairs = measure(index, asked, need, helper)
    order = np.lexsort((pairs.helper, -pairs.log_odds, ~pairs.suitable, pairs.need))
    pairs = pairs.where(order)
    place = np.arange(len(order)) - np.searchsorted(pairs.need, pairs.need)
    pairs = pairs.where(place < k)
    listed: list[list[Candidate]] = [[] for _ in asked.needs]
    found = explanations.candidates(index, asked, pairs)
    for row, candidate in zip(pairs.need, found, strict=True):
        listed[row].append(candidate)
    return listed


def explain(index: HelperIndex, need: Need, helper: str) -> Explanation:
    """Why, or why not, this helper (by id) for this need.

    Raises `EngineError` where no helper has this id.
    """
    if helper not in index.position:
        raise EngineError("unknown_helper", id=helper)
    column = index.position[helper]
    asked = index.ask([need])
    block = sweep(index, asked)
    pair = measure(index, asked, np.array([0]), np.array([column]))
    rank = 1 + int((block.points[0] > block.points[0, column]).sum())
    view = next(explanations.views(index, asked, pair))
    return explanations.explanation(view, float(pair.score[0]), rank)
