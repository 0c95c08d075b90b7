"""Files of separated texts (.csv), and those that only bear such a name."""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice

from .faults import BrokenSheet
from .headings import MOST_TITLE_LINES, Wanted

NO_TABLE = (b"%PDF", b"PK\x03\x04", b"{\\rtf")
"""How files begin that are of another type, whatever their name says."""
OLE = b"\xd0\xcf\x11\xe0"
"""How the old files of Office begin, and encrypted new ones."""
MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Encodings by the mark at the beginning. Excel's “Unicode text” is UTF-16 with tabs."""
MARKUP = ("<html", "<!doctype html", "<table", "<head", "<meta", "<style", "<?xml", "mime-version:")
"""How web pages begin, which many systems export under the name .xls."""
SEPARATORS = (",", ";", "\t", "|", "，", "；")
HEAD = 5 * MOST_TITLE_LINES
"""Lines by which the separator is found."""


def lines_of(content: bytes, wanted: Wanted) -> Sequence[Sequence[str]]:
    """The lines of a file of separated texts. Raises `BrokenSheet` if it is no such file."""
    refuse_old_files(content)
    if content.startswith(NO_TABLE):
        raise BrokenSheet("not_table")
    text = _decode(content)
    if text.lstrip().lower().startswith(MARKUP):
        raise BrokenSheet("is_markup")
    try:
        return list(_reader(text, _separator(text, wanted)))
    except csv.Error as error:
        raise BrokenSheet("not_csv") from error


def refuse_old_files(content: bytes) -> None:
    """Raise `BrokenSheet` for an .xls, and for a file with a password, each by its own code."""
    if not content.startswith(OLE):
        return
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise BrokenSheet("has_password")
    is_xls = any(name.encode("utf-16-le") in content for name in ("Workbook", "Book\0"))
    raise BrokenSheet("old_xls" if is_xls else "not_table")


def _reader(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def _separator(text: str, wanted: Wanted) -> str:
    """The separator by which most headings are known; the comma if none is."""

    def known(separator: str) -> int:
        try:
            lines = list(islice(_reader(text, separator), HEAD))
        except csv.Error:
            return 0
        heading = wanted.heading_line(lines)
        return wanted.known_in(lines[heading - 1]) if heading else 0

    return max(SEPARATORS, key=known)


def _decode(content: bytes) -> str:
    """The content as text. Raises `BrokenSheet` if it is in no known encoding.

    Without a mark it is UTF-8 or GB 18030, which Chinese Excel writes; with zero bytes, UTF-16.
    """
    marked = [encoding for mark, encoding in MARKED if content.startswith(mark)]
    guesses = ("utf-16-le", "utf-16-be") if b"\0" in content else ("utf-8", "gb18030")
    for encoding in marked[:1] or guesses:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and (marked or "\n" in text or b"\0" not in content):
            return text
    raise BrokenSheet("not_table" if b"\0" in content else "not_text")
