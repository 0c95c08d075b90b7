"""Both kinds of file as lines of cells; every size is checked before anything is unpacked."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import IO, Any

from python_calamine import CalamineError, CalamineWorkbook

from .faults import BrokenSheet, Limits
from .guard import MEGABYTE, Place, inspect

NO_TABLE = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")
"""How files begin that are of another type, whatever their name says."""


@dataclass
class Content:
    """The lines of a sheet from its first on, and the cells whose value must not be used."""

    lines: Sequence[Sequence[Any]]
    without_value: set[Place] = field(default_factory=set)
    """Formulas that were never calculated."""
    errors: set[Place] = field(default_factory=set)
    """Formulas whose result is an error such as ``#REF!``."""


def read_xlsx(file: IO[bytes], limits: Limits) -> Content:
    """The first sheet: texts, numbers (always `float`), truth values, dates; ``""`` for an empty
    cell.

    Raises `BrokenSheet` for anything else, anything too large, and merged cells.
    """
    _check_size(file, limits)
    found = inspect(file, limits)
    if found.merged:
        raise BrokenSheet("merged_cells", where="、".join(found.merged[:3]))
    file.seek(0)
    try:
        sheet = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0)
        lines = sheet.to_python(skip_empty_area=False)
    except (CalamineError, ValueError, OSError) as error:
        raise BrokenSheet("not_xlsx") from error
    return Content(lines, found.without_value, found.errors)


def read_csv(file: IO[bytes], limits: Limits) -> Content:
    """Comma-separated texts, in UTF-8 or in GB 18030, which Chinese Excel writes. Raises
    `BrokenSheet`.
    """
    _check_size(file, limits)
    content = file.read()
    if b"\0" in content or content.startswith(NO_TABLE):
        raise BrokenSheet("not_table")
    csv.field_size_limit(limits.megabytes * MEGABYTE)  # callers limit the length of texts
    try:
        lines = list(csv.reader(io.StringIO(_decode(content), newline=""), strict=True))
    except csv.Error as error:
        raise BrokenSheet("not_csv") from error
    return Content(lines)


def _check_size(file: IO[bytes], limits: Limits) -> None:
    """Raise `BrokenSheet` if the file is too large; rewinds it."""
    file.seek(0, io.SEEK_END)
    if file.tell() > limits.megabytes * MEGABYTE:
        raise BrokenSheet("file_too_large", most=limits.megabytes)
    file.seek(0)


def _decode(content: bytes) -> str:
    """The content as text. Raises `BrokenSheet` if it is in no known encoding."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BrokenSheet("not_text")
