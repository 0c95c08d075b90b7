"""Questions about single needs: who could help, and why or why not a given helper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from hongmajia.engine.arrays import Bools
from hongmajia.engine.facts import EngineError, Need
from hongmajia.engine.index.helper_index import HelperIndex
from hongmajia.engine.index.needs import NeedBatch
from hongmajia.engine.scoring import explanations
from hongmajia.engine.scoring.all_helpers import (
    PAIRS_AT_ONCE,
    HelperScores,
    score_all_helpers,
)
from hongmajia.engine.scoring.largest import largest_per_row
from hongmajia.engine.scoring.pairs import ScoredPairs
from hongmajia.engine.scoring.results import Candidate, Explanation
from hongmajia.engine.scoring.single_pairs import score_pairs

BLOCK = 1000
"""Most needs prepared at a time."""


def shortlist(index: HelperIndex, need: Need, k: int = 5) -> list[Candidate]:
    """The k best helpers for one need: suitable ones first, each group from the best.

    Fully booked helpers are included with a reason against; excluded helpers never are.
    """
    return next(shortlists(index, [need], k))


def shortlists(index: HelperIndex, needs: Sequence[Need], k: int = 5) -> Iterator[list[Candidate]]:
    """A shortlist for each need, in their order."""
    for batch in _batches(index, needs):
        block = score_all_helpers(index, batch)
        pairs = _best(index, batch, block, block.suitable(index.weights.floor), k)
        yield from _listed(index, batch, pairs, pairs.suitable, k)


def rankings(index: HelperIndex, needs: Sequence[Need], k: int = 5) -> Iterator[list[Candidate]]:
    """For each need, in their order, the k helpers with the highest scores: first those who can
    come or guide online.

    Unlike on a shortlist, helpers of whom too little shows that they know the subject stand where
    their score puts them, marked as unsuitable: a registry of trades and grades often says too
    little of the right one.
    """
    for batch in _batches(index, needs):
        block = score_all_helpers(index, batch)
        pairs = _best(index, batch, block, block.reachable & block.allowed, k)
        yield from _listed(index, batch, pairs, pairs.reaches, k)


def _batches(index: HelperIndex, needs: Sequence[Need]) -> Iterator[NeedBatch]:
    """The needs prepared, as many at a time as memory allows."""
    step = max(1, min(BLOCK, PAIRS_AT_ONCE // max(1, len(index))))
    for start in range(0, len(needs), step):
        yield index.prepare(needs[start : start + step])


def _best(
    index: HelperIndex, batch: NeedBatch, block: HelperScores, first: Bools, k: int
) -> ScoredPairs:
    """The k best of ``first`` for each need, and, where these are fewer, the k best others."""
    need, helper = largest_per_row(np.where(first, block.log_odds, -np.inf), k)
    if len(need) < k * len(first):
        rest = largest_per_row(np.where(block.allowed & ~first, block.log_odds, -np.inf), k)
        need, helper = (np.concatenate(both) for both in zip((need, helper), rest, strict=True))
    return score_pairs(index, batch, need, helper)


def _listed(
    index: HelperIndex, batch: NeedBatch, pairs: ScoredPairs, first: Bools, k: int
) -> list[list[Candidate]]:
    """The k best pairs of each need as candidates, those of ``first`` before the others."""
    order = np.lexsort((pairs.helper, -pairs.log_odds, ~first, pairs.need))
    pairs = pairs.select(order)
    place = np.arange(len(order)) - np.searchsorted(pairs.need, pairs.need)
    pairs = pairs.select(place < k)
    listed: list[list[Candidate]] = [[] for _ in batch.needs]
    found = explanations.candidates(index, batch, pairs)
    for row, candidate in zip(pairs.need, found, strict=True):
        listed[row].append(candidate)
    return listed


def explain(index: HelperIndex, need: Need, helper: str) -> Explanation:
    """Why, or why not, this helper (by id) fits this need.

    Raises `EngineError` (``unknown_helper``) if no helper has this id.
    """
    if helper not in index.position:
        raise EngineError("unknown_helper", id=helper)
    column = index.position[helper]
    batch = index.prepare([need])
    block = score_all_helpers(index, batch)
    pair = score_pairs(index, batch, np.array([0]), np.array([column]))
    rank = _rank(block, index.weights.floor, bool(pair.suitable[0]), column)
    view = next(explanations.views(index, batch, pair))
    return explanations.explanation(view, float(pair.score[0]), rank)


def _rank(block: HelperScores, floor: float, is_suitable: bool, column: int) -> int:
    """Place of a helper in the order of the shortlist, from 1."""
    points, standing = block.log_odds[0], 1 * block.allowed[0] + block.suitable(floor)[0]
    standing[column] = int(block.allowed[0, column]) + int(is_suitable)
    alike = standing == standing[column]
    higher = points > points[column]
    earlier = (points == points[column]) & (np.arange(len(points)) < column)
    return 1 + int(((standing > standing[column]) | alike & (higher | earlier)).sum())
