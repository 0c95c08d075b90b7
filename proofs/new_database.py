"""A new database is the one that all migrations in turn would make.

    python proofs/new_database.py [--on sqlite|postgresql]

Makes the tables as ``core.new_database`` does and, on an empty database again, as Django does by
running every migration. Compares tables, columns, indexes, constraints and triggers, and the rows.
Names that Django derives from a hash are left out: a table or a column that was renamed keeps them.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from typing import Any

from databases import DATABASES, broken_on, installed_on

HASHED = re.compile(
    r"_[0-9a-f]{8}(_\w+)?$|^__unnamed|^fk_\d+$|^sqlite_auto|_(key|pkey|check|not_null)\d*$"
)
OF_EACH_TIME = {
    "django_migrations", "core_encryptionkey", "core_logkey", "core_pendingchange",
    "core_writemark",
}  # fmt: skip
"""Tables whose rows say when and in which order something ran, or are drawn by lot."""
NOT_OURS = "auth_group_permissions: column FieldInfo(name='id'"
"""Django's own migration makes this key one of 8 bytes, the model one of 4; we have no groups."""


def main() -> int:
    """Run the proof on the databases asked for; 1 when the two ways differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--on", action="append", choices=DATABASES)
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.inside:
        return differences(chosen.inside)
    broken = broken_on(__file__, sys.argv[1:], chosen.on)
    print("the two ways differ on:" if broken else "the same tables and rows", *broken)
    return 1 if broken else 0


def differences(name: str) -> int:
    """Print what only one of the two ways makes; how many such lines."""
    with installed_on(name):
        from django.core.management import call_command
        from django.core.management.commands.migrate import Command as MigrateInTurn

        call_command("migrate", verbosity=0)
        at_once = set(contents())
        empty()
        call_command(MigrateInTurn(), verbosity=0)
        in_turn = set(contents())
    for line in sorted(at_once - in_turn):
        print(f"only at once: {line}")
    for line in sorted(in_turn - at_once):
        print(f"only in turn: {line}")
    print(f"{name}: {len(in_turn)} lines compared")
    return len(at_once ^ in_turn)


def empty() -> None:
    """Take everything out of the database."""
    from django.db import connection

    if connection.vendor == "sqlite":
        path = connection.settings_dict["NAME"]
        connection.close()
        for file in path.parent.glob(f"{path.name}*"):
            file.unlink()
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")


def contents() -> Iterator[str]:
    """A line for each column, index, constraint, trigger and row."""
    from django.db import connection

    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            found = (f"{table}: {line}" for line in structure(cursor, table))
            yield from (line for line in found if not line.startswith(NOT_OURS))
            if table not in OF_EACH_TIME:
                yield from (f"{table}: {row}" for row in rows(cursor, table))
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            if connection.vendor == "sqlite"
            else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        )
        yield from (f"trigger {name}" for (name,) in cursor.fetchall())


def structure(cursor: Any, table: str) -> Iterator[str]:
    """A line for each column, index and constraint of the table."""
    from django.db import connection

    for column in connection.introspection.get_table_description(cursor, table):
        yield f"column {column._replace(type_code=str(column.type_code))}"
    for name, facts in connection.introspection.get_constraints(cursor, table).items():
        kept = {key: value for key, value in facts.items() if key not in ("definition", "options")}
        columns = facts["columns"] or []
        kept["columns"] = sorted(columns) if facts["check"] else columns
        yield f"{'' if HASHED.search(name) else name} {sorted(kept.items())}"


def rows(cursor: Any, table: str) -> Iterator[str]:
    """A line for each row, its columns in the order of their names."""
    cursor.execute(f'SELECT * FROM "{table}"')
    names = [column[0] for column in cursor.description]
    for row in cursor.fetchall():
        yield str(sorted((name, str(value)) for name, value in zip(names, row, strict=True)))


if __name__ == "__main__":
    sys.exit(main())
