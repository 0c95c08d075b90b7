"""Problems like the one that is being typed: how they were solved, and who asks the same."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from hongmajia.engine import NeedIndex
from hongmajia.needs.enums import OVER, NeedState
from hongmajia.needs.models import Need, need_search

from .models import ProblemKind
from .querysets import open_ways
from .ways import Way, ways_of

CANDIDATES = 200
"""Needs that the full-text search pre-selects for the comparison by the engine."""
SHOWN = 3
ENOUGH = 4
"""Characters of informative words that two texts share at least. All candidates share words, so
that these weigh little and the cosine says which is likest, but not whether it is like enough."""
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
    found = _nearest(text, _candidates(text))
    ways = {way.need.pk: way for way in ways_of(_first(found, lambda need: need.is_told))}
    told = [replace(like, way=ways[key]) for key, like in found.items() if key in ways]
    silent = _first(found, lambda need: need.state in SOLVED and not need.is_told).values()
    asked = list(_first(found, lambda need: need.state not in OVER).values())
    solved = [*told, *silent][:SHOWN]
    return Alike(solved, asked, _kinds_of([like.need.pk for like in [*solved, *asked]]))


def _first(likes: dict[int, Like], fits: Callable[[Any], bool]) -> dict[int, Like]:
    """The first ``SHOWN`` of those whose need fits."""
    fitting = ((key, like) for key, like in likes.items() if fits(like.need))
    return dict(islice(fitting, SHOWN))


def _candidates(text: str) -> list[Any]:
    """Public needs that share words with the text, each with whether its way may be read."""
    keys = need_search.nearest(text, CANDIDATES)
    told = Exists(open_ways().filter(need=OuterRef("pk")))
    public: QuerySet[Need] = Need.objects.public().filter(pk__in=keys).annotate(is_told=told)
    rank = {key: place for place, key in enumerate(keys)}
    needs = public.select_related("season", "region__parent", "enterprise")
    return sorted(needs, key=lambda need: rank[need.pk])


def _nearest(text: str, needs: list[Any]) -> dict[int, Like]:
    """Those that the engine finds like the text, by their keys, the likest first."""
    if not needs:
        return {}
    by_key = {str(need.pk): need for need in needs}
    index = NeedIndex.build(by_key, [need.search_text for need in needs])
    found = index.similar(text, len(needs), least=0.0)
    likes = [like for like in found if sum(map(len, like.words)) >= ENOUGH]
    return {by_key[like.id].pk: Like(by_key[like.id], like.words) for like in likes}


def _kinds_of(keys: list[int]) -> list[ProblemKind]:
    """The kinds of these needs that have a standing answer."""
    kinds = ProblemKind.objects.open().filter(members__need__in=keys).distinct()
    return [kind for kind in kinds.with_details() if kind.is_answered][:SHOWN]
