"""What the change to this version would do to the database, and whether it is one to an older."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.utils.translation import gettext as _

from hongmajia import __version__

OURS = "hongmajia."
"""How the packages of our own applications begin."""
QUICK = (
    "AddIndexConcurrently",
    "AlterModelManagers",
    "AlterModelOptions",
    "SeparateDatabaseAndState",
)
"""Operations that change nothing in the database, or take no lock."""


@dataclass(frozen=True)
class Step:
    """One migration that would run: what it does, and which tables it locks with how many rows."""

    name: str
    acts: list[str]
    tables: dict[str, int]


def unknown_migrations(applied: Iterable[str]) -> list[str]:
    """Which of these migrations (``room.name``) of our own this version does not know.

    Another version, a later one, has applied them.
    """
    loader = MigrationLoader(None)
    known = {f"{app}.{name}" for app, name in loader.disk_migrations}
    known |= {
        f"{app}.{name}"
        for migration in loader.disk_migrations.values()
        for app, name in migration.replaces
    }
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith(OURS)}
    return sorted(name for name in set(applied) - known if name.partition(".")[0] in ours)


def refuse_later(applied: Iterable[str]) -> None:
    """Raise ``CommandError`` if a later version has applied migrations of its own."""
    if unknown := unknown_migrations(applied):
        words = _("数据库是更新的版本用过的（%(first)s），%(version)s不能用它。没有改动。")
        raise CommandError(words % {"first": unknown[-1], "version": __version__})


def applied_here() -> list[str]:
    """The migrations that the database has had, as ``room.name``."""
    executor = MigrationExecutor(connection)
    return [f"{app}.{name}" for app, name in executor.loader.applied_migrations]


def steps() -> Iterator[Step]:
    """The migrations that have not run yet, in their order."""
    executor = MigrationExecutor(connection)
    present = set(connection.introspection.table_names())
    for migration, _backwards in executor.migration_plan(executor.loader.graph.leaf_nodes()):
        acts = [operation.describe() for operation in migration.operations]
        yield Step(str(migration), acts, _locked(migration, present))


def _locked(migration: Migration, present: set[str]) -> dict[str, int]:
    """The tables that exist already and are changed, each with its number of rows."""
    names = (_table_of(migration.app_label, operation) for operation in migration.operations)
    changed = dict.fromkeys(name for name in names if name in present)
    return {name: _rows_of(name) for name in changed if name}


def _table_of(app: str, operation: Operation) -> str | None:
    """The table that an operation changes; ``None`` if it locks none."""
    if type(operation).__name__ in QUICK:
        return None
    model = getattr(operation, "model_name", None) or getattr(operation, "name", None)
    try:
        return apps.get_model(app, model)._meta.db_table if model else None
    except LookupError:
        return f"{app}_{model}".lower()


def _rows_of(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
        found: int = cursor.fetchone()[0]
        return found
