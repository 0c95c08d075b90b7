"""The engine's index of helpers: built anew when a helper has changed, kept by each process.

How much a helper can still take changes with every job, so it is laid over the kept index.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any

from django.db.models import CharField, Count, Max, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.timezone import localdate

from hongmajia.engagements.queries import load_this_week
from hongmajia.engine import HelperIndex
from hongmajia.offers.models import Offer
from hongmajia.people.models import Helper, Honour, TeamMembership

from .facts import helper_facts, solved_engagements
from .meaning import kept_meaning, learnt

Version = tuple[frozenset[tuple[Any, ...]], tuple[str, int]]


@dataclass(frozen=True)
class Roll:
    """Helpers as the engine knows them with a free week, and until when some of them rest."""

    helpers: QuerySet[Helper]
    index: HelperIndex
    pauses: dict[int, date]

    def today(self) -> HelperIndex:
        """The index with the room each helper has left this week; one query."""
        taken = load_this_week(self.helpers.order_by().values("pk"))  # type: ignore[arg-type]
        busy = [(str(pk), n) for pk, n in taken.items() if str(pk) in self.index.position]
        room = {key: max(self._offered(key) - n, 0) for key, n in busy}
        resting = {str(pk): 0 for pk, until in self.pauses.items() if until >= localdate()}
        return self.index.with_capacity({**room, **resting})

    def _offered(self, key: str) -> int:
        """Jobs a week."""
        return self.index.helpers[self.index.position[key]].capacity


_building = Lock()
_kept: tuple[Version, Roll] | None = None


def index_of_everyone() -> HelperIndex:
    """All active helpers, with the room they have today."""
    global _kept
    now = version()
    with _building:
        if _kept is None or _kept[0] != now:
            _kept = now, call(Helper.objects.filter(is_active=True))
        roll = _kept[1]
    return roll.today()


def index_below(path: str, also: Iterable[int] = ()) -> HelperIndex:
    """Only the helpers of the union at ``path`` and below it, and those named by primary key."""
    wanted = Q(union__path__startswith=path) | Q(pk__in=list(also))
    return call(Helper.objects.filter(wanted, is_active=True)).today()


def call(helpers: QuerySet[Helper]) -> Roll:
    """Read the helpers and build their index."""
    paused: Any = helpers.filter(paused_until__isnull=False)
    return Roll(
        helpers,
        HelperIndex.build(helper_facts(helpers), meaning=kept_meaning()),
        {helper.pk: helper.paused_until for helper in paused.only("paused_until")},
    )


def version() -> Version:
    """Changes when anything changes that the index is built from; one cheap query, and a look at
    how far meanings are learnt."""
    edits = _tally("edits", Helper.history.all(), Cast(Max("history_date"), CharField()))
    others = (
        _tally("helpers", Helper.objects.filter(is_active=True)),
        _tally("honours", Honour.objects.all()),
        _tally("seats", TeamMembership.objects.all()),
        _tally("offers", Offer.objects.filter(is_listed=True)),
        _tally("solved", solved_engagements()),
    )
    return frozenset(edits.union(*others, all=True)), learnt()


def _tally(table: str, rows: QuerySet[Any], at: Any = None) -> QuerySet[Any]:
    """How many rows, the newest key, and the moment of the newest, if there is one."""
    named = rows.order_by().annotate(table=Value(table)).values_list("table")
    return named.annotate(n=Count("pk"), newest=Max("pk"), at=at or Value(""))
