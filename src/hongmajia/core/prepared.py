"""Statements that are built once and run often: a placeholder stands for the present time.

Building a large statement takes many times as long as running it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.utils import timezone

PLACEHOLDER = datetime(9999, 12, 1, tzinfo=UTC)
"""Stands for the present time in a statement that is kept; no record has this time."""

_building: ContextVar[bool] = ContextVar("building", default=False)


@contextmanager
def for_keeping() -> Iterator[None]:
    """Within it, ``present`` is the placeholder."""
    token = _building.set(True)
    try:
        yield
    finally:
        _building.reset(token)


def present() -> datetime:
    """The present time, or the placeholder while a statement is built that will be kept."""
    return PLACEHOLDER if _building.get() else timezone.now()


def with_time(now: datetime, parameters: tuple[Any, ...]) -> list[Any]:
    """The parameters of a statement with ``now`` and its date in place of ``PLACEHOLDER``."""
    as_time: Callable[..., Any] = connection.ops.adapt_datetimefield_value
    as_date: Callable[..., Any] = connection.ops.adapt_datefield_value
    actual = {
        as_time(PLACEHOLDER): as_time(now),
        as_date(timezone.localdate(PLACEHOLDER)): as_date(timezone.localdate(now)),
    }
    return [actual.get(parameter, parameter) for parameter in parameters]


def rows_of(sql: str, parameters: tuple[Any, ...], now: datetime) -> list[tuple[Any, ...]]:
    """Run a statement that was kept."""
    with connection.cursor() as cursor:
        cursor.execute(sql, with_time(now, parameters))
        return list(cursor.fetchall())
