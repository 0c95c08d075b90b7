"""The engine's index of helpers: cached by each process, rebuilt when a helper has changed.

Free capacity changes with every job, so it is not part of the cached index but added to a copy.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.db.models import CharField, Count, Max, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone

from hongmajia.engagements.queries import load_this_week
from hongmajia.engine import HelperIndex
from hongmajia.offers.models import Offer
from hongmajia.people.models import Helper, Honour, Licence, TeamMembership
from hongmajia.unions.crossing import out_of_reach
from hongmajia.unions.querysets import under

from .facts import helper_facts, solved_engagements
from .meaning import learned_embedder, stored_meaning
from .weights import chosen_at, weights_in_use

Version = tuple[frozenset[tuple[Any, ...]], tuple[str, int], int]


@dataclass(frozen=True)
class IndexedHelpers:
    """Helpers, their index with the capacity of a free week, and those with a pause."""

    helpers: QuerySet[Helper]
    index: HelperIndex
    with_pause: list[Helper]

    def with_current_capacity(self) -> HelperIndex:
        """The index with the capacity each helper has left this week; one query."""
        taken = load_this_week(self.helpers.order_by().values("pk"))  # type: ignore[arg-type]
        busy = [(str(pk), n) for pk, n in taken.items() if str(pk) in self.index.position]
        left = {key: max(self._per_week(key) - n, 0) for key, n in busy}
        paused = {str(helper.pk): 0 for helper in self.with_pause if helper.is_paused}
        return self.index.with_capacity({**left, **paused})

    def _per_week(self, key: str) -> int:
        """Jobs a week that the helper offers."""
        return self.index.helpers[self.index.position[key]].capacity


_building = Lock()
_cached: dict[tuple[str, ...], tuple[Version, IndexedHelpers]] = {}
"""By the provinces that are left out; few combinations occur."""


def index_of_everyone() -> HelperIndex:
    """The index of all active helpers, with their current capacity."""
    return index_without(())


def index_for(path: str) -> HelperIndex:
    """The index of those who may help with needs of the union at ``path``."""
    return index_without(out_of_reach(path))


def index_without(paths: tuple[str, ...]) -> HelperIndex:
    """The index of all active helpers but those of the provinces whose unions are at ``paths``."""
    now = version()
    with _building:
        if paths not in _cached or _cached[paths][0] != now:
            helpers = Helper.objects.filter(is_active=True)
            reached = helpers.exclude(under(paths)) if paths else helpers
            _cached[paths] = now, build_index(reached)
        indexed = _cached[paths][1]
    return indexed.with_current_capacity()


def index_below(path: str, also: Iterable[int] = ()) -> HelperIndex:
    """The index of the helpers of the union at ``path`` and below it, and of those in ``also``.

    ``also`` are primary keys of helpers; capacities are the current ones.
    """
    wanted = Q(union__path__startswith=path) | Q(pk__in=list(also))
    return build_index(Helper.objects.filter(wanted, is_active=True)).with_current_capacity()


def build_index(helpers: QuerySet[Helper]) -> IndexedHelpers:
    """Read the helpers and build their index."""
    paused: Any = helpers.filter(paused_until__isnull=False)
    meaning = stored_meaning()
    weights = weights_in_use(with_meaning=meaning is not None)
    return IndexedHelpers(
        helpers,
        HelperIndex.build(helper_facts(helpers), weights, meaning),
        list(paused.only("paused_until")),
    )


def version() -> Version:
    """A value that changes whenever anything changes that the index is built from.

    One cheap query, and the modification times of the files that say whose embeddings are stored
    and which weights are in use.
    """
    valid = Licence.objects.valid_on(timezone.localdate())  # one that ends changes their number
    edits = _tally("edits", Helper.history.all(), Cast(Max("history_date"), CharField()))
    others = (
        _tally("helpers", Helper.objects.filter(is_active=True)),
        _tally("honours", Honour.objects.all()),
        _tally("seats", TeamMembership.objects.all()),
        _tally("offers", Offer.objects.filter(is_listed=True)),
        _tally("solved", solved_engagements()),
        _tally("licences", valid, Cast(Max("changed_at"), CharField())),
    )
    return frozenset(edits.union(*others, all=True)), learned_embedder(), chosen_at()


def _tally(table: str, rows: QuerySet[Any], at: Any = None) -> QuerySet[Any]:
    """The number of rows, the newest key, and the time of the newest, under the name ``table``."""
    named = rows.order_by().annotate(table=Value(table)).values_list("table")
    return named.annotate(n=Count("pk"), newest=Max("pk"), at=at or Value(""))
