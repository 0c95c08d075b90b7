"""How forms with files are read, and how a stored file is deleted."""

from functools import partial

from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.http import multipartparser

LONGEST_HEADERS = 16 * 1024
"""Bytes of the headers of one field, which hold the name of its file."""


def accept_long_names() -> None:
    """Read forms whose files have long names.

    Django refuses a form when the headers of one field have more than 1 KB: 340 Chinese characters
    in the name of a photograph were enough, and all that was typed was lost.
    """
    multipartparser.MAX_TOTAL_HEADER_SIZE = LONGEST_HEADERS  # type: ignore[attr-defined]  # no stub


def delete_file(file: FieldFile) -> None:
    """Delete a stored file once the transaction is committed; nothing to do for an empty field."""
    if file.name:
        transaction.on_commit(partial(file.storage.delete, file.name))
