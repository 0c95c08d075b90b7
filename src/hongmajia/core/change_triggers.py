"""The triggers that note which rows were written (``core.changes``, ``core.write_marks``).

They are made after each ``migrate``, not by a migration: on SQLite, a table that a migration alters
loses its triggers. The name of a trigger is a hash of what it does, so one that is to do something
else is made anew.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

from django.db import connection
from django.db.models import Model

from .changes import Tracked, all_tracked
from .models import PendingChange
from .write_marks import EVENTS, Noted, all_noted

PREFIX = "hm_change_"
WRITTEN = ("insert", "update")


@dataclass(frozen=True)
class Trigger:
    """Runs the statement ``note`` for each row of ``table`` at one of ``events``."""

    table: str
    note: str
    events: tuple[str, ...] = WRITTEN

    @property
    def name(self) -> str:
        """Its name in the database; on SQLite, an event follows."""
        events = "" if self.events == WRITTEN else f" {' '.join(self.events)}"
        return PREFIX + sha256(f"{self.table} {self.note}{events}".encode()).hexdigest()[:16]


def install(**_signal: object) -> None:
    """Make the triggers that are missing, and drop those that nobody wants any more.

    Where one was missing, all rows of the kind are noted: any of them may have changed meanwhile.
    """
    present = _present()
    wanted: set[str] = set()
    tables = set(connection.introspection.table_names())
    for into, triggers, missed in _all_wanted():
        if not tables.issuperset([into, *(trigger.table for trigger in triggers)]):
            continue  # only some rooms were migrated
        wanted.update(trigger.name for trigger in triggers)
        missing = [trigger for trigger in triggers if trigger.name not in present]
        for trigger in missing:
            _make(trigger)
        if missing:
            missed()
    for name in present.keys() - wanted:
        _drop(name, present[name])


def remove(plan: Sequence[object], **_signal: object) -> None:
    """Drop all triggers on SQLite before migrations run; ``install`` makes them again.

    To alter a table SQLite makes a new one and renames it, and it refuses to rename while a trigger
    of another table reads the one that has just been dropped.
    """
    if plan and connection.vendor == "sqlite":
        for name, table in _present().items():
            _drop(name, table)


def _all_wanted() -> Iterator[tuple[str, list[Trigger], Callable[[], object]]]:
    """The table to which triggers write, those that belong together, and what to do where one of
    them was missing.
    """
    for tracked in all_tracked():
        triggers = [_trigger(tracked, model) for model in tracked.causes]
        yield PendingChange._meta.db_table, triggers, partial(_note_all, tracked)
    for noted in all_noted():
        yield noted.into._meta.db_table, _triggers_of(noted), noted.missed


def _triggers_of(noted: Noted) -> list[Trigger]:
    return [
        Trigger(model._meta.db_table, note, (event,))
        for model, notes in noted.causes().items()
        for event, note in notes.items()
    ]


def _trigger(tracked: Tracked, model: type[Model]) -> Trigger:
    # Kind and SQL are words of our code and no input.
    note = (
        f"INSERT INTO {PendingChange._meta.db_table} (kind, row_pk)"
        f" SELECT '{tracked.kind}', found.* FROM ({tracked.causes[model]}) AS found"
    )
    return Trigger(model._meta.db_table, note)


def _present() -> dict[str, str]:
    """Name → table of the triggers in the database."""
    query = f"SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '{PREFIX}%'"
    if connection.vendor == "sqlite":
        query = (
            "SELECT name, tbl_name FROM sqlite_master"
            f" WHERE type = 'trigger' AND name LIKE '{PREFIX}%'"
        )
    digits = len(PREFIX) + 16
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name[:digits]: table for name, table in cursor.fetchall()}


def _make(trigger: Trigger) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for event in trigger.events:
                cursor.execute(
                    f"CREATE TRIGGER IF NOT EXISTS {trigger.name}_{event}"
                    f" AFTER {event} ON {trigger.table} BEGIN {trigger.note}; END"
                )
            return
        cursor.execute(
            f"CREATE OR REPLACE FUNCTION {trigger.name}() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN {trigger.note}; RETURN NULL; END $$"
        )
        cursor.execute(
            f"CREATE TRIGGER {trigger.name} AFTER {' OR '.join(trigger.events)} ON {trigger.table}"
            f" FOR EACH ROW EXECUTE FUNCTION {trigger.name}()"
        )


def _drop(name: str, table: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for event in EVENTS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}_{event}")
            return
        cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
        cursor.execute(f"DROP FUNCTION IF EXISTS {name}()")


def _note_all(tracked: Tracked) -> None:
    meta = tracked.model._meta
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {PendingChange._meta.db_table} (kind, row_pk)"
            f" SELECT '{tracked.kind}', {meta.pk.column} FROM {meta.db_table}"
        )
