"""Rewriting encrypted columns: under a new key, and in migrations from and to plain text.

Rows are read and written in plain SQL, past the fields, which would decrypt and encrypt themselves.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.migrations import RunPython
from django.db.models import FileField, Model

from .encrypted_fields import EncryptedField
from .encrypted_files import EncryptedStorage
from .encryption import KEY_ID_LENGTH, field_keys

BATCH = 500
"""Rows of one transaction; on SQLite others wait to write meanwhile."""

Column = tuple[type[Model], EncryptedField]

Rekey = Callable[[], int]
"""Encrypts some values under the newest key; how many were under another."""

_others: dict[type[Model], Rekey] = {}


def register_rekeying(model: type[Model], rekey: Rekey) -> None:
    """Let ``rekey`` rewrite what ``model`` holds encrypted in columns that are no encrypted field.

    Such are values within a JSON column of a library.
    """
    _others[model] = rekey


def other_rekeyings() -> Iterator[tuple[type[Model], Rekey]]:
    """What was registered, by model."""
    yield from _others.items()


def encrypted_columns() -> Iterator[Column]:
    """Every encrypted field of every table, history tables included."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_concrete_fields:
            if isinstance(field, EncryptedField):
                yield model, field


def encrypted_file_fields() -> Iterator[tuple[type[Model], Any]]:
    """Every field whose files are encrypted."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, FileField) and isinstance(field.storage, EncryptedStorage):
                yield model, field


def rekey_column(column: Column) -> int:
    """Encrypt the column's values under the newest key; how many. Each batch is a transaction."""
    _model, field = column
    outdated = f"SUBSTR({{column}}, 1, {KEY_ID_LENGTH}) <> %s"
    return rewrite_column(
        connection, column, lambda stored: field.encrypt(field.decrypt(stored)),
        outdated, [field_keys()[0].id],
    )  # fmt: skip


def rekey_files(model: type[Model], field: Any) -> int:
    """Encrypt the field's files under the newest key; how many were under another.

    A file may be deleted meanwhile; one whose row is gone or names it no more is not brought back.
    """
    rows = model._base_manager.exclude(**{field.name: ""})
    count = 0
    for pk, name in list(rows.values_list("pk", field.name)):
        if field.storage.rekey(name):
            count += 1
            if not rows.filter(**{"pk": pk, field.name: name}).exists():
                field.storage.delete(name)
    return count


def rewrite_column(
    connection: Any,
    column: Column,
    change: Callable[[str], str],
    condition: str = "1 = 1",
    params: list[Any] | None = None,
) -> int:
    """Replace every value of the column that fits ``condition`` by ``change`` of it; how many.

    Empty values stay. A row that somebody else writes meanwhile keeps what they wrote.
    """
    model, field = column
    quote = connection.ops.quote_name
    table, key, name = map(quote, (model._meta.db_table, model._meta.pk.column, field.column))
    select = (
        f"SELECT {key}, {name} FROM {table} WHERE {key} > %s AND {name} <> ''"
        f" AND {condition.format(column=name)} ORDER BY {key} LIMIT {BATCH}"
    )
    update = f"UPDATE {table} SET {name} = %s WHERE {key} = %s AND {name} = %s"
    last, count = -1, 0
    while True:
        with transaction.atomic(connection.alias), connection.cursor() as cursor:
            cursor.execute(select, [last, *(params or [])])
            rows = cursor.fetchall()
            cursor.executemany(update, [(change(old), pk, old) for pk, old in rows])
        if not rows:
            return count
        last, count = rows[-1][0], count + len(rows)


def encrypt_columns(app_label: str, *names: tuple[str, str]) -> RunPython:
    """The step of a migration that encrypts columns which held plain text until now; reversible.

    ``names`` are (model, field) pairs; their fields are encrypted ones already, altered by a step
    before. History tables are named like any other.
    """

    def rewrite(historical_apps: Any, editor: Any, way: str) -> None:
        for model_name, field_name in names:
            model = historical_apps.get_model(app_label, model_name)
            field = model._meta.get_field(field_name)
            rewrite_column(editor.connection, (model, field), getattr(field, way))

    return RunPython(
        lambda historical_apps, editor: rewrite(historical_apps, editor, "encrypt"),
        lambda historical_apps, editor: rewrite(historical_apps, editor, "decrypt"),
        elidable=False,
    )


def compact_after_encryption(historical_apps: Any, editor: Any) -> None:
    """A step of a migration without a transaction: rewrite the tables, so that the plain values
    that encryption replaced are gone from the database's files. Nothing to do without rows."""
    models = [
        model
        for model in historical_apps.get_models()
        if any(isinstance(field, EncryptedField) for field in model._meta.local_concrete_fields)
    ]
    tables = [model._meta.db_table for model in models if model._base_manager.exists()]
    with editor.connection.cursor() as cursor:
        if tables and editor.connection.vendor == "sqlite":
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        elif tables:
            for table in tables:
                cursor.execute(f"VACUUM FULL {editor.connection.ops.quote_name(table)}")
