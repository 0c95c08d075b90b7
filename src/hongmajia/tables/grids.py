"""Blank workbooks as the page shows them: the cells of each visible sheet."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO, Any

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook

from hongmajia.sheets import BrokenSheet, Limits
from hongmajia.sheets.blocks import Area
from hongmajia.sheets.guard import TORN, Tab, inspect
from hongmajia.sheets.places import join, split

from .parts import names_in
from .sheet_parts import numbered_sheet, tag

LIMITS = Limits(rows=300, megabytes=5, unpacked=60, columns=60)
MOST_CELLS = 60_000
"""Cells of all visible sheets together."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the page: its text, whether it has a formula, and how many it spans."""

    place: str
    text: str = ""
    is_formula: bool = False
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Grid:
    """A visible sheet: its name and its lines of cells; covered cells are left out."""

    name: str
    lines: Sequence[Sequence[Cell]] = ()

    def cells(self) -> Iterator[Cell]:
        """All cells."""
        for line in self.lines:
            yield from line


@dataclass
class Merged:
    """The merged cells within the limits."""

    spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Place of the first cell of a range → how many rows and columns."""
    covered: set[str] = field(default_factory=set)
    """Places of the other cells of all ranges."""
    corner: tuple[int, int] = (0, 0)
    """The last row and the last column that any range reaches."""


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
    try:
        return _grids(file, tabs)
    except (*TORN, CalamineError, etree.LxmlError) as error:
        raise BrokenSheet("not_xlsx") from error


def _grids(file: IO[bytes], tabs: list[Tab]) -> list[Grid]:
    book, left, grids = CalamineWorkbook.from_filelike(file), MOST_CELLS, list[Grid]()
    with zipfile.ZipFile(file) as archive:
        parts = names_in(archive)
        for tab in tabs:
            tree = numbered_sheet(archive.read(parts[tab.part]))
            grids.append(_grid(tab.name, book.get_sheet_by_name(tab.name), tree, left))
            left -= sum(map(len, grids[-1].lines))
    return grids


def _grid(name: str, sheet: Any, tree: Any, most: int) -> Grid:
    """One sheet. Raises ``BrokenSheet`` for more than ``most`` cells."""
    cells = list(tree.iter(tag(tree, "c")))
    formula = tag(tree, "f")
    formulas = {cell.get("r") for cell in cells if cell.find(formula) is not None}
    merged = _merged(tree)
    corners = [merged.corner, *(split(cell.get("r")) for cell in cells)]
    height = min(max(row for row, _column in corners), LIMITS.rows)
    width = min(max(column for _row, column in corners), LIMITS.columns)
    if height * width > most:
        raise BrokenSheet("zip_bomb")
    values = sheet.to_python(skip_empty_area=False)
    lines = [
        [
            Cell(place, _text(values, row, column), place in formulas, *merged.spans.get(place, ()))
            for column in range(1, width + 1)
            if (place := join(row, column)) not in merged.covered
        ]
        for row in range(1, height + 1)
    ]
    return Grid(name, lines)


def _text(values: Any, row: int, column: int) -> str:
    there = row <= len(values) and column <= len(values[row - 1])
    value = values[row - 1][column - 1] if there else ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def _merged(tree: Any) -> Merged:
    """The merged cells. Raises ``BrokenSheet`` for what is no range, and for ranges that overlap,
    which no program writes and which cost time.
    """
    found = Merged()
    for one in tree.iter(tag(tree, "mergeCell")):
        area = Area.of(one.get("ref", ""))
        if area.bottom < area.top or area.right < area.left:
            raise BrokenSheet("not_xlsx")
        if area.top <= LIMITS.rows and area.left <= LIMITS.columns:
            _merge(found, area)
    return found


def _merge(found: Merged, area: Area) -> None:
    bottom, right = min(area.bottom, LIMITS.rows), min(area.right, LIMITS.columns)
    rows, columns = range(area.top, bottom + 1), range(area.left, right + 1)
    first, *rest = places = [join(row, column) for row in rows for column in columns]
    if any(place in found.covered or place in found.spans for place in places):
        raise BrokenSheet("not_xlsx")
    found.spans[first] = (bottom - area.top + 1, right - area.left + 1)
    found.covered.update(rest)
    found.corner = (max(found.corner[0], bottom), max(found.corner[1], right))
