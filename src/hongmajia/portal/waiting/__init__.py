"""What waits for a person, across the rooms: one module a room, each with ``KINDS``,
``waiting`` and ``rows``.

A room that gets work of its own adds a module beside these and a name in ``SOURCES``.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Count, Value
from django.utils import timezone

from hongmajia.notices.models import Notice
from hongmajia.unions.models import User

from . import call_backs, engagements, needs, reviews, rounds, services, threads
from .kinds import Kind, Row

__all__ = ["SOURCES", "Kind", "Row", "Tally", "rows_for", "tally_of"]

SOURCES = (needs, engagements, services, call_backs, rounds, reviews, threads)
UNREAD = "unread"
FAR = datetime.max.replace(tzinfo=UTC)
LATER = datetime(9999, 12, 1, tzinfo=UTC)
"""Stands for the present in a statement that is kept; no record bears this time."""


@dataclass(frozen=True)
class Tally:
    """How much waits for one person, by kind, and how many of his notices are unread."""

    kinds: dict[str, int]
    unread: int

    @property
    def waiting(self) -> int:
        return sum(self.kinds.values())


def tally_of(user: Any) -> Tally:
    """Counts everything in one query; nothing waits for a stranger."""
    if not user.is_authenticated:
        return Tally({}, 0)
    sql, parameters = statement(user.pk, tuple(user.grants))
    with connection.cursor() as cursor:
        cursor.execute(sql, at(timezone.now(), parameters))
        counts = Counter[str]()
        for kind, n in cursor.fetchall():
            counts[kind] += n
    unread = counts.pop(UNREAD, 0)
    return Tally(dict(+counts), unread)


@lru_cache(maxsize=2048)
def statement(user: int, grants: tuple[tuple[str, str], ...]) -> tuple[str, tuple[Any, ...]]:
    """The query for the user with this key and these roles, and its parameters at ``LATER``.

    Building it takes some twenty times as long as the database takes to answer it, and every page
    asks it; what it says depends on the user's roles and on the time alone.
    """
    person = User(pk=user)
    person.grants = list(grants)
    unread = Notice.objects.visible_to(person).unread().annotate(kind=Value(UNREAD))
    found = [source.waiting(person, LATER) for source in SOURCES] + [unread]
    first, *others = [q.order_by().values_list("kind").annotate(n=Count("pk")) for q in found]
    sql, parameters = first.union(*others, all=True).query.sql_with_params()
    return sql, tuple(parameters)


def at(now: datetime, parameters: tuple[Any, ...]) -> list[Any]:
    """The parameters with ``now`` and its day in the place of ``LATER`` and its day."""
    written, day = connection.ops.adapt_datetimefield_value, connection.ops.adapt_datefield_value
    today, later_day = timezone.localdate(now), timezone.localdate(LATER)
    meant = {written(LATER): written(now), day(later_day): day(today)}
    return [meant.get(parameter, parameter) for parameter in parameters]


def rows_for(user: Any, tally: Tally, kind: str = "") -> list[Row]:
    """The rows of the desk, or those of one kind, the most urgent first.

    Sources of which ``tally`` counts nothing are not asked.
    """
    sources = [source for source in SOURCES if any(tally.kinds.get(k) for k in source.KINDS)]
    found = [row for source in sources for row in source.rows(user)]
    wanted = [row for row in found if kind in ("", row.kind)]
    return sorted(wanted, key=lambda row: row.due_at or FAR)
