"""The journal of erasures, by which a person is erased again after an older backup was restored.

A line holds the time and a keyed digest of which row it was and when that was made: no value of the
person, and not the row's key alone, which another row may get after a restore. The lines stand in
the database and in ``settings.ERASURES_FILE``, which outlives a restore.
"""

import hmac
import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction
from django.db.models import Model

from .event_marks import log_key
from .models import Erasure

BATCH = 2000
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Erasable:
    """A kind of rows by which a person is erased: ``made_at`` is the column of when it was made."""

    model: type[Model]
    made_at: str
    again: Callable[[Any], object]
    """Erases the person of a row, whatever stands against it."""


_kinds: dict[type[Model], Erasable] = {}


def register_erasable(kind: Erasable) -> None:
    """Let persons be erased by rows of a kind; ``ImproperlyConfigured`` for one known already."""
    if kind.model in _kinds:
        raise ImproperlyConfigured(f"erasable twice: {kind.model._meta.label}")
    _kinds[kind.model] = kind


def digest_of(model: type[Model], key: Any, made_at: Any) -> str:
    """HMAC-SHA256 in hex, in the key of the log, of which row it is and when it was made."""
    words = f"erasure|{model._meta.label}|{key}|{made_at.astimezone(UTC).isoformat()}"
    return hmac.digest(log_key(), words.encode(), "sha256").hex()


def note_erasure(subject: Model) -> None:
    """Note that the person of ``subject`` was erased; the file follows when it is committed."""
    kind = _kinds[type(subject)]
    digest = digest_of(kind.model, subject.pk, getattr(subject, kind.made_at))
    Erasure.objects.get_or_create(digest=digest)
    transaction.on_commit(partial(write_down, settings.ERASURES_FILE))


def write_down(path: Path) -> None:
    """Append the erasures that are not in the file yet. A failure is logged; the clock does it."""
    try:
        known = _read(path)
        lines = [f"{row.at.isoformat()} {row.digest}\n"
                 for row in Erasure.objects.order_by("at") if row.digest not in known]  # fmt: skip
        if lines:
            with path.open("a", encoding="utf-8") as file:
                file.writelines(["\n", *lines])
                file.flush()
                os.fsync(file.fileno())
    except OSError as error:
        logger.error("erasures cannot be noted: %s", error)


def write_down_if_there(path: Path) -> None:
    """``write_down``, of a database that may be empty; before it is replaced."""
    if Erasure._meta.db_table in connection.introspection.table_names():
        write_down(path)


def _read(path: Path) -> set[str]:
    """The digests in the file; a line that was cut off has none."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    lines = (line.split() for line in text.splitlines())
    return {words[1] for words in lines if len(words) == 2 and len(words[1]) == 64}


def apply_again(path: Path) -> int:
    """Erase whoever was erased according to the file and not in this database; how many.

    A line whose row is not there, since the backup is older than it, counts as applied.
    """
    missing = _read(path) - set(Erasure.objects.values_list("digest", flat=True))
    count = 0
    for digest, kind, key in _find(missing) if missing else ():
        with transaction.atomic():
            kind.again(kind.model._base_manager.get(pk=key))
        missing.discard(digest)
        count += 1
    Erasure.objects.bulk_create(
        [Erasure(digest=digest) for digest in missing], ignore_conflicts=True
    )  # fmt: skip
    return count


def _find(digests: set[str]) -> Iterator[tuple[str, Erasable, Any]]:
    found = [
        (digest, kind, key)
        for kind in _kinds.values()
        for key, made_at in kind.model._base_manager.values_list("pk", kind.made_at).iterator(
            chunk_size=BATCH
        )
        if (digest := digest_of(kind.model, key, made_at)) in digests
    ]
    yield from found
