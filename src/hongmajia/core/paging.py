"""Paging by key: a page starts after the last row seen, so page 1,000 costs as much as page 1."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, dumps, loads
from django.db.models import Model, Q, QuerySet

M = TypeVar("M", bound=Model)


@dataclass
class Page(Generic[M]):
    """The rows of one page, how many are before them, and the key of the next (empty on the last).

    ``before`` is ``None`` where that is unknown: for a key of an earlier version.
    """

    rows: list[M]
    next_key: str
    before: int | None = None

    @property
    def is_part(self) -> bool:
        """Whether the list has more rows than these, as far as the page knows."""
        return bool(self.rows) and bool(self.next_key or self.before)


def page_by_key(
    queryset: QuerySet[M], field: str, key: str, size: int = 20, *, ascending: bool = False
) -> Page[M]:
    """Return the rows after ``key``, greatest ``field`` first (or least), ties by primary key.

    ``key`` is the ``next_key`` of an earlier page; an invalid one, or one of a list in another
    order, gives the first page.
    """
    beyond, sign = ("gt", "") if ascending else ("lt", "-")
    before: int | None = 0
    if mark := _read(key):
        value, pk, seen_before = mark
        with suppress(TypeError, ValueError, ValidationError):  # a key of another list
            # The first condition looks superfluous; it is the one the index can use.
            queryset = queryset.filter(**{f"{field}__{beyond}e": value}).filter(
                Q(**{f"{field}__{beyond}": value}) | Q(**{f"pk__{beyond}": pk})
            )
            before = seen_before
    rows = list(queryset.order_by(f"{sign}{field}", f"{sign}pk")[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    seen = None if before is None else before + len(rows)
    next_key = _write(getattr(rows[-1], field), rows[-1].pk, seen) if more else ""
    return Page(rows, next_key, before)


def _write(value: Any, pk: int, seen: int | None) -> str:
    stamp = value.isoformat() if isinstance(value, date) else value
    return dumps([stamp, pk, seen], salt="page")


def _read(key: str) -> tuple[Any, int, int | None] | None:
    """The last row seen, and how many were seen by then; ``None`` for that in an older key."""
    try:
        stamp, pk, *seen = loads(key, salt="page")
    except BadSignature:
        return None
    return _moment(stamp) if isinstance(stamp, str) else stamp, pk, seen[0] if seen else None


def _moment(stamp: str) -> date:
    """A day or a time, as it was written."""
    return date.fromisoformat(stamp) if len(stamp) == DAY else datetime.fromisoformat(stamp)


DAY = len("2026-05-01")
