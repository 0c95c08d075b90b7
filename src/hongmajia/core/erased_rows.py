"""Replacing a person's values in their own rows and versions, as the registry says."""

import secrets
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Field, FileField, JSONField, Model

from .encrypted_fields import EncryptedJSONField
from .name_fields import NameKeyField
from .personal_data import Instead, Personal, has_field
from .traces import ERASED
from .whose_rows import TheirRows, versions

Stored = tuple[Any, str]
"""A storage and the name of a file in it."""


def replace_values(rows: TheirRows) -> Iterator[Stored]:
    """Replace the values in all rows of the person; yields the files that are theirs."""
    found = [
        (entry, model, keys)
        for entry, own in rows.by_entry
        for model, keys in versions(entry, own, rows.person)
    ]
    for entry, model, keys in found:
        yield from _files(entry, model, keys)
    for entry, model, keys in found:
        if entry.names_of(Instead.ROW):
            model._base_manager.filter(pk__in=keys).delete()
        else:
            for key in keys:
                _replace(entry, model, key)


def _files(entry: Personal, model: type[Model], keys: Iterable[Any]) -> Iterator[Stored]:
    for name in entry.names_of(Instead.FILE, Instead.ROW):
        column = entry.model._meta.get_field(name)
        if isinstance(column, FileField) and has_field(model, name):
            rows = model._base_manager.exclude(**{name: ""})
            theirs = set(rows.filter(pk__in=keys).values_list(name, flat=True))
            others = rows.filter(**{f"{name}__in": theirs}).exclude(pk__in=keys)
            for file in theirs - set(others.values_list(name, flat=True)):
                yield column.storage, str(file)


def _replace(entry: Personal, model: type[Model], key: Any) -> None:
    columns = {column.name: column for column in model._meta.local_concrete_fields}
    values: dict[str, Any] = {}
    for name, put in entry.fields.items():
        if put.is_own and name in columns:
            values[name] = replacement(columns[name], put)
    for column in columns.values():
        if isinstance(column, NameKeyField) and column.of in values:
            values[column.name] = column.get_prep_value(values[column.of])
    if values:
        model._base_manager.filter(pk=key).update(**values)


def replacement(column: Field[Any, Any], put: Instead) -> Any:
    """What is put into ``column``."""
    if put == Instead.NAME:
        return ERASED
    if put == Instead.NUMBER:
        return f"0{secrets.randbelow(10**18):018d}"
    if put == Instead.CODE:
        return column.get_default() if column.has_default() else f"x{secrets.token_hex(12)}"
    if isinstance(column, JSONField | EncryptedJSONField):
        return None if column.null else column.get_default()
    return "" if column.empty_strings_allowed else None
