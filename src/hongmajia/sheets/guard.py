"""Inspection of an .xlsx before it is read: what would be harmful, and what would mislead its
reader.

An .xlsx is a zip archive of XML. A few kilobytes can unpack to gigabytes, whatever size they
claim. One cell at the last row and column makes a reader reserve memory for the seventeen
thousand million cells before it. A long text may be stored once and used in every cell. So
everything is unpacked once and discarded, and each sheet is walked by a streaming parser that
stops at the first cell beyond the limits.
"""

import sys
import zipfile
import zlib
from collections import Counter
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import IO
from xml.etree import ElementTree
from xml.parsers import expat

from .faults import BrokenSheet, Limits
from .scan import CHUNK, Findings, Scan, Texts

MEGABYTE = 1024 * 1024
TOO_LARGE = ("too_many_rows", "too_many_columns")
"""What is wrong with one sheet only: another one of the file may be read."""
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
Parts = dict[str, zipfile.ZipInfo]
"""The parts of an archive by their names in lower case, as readers look for them."""


@dataclass(frozen=True)
class Tab:
    """One worksheet of a workbook, and what was found in it."""

    name: str
    is_visible: bool
    part: str
    """Name of its part in the archive."""
    found: Findings = field(default_factory=Findings)
    broken: BrokenSheet | None = None
    """Why it cannot be read, if it is too large."""


def inspect(file: IO[bytes], limits: Limits) -> list[Tab]:
    """Inspect all worksheets. Raises `BrokenSheet` if the file is not a workbook or harmful."""
    try:
        with zipfile.ZipFile(file) as archive:
            return _inspect(archive, limits)
    except TORN as error:
        raise BrokenSheet("not_xlsx") from error


def _inspect(archive: zipfile.ZipFile, limits: Limits) -> list[Tab]:
    """Inspect the worksheets of an archive."""
    parts = {part.filename.lower(): part for part in archive.infolist()}
    if len(parts) < len(archive.infolist()):
        raise BrokenSheet("not_xlsx")  # readers differ in which of two parts of one name they read
    weigh(archive, parts, limits)
    texts: Counter[str] = Counter()
    tabs = [_scanned(archive, parts, tab, texts, limits) for tab in _tabs(archive, parts)]
    if texts:
        _weigh_texts(archive, parts, texts, limits)
    return tabs


def _scanned(
    archive: zipfile.ZipFile, parts: Parts, tab: Tab, texts: Counter[str], limits: Limits
) -> Tab:
    """The worksheet with what was found in it; its shared texts are added to ``texts``."""
    scan = Scan(limits)
    try:
        with archive.open(parts[tab.part]) as sheet:
            scan.read(sheet)
    except BrokenSheet as broken:
        if broken.code in TOO_LARGE:
            return replace(tab, broken=broken)
        raise
    texts.update(scan.texts)
    return replace(tab, found=scan.found)


def weigh(archive: zipfile.ZipFile, parts: Parts, limits: Limits) -> None:
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
    texts = Texts()
    with archive.open(parts[STRINGS]) as strings:
        texts.read(strings)
    letters = sum(texts.lengths[int(which)] * times for which, times in uses.items())
    if letters > limits.unpacked * MEGABYTE:
        raise BrokenSheet("zip_bomb")


def _tabs(archive: zipfile.ZipFile, parts: Parts) -> list[Tab]:
    """The worksheets in their order. Sheets of other types, such as charts, hold no table."""
    relations = _tree(archive, parts["xl/_rels/workbook.xml.rels"])
    targets = {
        part.get("Id"): str(PurePosixPath("/xl", part.get("Target", ""))).lstrip("/").lower()
        for part in relations
        if part.get("Type", "").endswith("/worksheet")
    }
    workbook = _tree(archive, parts["xl/workbook.xml"])
    sheets = [part for part in workbook.iter() if part.tag.endswith("}sheet")]
    tabs = [_tab(sheet, targets) for sheet in sheets]
    found = [tab for tab in tabs if tab.part]
    if len({tab.part for tab in found}) < len(found) or len({t.name for t in tabs}) < len(tabs):
        raise BrokenSheet("not_xlsx")  # one part many times is a bomb; of two names one is read
    return found


def _tab(sheet: ElementTree.Element, targets: Mapping[str | None, str]) -> Tab:
    wanted = next(value for name, value in sheet.items() if name.endswith("}id"))
    is_visible = sheet.get("state", "visible") == "visible"
    return Tab(sheet.get("name", ""), is_visible, targets.get(wanted, ""))


def _tree(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> ElementTree.Element:
    """A small part as a tree. Refuses document types: without one no entity can expand."""
    content = archive.read(part)
    if b"<!DOCTYPE" in content:  # only a document type can define entities that expand
        raise BrokenSheet("not_xlsx")
    return ElementTree.fromstring(content)
