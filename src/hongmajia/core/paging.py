"""Paging by key: a page starts after the last row seen, so page 1,000 costs as much as page 1."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.core.signing import BadSignature, dumps, loads
from django.db.models import Model, Q, QuerySet

M = TypeVar("M", bound=Model)


@dataclass
class Page(Generic[M]):
    """The rows of one page, and the key of the next (empty on the last)."""

    rows: list[M]
    next_key: str


def page_by_key(
    queryset: QuerySet[M], field: str, key: str, size: int = 20, *, ascending: bool = False
) -> Page[M]:
    """Return the rows after ``key``, greatest ``field`` first (or least), ties by primary key.

    ``key`` is the ``next_key`` of an earlier page; an invalid one gives the first page.
    """
    beyond, sign = ("gt", "") if ascending else ("lt", "-")
    if mark := _read(key):
        value, pk = mark
        # The first condition looks superfluous; it is the one the index can use.
        queryset = queryset.filter(**{f"{field}__{beyond}e": value}).filter(
            Q(**{f"{field}__{beyond}": value}) | Q(**{f"pk__{beyond}": pk})
        )
    rows = list(queryset.order_by(f"{sign}{field}", f"{sign}pk")[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    return Page(rows, _write(getattr(rows[-1], field), rows[-1].pk) if more else "")


def _write(value: Any, pk: int) -> str:
    stamp = value.isoformat() if isinstance(value, datetime) else value
    return dumps([stamp, pk], salt="page")


def _read(key: str) -> tuple[Any, int] | None:
    try:
        stamp, pk = loads(key, salt="page")
    except BadSignature:
        return None
    return (datetime.fromisoformat(stamp) if isinstance(stamp, str) else stamp), pk
