"""Problems like the one that is being typed: how they were solved, and who asks the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from hongmajia.engine import NeedIndex, Similar
from hongmajia.needs.enums import OVER, NeedState
from hongmajia.needs.models import Need, need_search

from .models import ProblemKind
from .querysets import open_ways
from .ways import Way, ways_of

CANDIDATES = 200
"""Needs that the full-text search pre-selects for the comparison by the engine."""
COMPARED = 100
"""Solved needs, and open ones, that the engine compares with the text."""
SHOWN = 3
SHORTEST = 4
"""Characters of a text that is long enough to be compared."""
SOLVED = (NeedState.SOLVED, NeedState.CONFIRMED)


@dataclass(frozen=True)
class Like:
    """A need like the text, and the words they share; ``way`` is how it was solved, if told."""

    need: Need
    words: tuple[str, ...]
    way: Way | None = None

    @property
    def sought(self) -> str:
        """The shared words, as the filter ``marked`` takes them."""
        return " ".join(self.words)


@dataclass(frozen=True)
class Alike:
    """What is shown to somebody who is typing a problem."""

    solved: list[Like]
    asked: list[Like]
    kinds: list[ProblemKind]

    def __bool__(self) -> bool:
        return bool(self.solved or self.asked or self.kinds)


NOTHING = Alike([], [], [])


def find_alike(text: str) -> Alike:
    """Up to ``SHOWN`` solved and ``SHOWN`` open public needs that are like ``text``.

    Solved ones whose way may be read come first, the others only where there are too few. The kinds
    of problems with an answer are those of all these needs.
    """
    if len(text.strip()) < SHORTEST:
        return NOTHING
    found = _candidates(text)
    told = {need.pk: need for need in found if need.is_told}
    silent = {need.pk: need for need in found if need.state in SOLVED and not need.is_told}
    open_ = {need.pk: need for need in found if need.state not in OVER}
    likes = _nearest(text, told)
    ways = {way.need.pk: way for way in ways_of(likes)}
    solved = [Like(told[key], like.words, ways.get(key)) for key, like in likes.items()]
    if len(solved) < SHOWN:
        rest = _nearest(text, silent)
        solved += [Like(silent[key], like.words) for key, like in rest.items()]
    asked = [Like(open_[key], like.words) for key, like in _nearest(text, open_).items()]
    solved = solved[:SHOWN]
    return Alike(solved, asked, _kinds_of([like.need.pk for like in [*solved, *asked]]))


def _candidates(text: str) -> list[Any]:
    """Public needs that share words with the text, each with whether its way may be read."""
    keys = need_search.nearest(text, CANDIDATES)
    told = Exists(open_ways().filter(need=OuterRef("pk")))
    public: QuerySet[Need] = Need.objects.public().filter(pk__in=keys).annotate(is_told=told)
    rank = {key: place for place, key in enumerate(keys)}
    needs = public.select_related("season", "region__parent", "enterprise")
    return sorted(needs, key=lambda need: rank[need.pk])


def _nearest(text: str, needs: Mapping[int, Need]) -> dict[int, Similar]:
    """The ``SHOWN`` needs that the engine finds most like the text, by their keys."""
    few = list(needs)[:COMPARED]
    if not few:
        return {}
    index = NeedIndex.build([str(key) for key in few], [needs[key].search_text for key in few])
    return {int(like.id): like for like in index.similar(text, SHOWN)}


def _kinds_of(keys: list[int]) -> list[ProblemKind]:
    """The kinds of these needs that have a standing answer."""
    kinds = ProblemKind.objects.open().filter(members__need__in=keys).distinct()
    return [kind for kind in kinds.with_details() if kind.is_answered][:SHOWN]
