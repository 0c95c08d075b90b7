"""The needs that wait for a cadre's unions and those below, with counts and filters."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.http import QueryDict
from django.utils import timezone

from hongmajia.core.asked import key_of
from hongmajia.unions.enums import Role
from hongmajia.unions.models import Union
from hongmajia.unions.querysets import under

from .enums import TO_VERIFY, NeedState, Urgency
from .models import Need

WAITING = (
    NeedState.SUBMITTED,
    NeedState.ESCALATED,
    NeedState.LISTED,
    NeedState.REOPENED,
    NeedState.RETURNED,
)
"""States in which the union that holds the need acts, or urges its asker."""

MOST_URGENT = 100
"""Urgent needs that stand before the others; more of them stand among these, as they are due."""

OWN, BELOW = "own", "below"


@dataclass(frozen=True)
class Tally:
    """How many needs one union holds in one state, and how many of them are overdue."""

    union: int
    state: str
    count: int
    late: int


class Queue:
    """A cadre's queue with the filters of the address.

    ``whose`` is ``own`` (held by the cadre's own unions) or ``below``; ``state``, ``late`` and
    ``union`` filter further.
    """

    def __init__(self, user: Any, query: QueryDict) -> None:
        self.paths = user.scope(Role.CADRE)
        self.whose = BELOW if query.get("whose") == BELOW else OWN
        self.state = query.get("state", "") if query.get("state") in WAITING else ""
        self.late = query.get("late") == "1"
        self.union = key_of(query.get("union"))
        self.now: datetime = timezone.now()

    @cached_property
    def unions(self) -> dict[int, Union]:
        """All unions in the cadre's scope, by key, in the order of the tree."""
        found = Union.objects.filter(under(self.paths, "path"))
        return {union.pk: union for union in found}

    @cached_property
    def own(self) -> set[int]:
        """Keys of the unions in which the user is cadre themselves."""
        return {pk for pk, union in self.unions.items() if union.path in self.paths}

    @cached_property
    def tallies(self) -> list[Tally]:
        """All counts, from one query that reads only the index ``need_queue``."""
        late = Count("pk", filter=Q(due_at__lt=self.now))
        counted = Need.objects.filter(union__in=self.unions, state__in=WAITING)
        by_state = counted.filter(due_at__isnull=False).order_by().values_list("union", "state")
        rows = by_state.annotate(n=Count("pk"), late=late)
        return [Tally(*row) for row in rows]

    @property
    def rows(self) -> QuerySet[Need]:
        """The needs it leaves; sort them by ``due_at``."""
        needs = Need.objects.filter(union__in=self._holders, due_at__isnull=False)
        needs = needs.filter(state=self.state) if self.state else needs.filter(state__in=WAITING)
        if self.late:
            needs = needs.filter(due_at__lt=self.now)
        return needs

    @cached_property
    def urgent(self) -> list[int]:
        """Keys of the urgent needs among ``rows``, which stand before all others."""
        found = self.rows.filter(urgency=Urgency.URGENT).order_by("due_at", "pk")
        return list(found.values_list("pk", flat=True)[:MOST_URGENT])

    @property
    def _holders(self) -> list[int]:
        side = self._side(self.whose)
        return [pk for pk in side if self.union in (None, pk)]

    def _side(self, whose: str) -> list[int]:
        return [pk for pk in self.unions if (pk in self.own) == (whose == OWN)]

    # ---- counts ----

    def count(self, whose: str, state: str = "", *, late: bool = False) -> int:
        """Return how many needs one side holds, in one state or all, overdue or all."""
        side = set(self._side(whose))
        kept = (t for t in self.tallies if t.union in side and state in ("", t.state))
        return sum(t.late if late else t.count for t in kept)

    @property
    def total(self) -> int:
        """How many needs match the filters."""
        holders = set(self._holders)
        kept = (t for t in self.tallies if t.union in holders and self.state in ("", t.state))
        return sum(t.late if self.late else t.count for t in kept)

    @property
    def holders(self) -> list[tuple[Union, int]]:
        """The unions below that hold needs, with how many."""
        held = Counter[int]()
        for tally in self.tallies:
            held[tally.union] += tally.count
        return [(self.unions[pk], held[pk]) for pk in self._side(BELOW) if held[pk]]


class ToVerify:
    """The needs that a cadre's own unions have to verify, in the order of the queue.

    Made before a need is decided on, it still knows which one comes after it.
    """

    def __init__(self, user: Any) -> None:
        own = Union.objects.filter(path__in=user.scope(Role.CADRE)).order_by()
        urgent_first = Case(When(urgency=Urgency.URGENT, then=Value(0)), default=Value(1))
        found = Need.objects.filter(union__in=own.values("pk"), state__in=TO_VERIFY)
        ordered = found.order_by(urgent_first, "due_at", "pk")
        self.keys: list[int] = list(ordered.values_list("pk", flat=True))

    def after(self, need: Need) -> int | None:
        """Return the key of the next, after the last the first; ``None`` without another."""
        place = self.keys.index(need.pk) + 1 if need.pk in self.keys else 0
        others = [key for key in (*self.keys[place:], *self.keys[:place]) if key != need.pk]
        return others[0] if others else None
