"""Paging by key: a page starts after the last row seen, so page 1,000 costs as much as page 1."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, NamedTuple, TypeVar

from django.core.signing import BadSignature, dumps, loads
from django.db.models import Model, Q, QuerySet

M = TypeVar("M", bound=Model)


MOST_COUNTED = 1000
"""Rows up to which a list is counted for paper: counting more would cost more than the page."""


class Place(NamedTuple):
    """Which rows of a list a page has: numbers of its first and last row, and of all rows."""

    first: int
    last: int
    total: int
    """``MOST_COUNTED`` + 1 for all that is more."""


@dataclass
class Page(Generic[M]):
    """The rows of one page, and the key of the next (empty on the last).

    ``all_rows`` are those of the whole list, and ``onwards`` those from this page on.
    """

    rows: list[M]
    next_key: str
    all_rows: QuerySet[M] | None = None
    onwards: QuerySet[M] | None = None

    def place(self) -> Place | None:
        """Where in its list the page is; ``None`` for a list that it holds whole. Two queries."""
        if self.all_rows is None or self.onwards is None or not self.rows:
            return None
        is_first = self.onwards is self.all_rows
        if is_first and not self.next_key:
            return None
        total = _counted(self.all_rows)
        before = 0 if is_first else total - _counted(self.onwards)
        return Place(before + 1, before + len(self.rows), total)


def _counted(rows: QuerySet[Any]) -> int:
    return rows.order_by()[: MOST_COUNTED + 1].count()


def page_by_key(
    queryset: QuerySet[M], field: str, key: str, size: int = 20, *, ascending: bool = False
) -> Page[M]:
    """Return the rows after ``key``, greatest ``field`` first (or least), ties by primary key.

    ``key`` is the ``next_key`` of an earlier page; an invalid one gives the first page.
    """
    beyond, sign = ("gt", "") if ascending else ("lt", "-")
    all_rows = queryset
    if mark := _read(key):
        value, pk = mark
        # The first condition looks superfluous; it is the one the index can use.
        queryset = queryset.filter(**{f"{field}__{beyond}e": value}).filter(
            Q(**{f"{field}__{beyond}": value}) | Q(**{f"pk__{beyond}": pk})
        )
    rows = list(queryset.order_by(f"{sign}{field}", f"{sign}pk")[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    next_key = _write(getattr(rows[-1], field), rows[-1].pk) if more else ""
    return Page(rows, next_key, all_rows, queryset)


def _write(value: Any, pk: int) -> str:
    stamp = value.isoformat() if isinstance(value, datetime) else value
    return dumps([stamp, pk], salt="page")


def _read(key: str) -> tuple[Any, int] | None:
    try:
        stamp, pk = loads(key, salt="page")
    except BadSignature:
        return None
    return (datetime.fromisoformat(stamp) if isinstance(stamp, str) else stamp), pk
