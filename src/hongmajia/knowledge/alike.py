"""Problems like the one that is being typed: how they were solved, and who asks the same."""

from dataclasses import dataclass

from hongmajia.engine import NeedIndex
from hongmajia.needs.enums import OVER, NeedState
from hongmajia.needs.models import Need, need_search

from .models import KindNeed, ProblemKind
from .ways import Way, open_ways_of, ways_by_key

CANDIDATES = 80
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
    likes = _nearest(text)
    solved = [key for key, like in likes.items() if like.state in SOLVED]
    told = open_ways_of(solved)
    first = [key for key in solved if key in told][:SHOWN]
    silent = [key for key in solved if key not in told][: SHOWN - len(first)]
    asked = [key for key, like in likes.items() if like.state not in OVER][:SHOWN]
    ways = {way.need.pk: way for way in ways_by_key(told[key] for key in first)}
    rows = Need.objects.select_related("season", "region__parent").in_bulk([*silent, *asked])
    return Alike(
        [Like(ways[key].need, likes[key].words, ways[key]) for key in first]
        + [Like(rows[key], likes[key].words) for key in silent],
        [Like(rows[key], likes[key].words) for key in asked],
        _kinds_of([*first, *silent, *asked]),
    )


@dataclass(frozen=True)
class Nearest:
    """A need that the engine finds like the text: its state, and the words they share."""

    state: str
    words: tuple[str, ...]


COMPARED = ("pk", "title", "text", "goal", "equipment", "conditions", "industry", "state")


def _nearest(text: str) -> dict[int, Nearest]:
    """Public needs that are like the text, by their keys, the likest first."""
    keys = need_search.nearest(text, CANDIDATES)
    rows = Need.objects.public().filter(pk__in=keys).only(*COMPARED)
    needs = {str(need.pk): need for need in rows}
    if not needs:
        return {}
    index = NeedIndex.build(needs, [need.search_text for need in needs.values()])
    found = index.similar(text, len(needs), least=0.0)
    likes = [like for like in found if sum(map(len, like.words)) >= ENOUGH]
    return {int(like.id): Nearest(needs[like.id].state, like.words) for like in likes}


def _kinds_of(keys: list[int]) -> list[ProblemKind]:
    """The kinds of these needs that have a standing answer."""
    members = KindNeed.objects.filter(need__in=keys).order_by()
    found = set(members.values_list("kind", flat=True))
    if not found:
        return []
    kinds = ProblemKind.objects.open().filter(pk__in=found)
    return [kind for kind in kinds.with_details() if kind.is_answered][:SHOWN]
