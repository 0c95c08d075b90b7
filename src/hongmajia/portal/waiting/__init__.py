"""The tasks that wait for a user, across all rooms.

Each module here covers one sort of task with the same three names: ``KINDS`` (the kinds of its
rows), ``waiting(user, now)`` (a queryset, with the annotation ``kind`` if there are several) and
``rows(user)``; ``held`` has an object with these names for each sort. A new sort of task is a new
module and its name in ``SOURCES``.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Count, Value
from django.utils import timezone

from hongmajia.core.prepared import PLACEHOLDER, rows_of
from hongmajia.notices.models import Notice
from hongmajia.unions.models import User

from . import (
    answers,
    applications,
    call_backs,
    calls,
    case_work,
    cases,
    claims,
    doubles,
    engagements,
    lecturers,
    needs,
    objections,
    partners,
    passings,
    plans,
    recruiting,
    reviews,
    rounds,
    services,
    supervisions,
    tables,
    threads,
)
from .awaited import SOURCES as AWAITED
from .case_notices import NOTICES
from .circulars import CIRCULARS
from .held import HELD
from .kinds import Kind, Row
from .renewals import RENEWALS

__all__ = ["SOURCES", "Kind", "Row", "Tally", "rows_for", "tally_of"]

SOURCES: tuple[Any, ...] = (
    needs, engagements, services, supervisions, calls, call_backs, claims, applications, recruiting,
    rounds, reviews, cases, case_work, partners, passings, lecturers, plans, answers, *NOTICES,
    *CIRCULARS,
    threads, tables, doubles,
    objections, *RENEWALS, *HELD,
)  # fmt: skip
UNREAD = "unread"
NO_SOURCE = -1
"""In place of the number of a source, for what is no task of the user's."""
NO_DEADLINE = datetime.max.replace(tzinfo=UTC)
"""Sorts rows without a deadline last."""


@dataclass(frozen=True)
class Tally:
    """Numbers of the tasks that wait for a user, by kind, and of their unread notices."""

    kinds: dict[str, int]
    unread: int
    awaited: frozenset[str] = frozenset()
    """Names of ``awaited.SOURCES`` in which something waits for unions below."""
    sources: frozenset[int] = frozenset()
    """Numbers of the ``SOURCES`` in which something waits; several may have rows of one kind."""

    @property
    def waiting(self) -> int:
        """The number of all tasks."""
        return sum(self.kinds.values())


def tally_of(user: Any) -> Tally:
    """Count the tasks and unread notices of ``user`` in one query; none for a visitor."""
    if not user.is_authenticated:
        return Tally({}, 0)
    sql, parameters = statement(user.pk, tuple(user.grants))
    found = rows_of(sql, parameters, timezone.now())
    counts = Counter[str]()
    for kind, n, _source in found:
        counts[kind] += n
    sources = frozenset(source for _kind, n, source in found if n and source != NO_SOURCE)
    unread = counts.pop(UNREAD, 0)
    awaited = frozenset(name for name in AWAITED if counts.pop(name, 0))
    return Tally(dict(+counts), unread, awaited, sources)


@lru_cache(maxsize=2048)
def statement(user: int, grants: tuple[tuple[str, str], ...]) -> tuple[str, tuple[Any, ...]]:
    """SQL and parameters that count the tasks of the user with this key and these roles.

    ``grants`` is ``User.grants``. The time parameters are ``PLACEHOLDER``; see
    ``core.prepared``. The
    result is cached because every page needs it and building it takes some twenty times as long
    as running it; the SQL depends on nothing but the arguments.
    """
    person = User(pk=user)
    person.grants = list(grants)
    unread = _count(Notice.objects.visible_to(person).unread(), Value(UNREAD))
    counts = [
        _count(source.waiting(person, PLACEHOLDER), _kind_of(source), number)
        for number, source in enumerate(SOURCES)
    ]
    awaited = [_count(of.waiting(person, PLACEHOLDER), Value(n)) for n, of in AWAITED.items()]
    first, *others = [*counts, *awaited, unread]
    sql, parameters = first.union(*others, all=True).query.sql_with_params()
    return sql, tuple(parameters)


def _kind_of(source: Any) -> Any:
    """The kind of a source's rows: its only one, or the annotation ``kind``."""
    return "kind" if len(source.KINDS) > 1 else Value(source.KINDS[0].value)


def _count(found: Any, kind: Any, source: int = NO_SOURCE) -> Any:
    """How many rows there are of each kind, as a query, with the number of their source."""
    return found.order_by().values_list(kind).annotate(n=Count("pk"), source=Value(source))


def rows_for(user: Any, tally: Tally, kind: str = "") -> list[Row]:
    """The rows of the user's desk, or those of one ``kind``: urgent needs, then as they are due.

    Sources for which ``tally`` counts nothing are not queried.
    """
    found = [row for number in sorted(tally.sources) for row in SOURCES[number].rows(user)]
    wanted = [row for row in found if kind in ("", row.kind)]
    return sorted(wanted, key=lambda row: (not row.is_urgent, row.due_at or NO_DEADLINE))
