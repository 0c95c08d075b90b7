"""A look into an .xlsx before it is read: what would hurt us, and what would mislead its reader.

An .xlsx is a zip of XML. A few kilobytes can unpack to gigabytes, and one cell in the last corner
makes a reader reserve memory for the seventeen thousand million before it, so size and corner are
looked at first, by a parser that stops at the first cell too far.
"""

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import IO
from xml.etree import ElementTree
from xml.parsers import expat

from django.utils.translation import gettext as _

from .errors import Refused

MOST_UNPACKED = 100 * 1024 * 1024
"""Bytes all parts of a workbook may unpack to."""
MOST_COLUMNS = 100
CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
CHUNK = 64 * 1024
Place = tuple[int, int]
"""Row and column, both from 1."""


class UnreadableFile(Refused):
    """A file we cannot use, with what to do about it."""


@dataclass
class Findings:
    """What one sheet holds that its values do not tell."""

    merged: list[str] = field(default_factory=list)
    """Ranges such as ``A5:B5``."""
    without_value: set[Place] = field(default_factory=set)
    """Formulas that were never calculated."""
    errors: set[Place] = field(default_factory=set)
    """Formulas that came to ``#REF!`` and the like."""


def inspect(file: IO[bytes], most_rows: int) -> Findings:
    """Look through the first sheet; ``UnreadableFile`` when it is no workbook or too large."""
    try:
        with zipfile.ZipFile(file) as archive:
            _check_size(archive)
            with archive.open(_first_sheet(archive)) as sheet:
                return _Scan(most_rows).run(sheet)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError) as error:
        raise UnreadableFile(not_a_workbook()) from error
    except (ElementTree.ParseError, expat.ExpatError, EOFError) as error:
        raise UnreadableFile(not_a_workbook()) from error


def not_a_workbook() -> str:
    return _("这不是能读的Excel文件（.xlsx）。请用Excel或WPS打开后另存为.xlsx，再上传。")


def too_many_rows(most: int) -> str:
    return _("一次最多导入%(n)s行，这个文件不止这些。请分成几个文件，分次上传。") % {"n": most}


def column_number(letters: str) -> int:
    """``A`` → 1, ``AB`` → 28."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _check_size(archive: zipfile.ZipFile) -> None:
    if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
        raise UnreadableFile(_("文件解压后太大，没有打开。请只留要导入的那张表，再上传。"))


def _first_sheet(archive: zipfile.ZipFile) -> str:
    """Where in the archive the workbook's first sheet lies."""
    workbook = _parse(archive, "xl/workbook.xml")
    sheet = next(part for part in workbook.iter() if part.tag.endswith("}sheet"))
    wanted = next(value for name, value in sheet.items() if name.endswith("}id"))
    relations = _parse(archive, "xl/_rels/workbook.xml.rels")
    targets = {part.get("Id"): part.get("Target", "") for part in relations}
    target = targets[wanted]
    return target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)


def _parse(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    content = archive.read(name)  # without a DOCTYPE no entity can grow
    if b"<!DOCTYPE" in content:
        raise UnreadableFile(not_a_workbook())
    return ElementTree.fromstring(content)


class _Scan:
    """One pass over a sheet's XML, cell by cell."""

    def __init__(self, most_rows: int) -> None:
        self.most_rows = most_rows
        self.found = Findings()
        self.place: Place = (1, 0)
        self.has_formula = self.has_value = self.in_value = False

    def run(self, sheet: IO[bytes]) -> Findings:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        while chunk := sheet.read(CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
        return self.found

    def _doctype(self, *declared: object) -> None:
        raise UnreadableFile(not_a_workbook())

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if tag == "row":
            self._enter((int(attributes.get("r", self.place[0] + 1)), 0))
        elif tag == "c":
            self._start_cell(attributes)
        elif tag == "f":
            self.has_formula = True
        elif tag in ("v", "t"):
            self.in_value = True
        elif tag == "mergeCell":
            self.found.merged.append(attributes.get("ref", ""))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        row, column = self.place
        if match := CELL.fullmatch(attributes.get("r", "")):
            self._enter((int(match[2]), column_number(match[1])))
        else:
            self._enter((row, column + 1))
        self.has_formula = self.has_value = False
        if attributes.get("t") == "e":
            self.found.errors.add(self.place)

    def _enter(self, place: Place) -> None:
        """Go to a place, unless it lies too far out."""
        self.place = place
        if place[0] > self.most_rows + 1:
            raise UnreadableFile(too_many_rows(self.most_rows))
        if place[1] > MOST_COLUMNS:
            message = _("表格超过%(n)s列，没有打开。请删掉右边多余的列，再上传。")
            raise UnreadableFile(message % {"n": MOST_COLUMNS})

    def _text(self, text: str) -> None:
        if self.in_value and text.strip():
            self.has_value = True

    def _end(self, name: str) -> None:
        tag = name.rpartition(" ")[2]
        if tag in ("v", "t"):
            self.in_value = False
        elif tag == "c" and self.has_formula and not self.has_value:
            self.found.without_value.add(self.place)
