"""What is held of one person, by the registry of personal data: for them, on request."""

from typing import Any

from .personal_data import Personal, Seen
from .whose_rows import Person, TheirRows

SECRET = {"password", "session_key", "code"}
"""Columns of hashes and codes: they are of use only to somebody who would steal them."""


def held_of(person: Person) -> list[dict[str, Any]]:
    """Their rows, an entry for each: which record, for what, who sees it, how long, and the values.

    Nothing of others is in it: it has the columns that are replaced when they are erased, without
    ``SECRET`` and what only the product uses.
    """
    return [
        {**_about(entry), "key": str(key), "values": values}
        for entry, keys in TheirRows(person).by_entry
        if entry.seen_by != Seen.NOBODY
        for key, values in _values(entry, keys)
        if any(values.values())
    ]


def _about(entry: Personal) -> dict[str, str]:
    return {
        "record": entry.model._meta.label,
        "purpose": entry.purpose,
        "seen_by": str(entry.seen_by),
        "kept": str(entry.kept),
    }


def _values(entry: Personal, keys: set[Any]) -> list[tuple[Any, dict[str, Any]]]:
    columns = [name for name, put in entry.fields.items() if put.is_own and name not in SECRET]
    found = entry.model._base_manager.filter(pk__in=keys).order_by("pk")
    return [
        (pk, dict(zip(columns, values, strict=True)))
        for pk, *values in found.values_list("pk", *columns)
        if columns
    ]
