"""The mark of an event: what shows that a row of the log was changed, or written by somebody else.

The values of an event that may be personal (``PERSONAL``) are hashed together with a random
salt (SHA-256); the mark is an HMAC-SHA256 over that digest and the other columns. So the values
and the salt can be erased, and the mark still holds. Its key is stored encrypted (``LogKey``):
whoever can only write to the database cannot make one (docs/adr/0119).
"""

import hmac
import json
import os
from datetime import UTC
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models

if TYPE_CHECKING:
    from .models import Event

SALT_BYTES = 16
_keys: list[bytes] = []
PERSONAL = ("note", "data", "origin")
LASTING = (
    "actor_id", "verb", "subject_type_id", "subject_id", "story", "from_state", "to_state",
    "audience",
)  # fmt: skip
"""The columns that the mark covers, beside ``at`` and the digest of those that may be personal."""


class SaltField(models.BinaryField):  # type: ignore[type-arg]  # takes none at run time
    """The salt of an event. Before a new row is written it sets salt, digest and mark."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Django calls it for ``save`` and for ``bulk_create``."""
        if add:
            set_mark(model_instance)  # type: ignore[arg-type]
        return super().pre_save(model_instance, add)


def set_mark(event: "Event") -> None:
    """Give the event a new salt, its digest and its mark."""
    event.salt = os.urandom(SALT_BYTES)
    event.digest = digest_of(event)
    event.mark = mark_of(event)


def digest_of(event: "Event") -> bytes:
    """SHA-256 of the salt and the values that may be personal."""
    values = [plain(getattr(event, name)) for name in PERSONAL]
    return sha256(bytes(event.salt) + as_bytes(values)).digest()


def mark_of(event: "Event") -> bytes:
    """HMAC-SHA256 of the digest and of the columns that are never erased."""
    # As the database will give them back: a key may have been given as a text.
    fields = {field.attname: field for field in event._meta.concrete_fields}
    values = [plain(fields[name].to_python(getattr(event, name))) for name in LASTING]
    at = event.at.astimezone(UTC).isoformat()
    return hmac.digest(log_key(), as_bytes([at, *values]) + bytes(event.digest), "sha256")


def is_genuine(event: "Event", erased: bytes | None = None) -> bool:
    """Whether the row is as it was written, or as an erasure with the digest ``erased`` left it."""
    expected = bytes(event.digest) if erased is None else erased
    return digest_of(event) == expected and hmac.compare_digest(mark_of(event), bytes(event.mark))


def log_key() -> bytes:
    """The key of the marks, read once a process; made if there is none yet.

    One that was just made is read again next time: its transaction may still be undone.
    """
    if not _keys:
        row, is_new = apps.get_model("core", "LogKey").the_one()
        if is_new:
            return bytes.fromhex(row.secret)
        _keys.append(bytes.fromhex(row.secret))
    return _keys[0]


def forget_log_key() -> None:
    """Read the key anew next time: another database was restored."""
    _keys.clear()


def plain(value: Any) -> Any:
    """A value as both databases give it back: texts and labels as texts, 2.0 as 2."""
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def as_bytes(values: Any) -> bytes:
    """Values as JSON with sorted keys and without blanks."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()
