"""Reading everything that the product keeps: each column of each table, and each upload."""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from hongmajia.core.encrypted_files import is_encrypted
from hongmajia.core.encrypted_phones import decrypt_phone
from hongmajia.core.encryption import decrypt_bytes, decrypt_text
from hongmajia.core.rekeying import encrypted_columns


def tables() -> Iterator[tuple[str, str]]:
    """Name and content of each table as its database gives it, and what encrypted columns hold."""
    sealed = {(model._meta.db_table, field.column) for model, field in encrypted_columns()}
    quote = connection.ops.quote_name
    for name in sorted(connection.introspection.table_names()):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {quote(name)}")
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    yield f"{name}.{column}", readable(value, (name, column) in sealed)


def readable(value: Any, is_sealed: bool) -> str:
    """A value as text: as it is stored, and as it reads without escapes and decrypted."""
    is_binary = isinstance(value, bytes | memoryview)
    stored = bytes(value).decode("utf-8", "replace") if is_binary else value
    stored = stored if isinstance(stored, str) else str(stored)
    found = [stored]
    if is_sealed and stored:
        for decrypt in (decrypt_phone, _json, _text):
            with suppress(Exception):
                found.append(decrypt(stored))
    with suppress(ValueError):
        found += [json.dumps(json.loads(each), ensure_ascii=False) for each in found[:]]
    return "\n".join(found)


def _json(stored: str) -> str:
    return json.dumps(json.loads(decrypt_text(stored, "json")), ensure_ascii=False)


def _text(stored: str) -> str:
    return decrypt_text(stored, "text")


def uploads() -> Iterator[tuple[str, str]]:
    """Name and content of each upload, decrypted."""
    for path in sorted(Path(settings.MEDIA_ROOT).rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            plain = decrypt_bytes(content, "file") if is_encrypted(content) else content
            yield str(path), plain.decode("utf-8", "replace")


def everything() -> list[tuple[str, str]]:
    """All of it."""
    return [*tables(), *uploads()]


def places_of(value: str) -> list[str]:
    """Where ``value`` stands."""
    return [place for place, content in everything() if value in content]
