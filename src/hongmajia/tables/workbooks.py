"""Blank workbooks: read for the page, and filled by changing the cells that are named, no more.

A library that loads a workbook and saves it again loses what it does not know: charts, drawings,
controls. So only the XML of the sheets is changed, and every other part is copied byte by byte
(ADR 91).
"""

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Any

from lxml import etree
from python_calamine import CalamineWorkbook

from hongmajia.sheets import BrokenSheet, Limits
from hongmajia.sheets.guard import inspect

from .places import join, split

LIMITS = Limits(rows=300, megabytes=5, unpacked=60, columns=60)
WORKBOOK = "xl/workbook.xml"
STYLES = "xl/styles.xml"
PERCENTS = (9, 10)
"""The numbers of ``0%`` and ``0.00%`` (ECMA-376, 18.8.30)."""
Values = Mapping[str, Mapping[str, Any]]
"""Sheet → place → number or text."""


@dataclass(frozen=True)
class Cell:
    """One cell of the page: its text, whether it has a formula, and how many it spans."""

    place: str
    text: str = ""
    is_formula: bool = False
    rows: int = 1
    columns: int = 1


@dataclass
class Grid:
    """A visible sheet: its name and its lines of cells; covered cells are left out."""

    name: str
    lines: list[list[Cell]] = field(default_factory=list)

    def cells(self) -> Iterator[Cell]:
        """All cells."""
        for line in self.lines:
            yield from line

    def cell(self, place: str) -> Cell | None:
        """The cell at ``place`` if a value may stand there."""
        return next((c for c in self.cells() if c.place == place and not c.is_formula), None)


def grids_of(file: IO[bytes]) -> list[Grid]:
    """The visible sheets. Raises ``BrokenSheet`` for what is no workbook, too large or harmful."""
    size = file.seek(0, io.SEEK_END)
    if size > LIMITS.megabytes << 20:
        raise BrokenSheet("file_too_large", most=LIMITS.megabytes)
    file.seek(0)
    tabs = [tab for tab in inspect(file, LIMITS) if tab.is_visible]
    if broken := next((tab.broken for tab in tabs if tab.broken), None):
        raise broken
    file.seek(0)
    book = CalamineWorkbook.from_filelike(file)
    with zipfile.ZipFile(file) as archive:
        parts = _parts(archive)
        return [
            _grid(tab.name, book.get_sheet_by_name(tab.name), _tree(archive, parts[tab.part]))
            for tab in tabs
        ]


def _grid(name: str, sheet: Any, tree: Any) -> Grid:
    values = sheet.to_python(skip_empty_area=False)
    cells = list(tree.iter(_tag(tree, "c")))
    formulas = {cell.get("r") for cell in cells if _child(cell, "f") is not None}
    spans, covered = _merged(tree)
    written = {cell.get("r") for cell in cells}
    places = [split(place) for place in {*written, *spans, *covered} if place]
    height = max((row for row, _column in places), default=0)
    width = max((column for _row, column in places), default=0)
    lines = [
        [
            _cell(place, values, row, column, place in formulas, spans.get(place, (1, 1)))
            for column in range(1, min(width, LIMITS.columns) + 1)
            if (place := join(row, column)) not in covered
        ]
        for row in range(1, min(height, LIMITS.rows) + 1)
    ]
    return Grid(name, lines)


def _cell(
    place: str, values: Any, row: int, column: int, is_formula: bool, span: tuple[int, int]
) -> Cell:
    there = row <= len(values) and column <= len(values[row - 1])
    value = values[row - 1][column - 1] if there else ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return Cell(place, str(value).strip(), is_formula, *span)


def _merged(tree: Any) -> tuple[dict[str, tuple[int, int]], set[str]]:
    """First cell of each merged range → (rows, columns), and the cells that are covered."""
    spans, covered = {}, set()
    for merged in tree.iter(_tag(tree, "mergeCell")):
        first, _colon, last = merged.get("ref").partition(":")
        (top, left), (bottom, right) = split(first), split(last or first)
        bottom, right = min(bottom, LIMITS.rows), min(right, LIMITS.columns)
        spans[first] = (bottom - top + 1, right - left + 1)
        covered |= {
            join(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)
        } - {first}
    return spans, covered


# --- filling ----------------------------------------------------------------------------------


class Share(float):
    """A share, 0 to 1: written as it is into a cell with a format of percent, else times 100."""


