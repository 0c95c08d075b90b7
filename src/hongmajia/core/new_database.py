"""The tables of a new database, made as the models are today instead of by every migration in turn.

The migrations build each table as it was at first and change it step by step, which takes a minute
and more. An empty database needs only the result (docs/adr/0103). ``proofs/new_database.py``
compares the two ways.
"""

from collections.abc import Callable, Iterator

from django.apps import apps
from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model

Filling = Callable[[BaseDatabaseSchemaEditor], object]
FILLINGS: list[Filling] = []


def register_filling(fill: Filling) -> None:
    """Let ``fill`` add the rows or the index that a room's migrations bring to an empty database.

    Rooms call it in ``registrations.py``; ``fill`` gets the open schema editor.
    """
    FILLINGS.append(fill)


def is_new() -> bool:
    """Whether the database has no table at all."""
    return not connection.introspection.table_names()


def make_tables() -> None:
    """Make all tables, fill them, and note every migration as applied: all or nothing."""
    executor = MigrationExecutor(connection)
    with connection.schema_editor(atomic=True) as editor:
        for model in models():
            editor.create_model(model)
        executor.recorder.ensure_schema()
        executor.recorder.migration_qs.bulk_create(
            executor.recorder.Migration(app=room, name=name)
            for room, name in sorted(executor.loader.disk_migrations)
        )
        for fill in FILLINGS:
            fill(editor)


def models() -> Iterator[type[Model]]:
    """All models with a table of their own; tables between two models come with one of these."""
    for model in apps.get_models():
        if model._meta.managed and not model._meta.proxy and not model._meta.swapped:
            yield model
