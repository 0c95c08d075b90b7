"""Problems like the one that is being typed: how they were solved, and who asks the same."""

from dataclasses import dataclass
from itertools import islice

from hongmajia.engine import NeedIndex
from hongmajia.needs.enums import OVER, NeedState
from hongmajia.needs.models import Need, need_search

from .models import KindNeed, ProblemKind
from .ways import Way, open_ways_of, ways_by_key

CANDIDATES = 300
"""Needs that the full-text search finds at most."""
MOST_TOLD, MOST_OTHERS = 40, 20
"""How many of these the engine compares: solved ones whose way may be read; others solved; open."""
COMPARED = ("pk", "title", "text", "goal", "equipment", "conditions", "industry")
"""What the engine reads of a need."""
ENOUGH = 4
"""Characters of informative words that two texts share at least. All candidates share words, so
that these weigh little and the cosine says which is likest, but not whether it is like enough."""
SHORTEST = 4
"""Characters of a text that is long enough to be compared."""
SHOWN = 3
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
    told, silent, asked = _candidates(text)
    likes = _likes(text, [*told, *silent, *asked])
    first = [key for key in likes if key in told][:SHOWN]
    rest = [key for key in likes if key in silent][: SHOWN - len(first)]
    open_ = [key for key in likes if key in asked][:SHOWN]
    ways = {way.need.pk: way for way in ways_by_key(told[key] for key in first)}
    rows = Need.objects.select_related("season", "region__parent").in_bulk([*rest, *open_])
    return Alike(
        [Like(ways[key].need, likes[key], ways[key]) for key in first]
        + [Like(rows[key], likes[key]) for key in rest],
        [Like(rows[key], likes[key]) for key in open_],
        _kinds_of([*first, *rest, *open_]),
    )


def _candidates(text: str) -> tuple[dict[int, int], list[int], list[int]]:
    """Public needs that share words with the text, those that share most first.

    The solved ones whose way may be read, each with its service; the other solved ones; open ones.
    """
    keys = need_search.nearest(text, CANDIDATES)
    states = dict(Need.objects.public().filter(pk__in=keys).values_list("pk", "state"))
    solved = [key for key in keys if states.get(key) in SOLVED]
    open_ = [key for key in keys if key in states and states[key] not in OVER]
    ways = open_ways_of(solved)
    told = {key: ways[key] for key in solved if key in ways}
    silent = [key for key in solved if key not in ways]
    return dict(islice(told.items(), MOST_TOLD)), silent[:MOST_OTHERS], open_[:MOST_OTHERS]


def _likes(text: str, keys: list[int]) -> dict[int, tuple[str, ...]]:
    """Those of the needs that are like the text, with the words they share, the likest first."""
    if not keys:
        return {}
    needs = Need.objects.filter(pk__in=keys).only(*COMPARED)
    texts = {str(need.pk): need.search_text for need in needs}
    found = NeedIndex.build(texts, texts.values()).similar(text, len(texts), least=0.0)
    return {int(like.id): like.words for like in found if sum(map(len, like.words)) >= ENOUGH}


def _kinds_of(keys: list[int]) -> list[ProblemKind]:
    """The kinds of these needs that have a standing answer."""
    members = KindNeed.objects.filter(need__in=keys).order_by()
    found = set(members.values_list("kind", flat=True))
    if not found:
        return []
    kinds = ProblemKind.objects.open().filter(pk__in=found)
    return [kind for kind in kinds.with_details() if kind.is_answered][:SHOWN]