def filled(file: IO[bytes], values: Values) -> bytes:
    """The workbook with ``values``; formats, formulas, merged cells and all else stay.

    What formulas gave before is dropped, and programs calculate them when they open the file.
    Raises ``KeyError`` for a sheet that is not there.
    """
    file.seek(0)
    names = {tab.name: tab.part for tab in inspect(file, LIMITS)}
    written = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        parts = _parts(old)
        sheets = {parts[part]: values.get(name, {}) for name, part in names.items()}
        if missing := values.keys() - names.keys():
            raise KeyError(missing.pop())
        percents = _percent_formats(old, parts)
        for info in old.infolist():
            new.writestr(info, _changed(old, info.filename, sheets, percents))
    return written.getvalue()


def _percent_formats(archive: zipfile.ZipFile, parts: Mapping[str, str]) -> set[str]:
    """The numbers of the cell formats that show a percentage."""
    if STYLES not in parts:
        return set()
    tree = _tree(archive, parts[STYLES])
    codes = {n.get("numFmtId"): n.get("formatCode", "") for n in tree.iter(_tag(tree, "numFmt"))}
    shown = {str(number) for number in PERCENTS} | {n for n, code in codes.items() if "%" in code}
    formats = tree.find(_tag(tree, "cellXfs"))
    return {str(n) for n, xf in enumerate(formats) if xf.get("numFmtId") in shown}


def _changed(
    archive: zipfile.ZipFile, part: str, sheets: Mapping[str, Mapping[str, Any]], percents: set[str]
) -> bytes:
    if part in sheets:
        tree = _tree(archive, part)
        is_changed = _forget_results(tree)
        for place, value in sheets[part].items():
            _put(tree, place, value, percents)
        return _bytes(tree) if sheets[part] or is_changed else archive.read(part)
    if part.lower() == WORKBOOK:
        tree = _tree(archive, part)
        _calculate_on_load(tree)
        return _bytes(tree)
    return archive.read(part)


def _forget_results(tree: Any) -> bool:
    """Drop the stored results of formulas; whether there were any."""
    found = False
    for cell in tree.iter(_tag(tree, "c")):
        result = _child(cell, "v")
        if _child(cell, "f") is not None and result is not None:
            cell.remove(result)
            cell.attrib.pop("t", None)
            found = True
    return found


def _put(tree: Any, place: str, value: Any, percents: set[str]) -> None:
    """Write ``value`` into a cell and keep its format; a cell that is not there yet is made."""
    cell = _cell_at(tree, place)
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)
    if value is None:
        return
    if isinstance(value, Share) and cell.get("s") not in percents:
        value = round(value * 100, 2)
    if isinstance(value, (int, float)):
        number = float(value) if isinstance(value, Share) else value
        etree.SubElement(cell, _tag(tree, "v")).text = repr(number)
        return
    cell.set("t", "inlineStr")
    text = etree.SubElement(etree.SubElement(cell, _tag(tree, "is")), _tag(tree, "t"))
    text.text = str(value)


def _cell_at(tree: Any, place: str) -> Any:
    row, column = split(place)
    line = _in_order(
        tree.find(_tag(tree, "sheetData")), _tag(tree, "row"), str(row), lambda r: int(r) - row
    )
    return _in_order(line, _tag(tree, "c"), place, lambda there: split(there)[1] - column)


def _in_order(parent: Any, tag: str, key: str, apart: Any) -> Any:
    """The child with ``r`` = ``key``, made where it belongs; ``apart`` is 0 for it, + after it."""
    for position, child in enumerate(parent):
        distance = apart(child.get("r"))
        if distance == 0:
            return child
        if distance > 0:
            made = parent.makeelement(tag, {"r": key})
            parent.insert(position, made)
            return made
    made = parent.makeelement(tag, {"r": key})
    parent.append(made)
    return made


def _calculate_on_load(tree: Any) -> None:
    """Let programs calculate all formulas when they open the workbook."""
    found = tree.find(_tag(tree, "calcPr"))
    if found is None:
        found = tree.makeelement(_tag(tree, "calcPr"), {})
        before = [_tag(tree, name) for name in BEFORE_CALCULATION]
        last = max((n for n, child in enumerate(tree) if child.tag in before), default=-1)
        tree.insert(last + 1, found)
    found.set("fullCalcOnLoad", "1")


BEFORE_CALCULATION = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets",
    "functionGroups", "externalReferences", "definedNames",
)  # fmt: skip
"""The elements of a workbook that stand before ``calcPr`` (ECMA-376, 18.2.27)."""


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Name of a part in lower case → as it stands."""
    return {name.lower(): name for name in archive.namelist()}


def _tree(archive: zipfile.ZipFile, part: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(archive.read(part), parser)


def _bytes(tree: Any) -> bytes:
    written: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def _tag(tree: Any, name: str) -> str:
    """The tag in the namespace of the document, which strict files have another of."""
    return f"{{{etree.QName(tree.getroottree().getroot()).namespace}}}{name}"


def _child(cell: Any, name: str) -> Any:
    return cell.find(_tag(cell, name))
