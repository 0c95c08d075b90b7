"""Whether any row of some tables was written since: for what is kept until one of them is.

Triggers of the database leave a mark in the writing transaction itself, whichever way it writes
(actions, ``update``, imports, SQL). A mark of a transaction that is undone is undone with it, and
one that is committed is seen by every process with its next query (ADR 0121).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Max, Model, Sum

from .models import WriteMark

Causes = Mapping[type[Model], Mapping[str, str]]
"""Model → event (``insert``, ``update``, ``delete``) → the SQL statement to run for each row."""

EVENTS = ("insert", "update", "delete")
MOST_MARKS = 500
"""How many marks of transactions there may be before the clock removes them."""


@dataclass(frozen=True)
class Noted:
    """What the database does by itself whenever rows are written.

    ``causes`` is called for the statements, which differ between databases and write to the table
    of ``into``; ``missed`` where rows may have been written without the triggers.
    """

    into: type[Model]
    causes: Callable[[], Causes]
    missed: Callable[[], Any]


_noted: dict[str, Noted] = {}


def note_writes(
    name: str, into: type[Model], causes: Callable[[], Causes], missed: Callable[[], Any]
) -> None:
    """Let the database run statements whenever rows are written; a room does so at start-up."""
    _noted[name] = Noted(into, causes, missed)


def all_noted() -> Iterable[Noted]:
    """What was registered."""
    return _noted.values()


def mark_writes(name: str, models: Iterable[type[Model]]) -> None:
    """Let every write to the tables of ``models`` change ``mark_of(name)``."""
    written = tuple(models)

    def causes() -> Causes:
        return {model: dict.fromkeys(EVENTS, _statement(name)) for model in written}

    note_writes(name, WriteMark, causes, lambda: leave_mark(name))


def _statement(name: str) -> str:
    """SQL that leaves a mark: one for each transaction, or a number where only one may write.

    Nobody waits for anybody: on PostgreSQL a transaction conflicts with its own mark only.
    """
    table = WriteMark._meta.db_table
    into = f"INSERT INTO {table} (name, written_by, n)"
    if connection.vendor == "sqlite":
        again = "ON CONFLICT (name, written_by) DO UPDATE SET n = n + 1"
        return f"{into} VALUES ('{name}', 0, 1) {again}"
    xid = "pg_current_xact_id()::text::bigint"
    return f"{into} VALUES ('{name}', {xid}, 1) ON CONFLICT (name, written_by) DO NOTHING"


def leave_mark(name: str) -> None:
    """Leave a mark, as a write to the tables would."""
    with connection.cursor() as cursor:
        cursor.execute(_statement(name))


def mark_of(name: str) -> tuple[int, int, int]:
    """What differs after each transaction that has written to the tables; takes one query.

    Between two removals of marks their number grows with every commit, and each removal leaves a
    mark that is newer than all before.
    """
    marks = WriteMark.objects.filter(name=name)
    found = marks.aggregate(count=Count("pk"), last=Max("pk"), n=Sum("n"))
    return found["count"], found["last"] or 0, found["n"] or 0


@transaction.atomic
def remove_marks() -> None:
    """Remove the marks where there are many, and leave a newer one in their place."""
    marks = WriteMark.objects.order_by().values_list("name")
    for name, n, last in marks.annotate(n=Count("pk"), last=Max("pk")):
        if n > MOST_MARKS:
            leave_mark(name)
            WriteMark.objects.filter(name=name, pk__lte=last).delete()
