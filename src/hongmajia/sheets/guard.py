"""Inspection of an .xlsx before it is read: what would be harmful, and what would mislead its
reader.

An .xlsx is a zip archive of XML. A few kilobytes can unpack to gigabytes, whatever size they
claim. One cell at the last row and column makes a reader reserve memory for the seventeen
thousand million cells before it. A long text may be stored once and used in every cell. So
everything is unpacked once and discarded, and the sheet is walked by a streaming parser that
stops at the first cell beyond the limits.
"""

import re
import sys
import zipfile
import zlib
from collections import Counter
from copy import copy
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import IO
from xml.etree import ElementTree
from xml.parsers import expat

from .faults import BrokenSheet, Limits

CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
CHUNK = 64 * 1024
"""Bytes read at a time."""
MEGABYTE = 1024 * 1024
STRINGS = "xl/sharedstrings.xml"
TORN = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    ElementTree.ParseError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    StopIteration,
    ValueError,
)
"""The exceptions by which the standard library says that a file is damaged or of another type."""
Place = tuple[int, int]
"""Row and column, both from 1."""
Parts = dict[str, zipfile.ZipInfo]
"""The parts of an archive by their names in lower case, as readers look for them."""


@dataclass
class Findings:
    """What a sheet contains besides the values of its cells."""

    merged: list[str] = field(default_factory=list)
    """Ranges such as ``A5:B5``."""
    without_value: set[Place] = field(default_factory=set)
    """Formulas that were never calculated."""
    errors: set[Place] = field(default_factory=set)
    """Formulas whose result is an error such as ``#REF!``."""


def inspect(file: IO[bytes], limits: Limits) -> Findings:
    """Inspect the first sheet. Raises `BrokenSheet` if the file is not a workbook or
    too large.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            return _inspect(archive, limits)
    except TORN as error:
        raise BrokenSheet("not_xlsx") from error


def column_number(letters: str) -> int:
    """The number of a column: ``A`` → 1, ``AB`` → 28."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _inspect(archive: zipfile.ZipFile, limits: Limits) -> Findings:
    """Inspect the first sheet of an archive."""
    parts = {part.filename.lower(): part for part in archive.infolist()}
    if len(parts) < len(archive.infolist()):
        raise BrokenSheet("not_xlsx")  # readers differ in which of two parts of one name they read
    _weigh(archive, parts, limits)
    scan = _Scan(limits)
    with archive.open(parts[_first_sheet(archive, parts)]) as sheet:
        scan.read(sheet)
    if scan.texts:
        _weigh_texts(archive, parts, scan.texts, limits)
    return scan.found


def _weigh(archive: zipfile.ZipFile, parts: Parts, limits: Limits) -> None:
    """Unpack every part to its true end, whatever size the archive claims for it."""
    left = limits.unpacked * MEGABYTE
    for claimed in parts.values():
        part = copy(claimed)
        part.file_size = sys.maxsize
        with archive.open(part) as content:
            while chunk := content.read(CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise BrokenSheet("zip_bomb")


def _weigh_texts(
    archive: zipfile.ZipFile, parts: Parts, uses: Counter[str], limits: Limits
) -> None:
    """Add up the shared texts as often as cells use them, since the reader copies each
    of them.
    """
    texts = _Texts()
    with archive.open(parts[STRINGS]) as strings:
        texts.read(strings)
    letters = sum(texts.lengths[int(which)] * times for which, times in uses.items())
    if letters > limits.unpacked * MEGABYTE:
        raise BrokenSheet("zip_bomb")


def _first_sheet(archive: zipfile.ZipFile, parts: Parts) -> str:
    """The name of the part that is the workbook's first sheet."""
    workbook = _tree(archive, parts["xl/workbook.xml"])
    sheet = next(part for part in workbook.iter() if part.tag.endswith("}sheet"))
    wanted = next(value for name, value in sheet.items() if name.endswith("}id"))
    relations = _tree(archive, parts["xl/_rels/workbook.xml.rels"])
    targets = {part.get("Id"): part.get("Target", "") for part in relations}
    return str(PurePosixPath("/xl", targets[wanted])).lstrip("/").lower()


def _tree(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> ElementTree.Element:
    """A small part as a tree. Refuses document types: without one no entity can expand."""
    content = archive.read(part)
    if b"<!DOCTYPE" in content:  # only a document type can define entities that expand
        raise BrokenSheet("not_xlsx")
    return ElementTree.fromstring(content)


class _Pass:
    """One pass over the XML of a part, element by element."""

    def read(self, part: IO[bytes]) -> None:
        """Parse the part as a stream."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        while chunk := part.read(CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)

    def _doctype(self, *declared: object) -> None:
        raise BrokenSheet("not_xlsx")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def _end(self, name: str) -> None:
        raise NotImplementedError

    def _text(self, text: str) -> None:
        raise NotImplementedError


class _Scan(_Pass):
    """Walks over a sheet cell by cell and collects `Findings`."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.found = Findings()
        self.texts: Counter[str] = Counter()
        """Number of a shared text → how many cells use it."""
        self.place: Place = (0, 0)
        self.has_formula = self.is_shared_text = self.in_value = False
        self.value = ""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "c":
            self._start_cell(attributes)
        elif tag in ("v", "t"):
            self.in_value = True
        elif tag == "f":
            self.has_formula = True
        elif tag == "row":
            self._enter((int(attributes.get("r", self.place[0] + 1)), 0))
        elif tag == "mergeCell":
            self.found.merged.append(attributes.get("ref", ""))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        row, column = self.place
        if "r" not in attributes:
            self._enter((row, column + 1))
        elif match := CELL.fullmatch(attributes["r"]):
            self._enter((int(match[2]), column_number(match[1])))
        else:
            raise BrokenSheet("not_xlsx")
        self.value = ""
        self.has_formula = False
        kind = attributes.get("t")
        self.is_shared_text = kind == "s"
        if kind == "e":
            self.found.errors.add(self.place)

    def _enter(self, place: Place) -> None:
        """Move to a place. Raises `BrokenSheet` if it is beyond the limits."""
        self.place = place
        if place[0] > self.limits.rows + 1:
            raise BrokenSheet("too_many_rows", most=self.limits.rows)
        if place[1] > self.limits.columns:
            raise BrokenSheet("too_many_columns", most=self.limits.columns)

    def _text(self, text: str) -> None:
        if self.in_value:
            self.value += text

    def _end(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        if tag in ("v", "t"):
            self.in_value = False
        elif tag == "c" and self.is_shared_text and self.value:
            self.texts[self.value] += 1
        elif tag == "c" and self.has_formula and not self.value.strip():
            self.found.without_value.add(self.place)


class _Texts(_Pass):
    """Measures the shared texts that cells refer to by number."""

    def __init__(self) -> None:
        self.lengths: list[int] = []
        """Length of each text in characters, by its number."""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "si":
            self.lengths.append(0)

    def _end(self, name: str) -> None:
        pass

    def _text(self, text: str) -> None:
        self.lengths[-1:] = [self.lengths[-1] + len(text)] if self.lengths else []
