"""Questions about single needs: who could help, and why or why not him."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from hongmajia.engine import explaining
from hongmajia.engine.facts import EngineError, Need
from hongmajia.engine.index import HelperIndex
from hongmajia.engine.pairs import Pairs
from hongmajia.engine.results import Candidate, Explanation


def shortlist(index: HelperIndex, need: Need, k: int = 5) -> list[Candidate]:
    """The k best helpers for one need, the suitable ones first, each best first.

    Full helpers are shown with a reason against; who is excluded never is.
    """
    return next(shortlists(index, [need], k))


def shortlists(index: HelperIndex, needs: Sequence[Need], k: int = 5) -> Iterator[list[Candidate]]:
    """A shortlist for each need, in their order."""
    step = index.needs_at_once
    for start in range(0, len(needs), step):
        yield from _block(index, needs[start : start + step], k)


def _block(index: HelperIndex, needs: Sequence[Need], k: int) -> list[list[Candidate]]:
    """The shortlists of some needs."""
    asked = index.ask(needs)
    pairs = index.every_pair(asked)
    listed: list[list[Candidate]] = [[] for _ in needs]
    best = _best_first(pairs.where(pairs.allowed), k)
    for row, candidate in zip(best.need, explaining.candidates(index, asked, best), strict=True):
        listed[row].append(candidate)
    return listed


def _best_first(pairs: Pairs, k: int) -> Pairs:
    """The suitable before the unsuitable, then by score."""
    suitable, rest = pairs.where(pairs.suitable).best(k), pairs.where(~pairs.suitable).best(k)
    both = Pairs.join([suitable, rest])
    order = np.argsort(both.need, kind="stable")
    both = both.where(order)
    starts = np.searchsorted(both.need, both.need)
    return both.where(np.arange(len(both.need)) - starts < k)


def explain(index: HelperIndex, need: Need, helper: str) -> Explanation:
    """Why, or why not, this helper (by id) for this need.

    Raises `EngineError` where no helper has this id.
    """
    if helper not in index.position:
        raise EngineError("unknown_helper", id=helper)
    column = index.position[helper]
    asked = index.ask([need])
    pairs = index.every_pair(asked)
    rank = 1 + int((pairs.log_odds > pairs.log_odds[column]).sum())
    view = next(explaining.views(index, asked, pairs.where(np.array([column]))))
    return explaining.explanation(view, float(pairs.score[column]), rank)
