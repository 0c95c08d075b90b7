"""What waits for a person, across the rooms: one module a room, each with ``KINDS``,
``waiting`` and ``rows``.

A room that gets work of its own adds a module beside these and a name in ``SOURCES``.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, Value

from hongmajia.notices.models import Notice

from . import call_backs, engagements, needs, reviews, rounds, services, threads
from .kinds import Kind, Row

__all__ = ["SOURCES", "Kind", "Row", "Tally", "rows_for", "tally_of"]

SOURCES = (needs, engagements, services, call_backs, rounds, reviews, threads)
UNREAD = "unread"
FAR = datetime.max.replace(tzinfo=UTC)


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
    unread = Notice.objects.visible_to(user).unread().annotate(kind=Value(UNREAD))
    found = [source.waiting(user) for source in SOURCES] + [unread]
    first, *others = [q.order_by().values_list("kind").annotate(n=Count("pk")) for q in found]
    counts = Counter[str]()
    for kind, n in first.union(*others, all=True):
        counts[kind] += n
    unread_count = counts.pop(UNREAD, 0)
    return Tally(dict(+counts), unread_count)


def rows_for(user: Any, tally: Tally, kind: str = "") -> list[Row]:
    """The rows of the desk, or those of one kind, the most urgent first.

    Sources of which ``tally`` counts nothing are not asked.
    """
    sources = [source for source in SOURCES if any(tally.kinds.get(k) for k in source.KINDS)]
    found = [row for source in sources for row in source.rows(user)]
    wanted = [row for row in found if kind in ("", row.kind)]
    return sorted(wanted, key=lambda row: row.due_at or FAR)
