"""Both kinds of file as lines of cells; every size is checked before anything is unpacked."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import IO, Any, NamedTuple

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from .blocks import Area, Block, Top, find_block
from .faults import BrokenSheet, Limits
from .filling_down import FillingDown, fillable, is_fillable, name_of
from .formulas import MARK, without_marks
from .guard import MEGABYTE, Tab, inspect
from .headings import Wanted, is_filled, is_note, is_total, normal_heading
from .scan import Findings, Place
from .texts import lines_of, refuse_old_files

NO_NAMES = ("", "序号")
"""Headings of columns that nobody reads."""


class Lines(Sequence[Sequence[Any]]):
    """The lines of a worksheet from its first on, made when they are asked for: a sheet of a
    hundred thousand lines takes several times the memory as Python objects.
    """

    def __init__(self, sheet: CalamineSheet) -> None:
        self.sheet = sheet
        self.left = [""] * (sheet.start[1] if sheet.start else 0)
        """The empty cells before the first column that holds anything."""

    def __len__(self) -> int:
        return self.sheet.end[0] + 1 if self.sheet.end else 0

    def __iter__(self) -> Iterator[Sequence[Any]]:
        return (self.left + _unmarked(line) for line in self.sheet.iter_rows())

    def __getitem__(self, number: Any) -> Any:
        if isinstance(number, slice):
            return list(islice(self, *number.indices(len(self))))
        return next(islice(self, range(len(self))[number], None))


@dataclass
class Content:
    """The lines of a sheet from its first on, and the cells whose value must not be used."""

    lines: Sequence[Sequence[Any]]
    block: Block = field(default_factory=Block)
    """The lines of the headings, and the headings themselves."""
    without_value: set[Place] = field(default_factory=set)
    """Formulas that were never calculated."""
    errors: set[Place] = field(default_factory=set)
    """Formulas whose result is an error such as ``#REF!``."""
    hidden: set[int] = field(default_factory=set)
    """Numbers of the hidden rows below the headings that hold something."""
    sheet: str = ""
    """The name of the sheet; a .csv has none."""
    is_sheet_hidden: bool = False
    tables: list[str] = field(default_factory=list)
    """The names of all sheets that hold the wanted table."""
    others: list[tuple[str, bool]] = field(default_factory=list)
    """The other sheets that hold anything, and whether each is visible."""
    areas: Sequence[Area] = ()
    """The merged cells of one column below the headings, whose value each of their rows has."""
    filled_down: dict[str, Any] = field(default_factory=dict)
    """Those of which a row got its value, such as ``A5:A7``, with the value; known once the lines
    were read."""

    @property
    def heading(self) -> int:
        """The number of the last line of headings, from 1; 0 if all lines are empty."""
        return self.block.last

    @property
    def headings(self) -> Sequence[Any]:
        """The cells of the headings, joined where they stand in several lines."""
        return self.block.cells

    @property
    def below(self) -> Iterable[tuple[int, Sequence[Any]]]:
        """The filled lines below the headings, with their numbers, but sums and notes."""
        return ((n, line) for n, line in self.filled if not (is_total(line) or is_note(line)))

    @property
    def totals(self) -> list[int]:
        """The numbers of the lines of sums (合计) below the headings, which are no rows."""
        return [number for number, line in self.filled if is_total(line)]

    @property
    def filled(self) -> Iterator[tuple[int, Sequence[Any]]]:
        """The filled lines below the headings with their numbers, sums and notes included.

        What is merged over several rows stands in each that holds anything else, but in no sum.
        """
        down = FillingDown(self.areas)
        numbered = enumerate(islice(self.lines, self.heading, None), start=self.heading + 1)
        for number, line in numbered:
            if is_filled(line):
                whole, used = down.line(number, line)
                if used and not (is_total(line) or is_note(line)):
                    self._note(used, whole)
                    line = whole
                yield number, line

    def _note(self, used: Iterable[Area], line: Sequence[Any]) -> None:
        """Note the merged cells from which a line got something, but those of no named column."""
        for area in used:
            name = self.headings[area.left - 1] if area.left <= len(self.headings) else ""
            if normal_heading(name) in NO_NAMES:
                continue
            self.filled_down[name_of(area)] = line[area.left - 1]


class Rank(NamedTuple):
    """How well a sheet suits; of two that suit as well the first one is read.

    How many headings are known tells sheets apart only where none is the wanted table: a guide
    sheet has no column of it, a table with one heading of another name has all others.
    """

    is_chosen: bool = False
    is_table: bool = False
    is_visible: bool = False
    has_rows: bool = False
    known: int = 0


def read_xlsx(
    file: IO[bytes],
    limits: Limits,
    wanted: Wanted | None = None,
    sheet: str = "",
    heading: int = 0,
) -> Content:
    """The sheet with the ``wanted`` headings, a visible one before a hidden one, or the one that
    is asked for: texts, numbers (always `float`), truth values, dates; ``""`` for an empty cell.

    ``heading`` is the line of that sheet in which its headings begin; 0 to look for it. Raises
    `BrokenSheet` for anything else, anything too large, and cells of the table that are merged over
    several columns.
    """
    _check_size(file, limits)
    refuse_old_files(file.read())
    file.seek(0)
    tabs = inspect(file, limits)
    file.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(file)
        content, found = _best(book, tabs, wanted or Wanted(), (sheet, heading))
    except (CalamineError, ValueError, OSError) as error:
        raise BrokenSheet("not_xlsx") from error
    _refuse_merged(content, found)
    return _limited(content, limits)


def read_csv(
    file: IO[bytes], limits: Limits, wanted: Wanted | None = None, heading: int = 0
) -> Content:
    """Separated texts. The ``wanted`` headings tell by what they are separated. Raises
    `BrokenSheet`.
    """
    _check_size(file, limits)
    csv.field_size_limit(limits.megabytes * MEGABYTE)  # callers limit the length of texts
    wanted = wanted or Wanted()
    lines = [_unmarked(line) for line in lines_of(file.read(), wanted)]
    return _limited(Content(lines, find_block(Top.of(lines), wanted, heading)), limits)


def _best(
    book: CalamineWorkbook, tabs: Sequence[Tab], wanted: Wanted, chosen: tuple[str, int]
) -> tuple[Content, Findings]:
    """The content of the sheet to be used; of all others only the names are kept."""
    best, found, highest = Content([]), Findings(), Rank()
    sheet, heading = chosen
    tables: list[str] = []
    filled: list[tuple[str, bool]] = []
    too_large: list[BrokenSheet] = []
    for tab in tabs:
        if tab.broken:
            too_large.append(tab.broken)
            if tab.is_visible and not tables and not sheet:
                break  # it may well be the table that is meant
            continue
        content = _content(book, tab, wanted, heading if tab.name == sheet else 0)
        is_table = content.heading > 0 and wanted.is_heading(content.headings)
        if is_table:
            tables.append(tab.name)
        if content.heading:
            filled.append((tab.name, tab.is_visible))
        rank = Rank(
            is_chosen=tab.name == sheet,
            is_table=is_table,
            is_visible=tab.is_visible,
            has_rows=any(True for _ in content.below),
            known=0 if is_table else wanted.known_in(content.headings),
        )
        if rank > highest:
            best, found, highest = content, tab.found, rank
    if too_large and not tables:
        raise too_large[0]
    best.tables = tables
    best.others = [(name, seen) for name, seen in filled if name != best.sheet]
    return best, found


def _content(book: CalamineWorkbook, tab: Tab, wanted: Wanted, at: int) -> Content:
    """The content of one worksheet, whose headings begin in line ``at`` unless that is 0."""
    lines = Lines(book.get_sheet_by_name(tab.name))
    merged = [*map(Area.of, tab.found.merged)]
    block = find_block(Top.of(lines, merged), wanted, at)
    areas = fillable(merged, block.last)
    hidden = {number for number in tab.found.hidden if number > block.last}
    return Content(
        lines,
        block,
        _spread(tab.found.without_value, areas, len(lines)),
        _spread(tab.found.errors, areas, len(lines)),
        hidden,
        sheet=tab.name,
        is_sheet_hidden=not tab.is_visible,
        areas=areas,
    )


def _spread(unusable: set[Place], areas: Iterable[Area], last: int) -> set[Place]:
    """The unusable cells, with all that are merged with one; ``last`` is the last line."""
    failed = [area for area in areas if (area.top, area.left) in unusable]
    below = ((n, a.left) for a in failed for n in range(a.top, min(a.bottom, last) + 1))
    return unusable.union(below)


def _unmarked(line: Sequence[Any]) -> list[Any]:
    """The line without marks; a million cells have none, and are not asked one by one."""
    may_have = MARK.search
    return [without_marks(c) if isinstance(c, str) and may_have(c) else c for c in line]


def _refuse_merged(content: Content, found: Findings) -> None:
    """Raise `BrokenSheet` for merged cells with a value, unless they end in the headings or are
    filled down.
    """
    harmful = [each for each in found.merged if _is_in_table(each, content)]
    if harmful:
        raise BrokenSheet("merged_cells", where="、".join(harmful[:3]), sheet=content.sheet)


def _is_in_table(merged: str, content: Content) -> bool:
    """Whether a range such as ``A5:B5`` reaches a row, and its cell is filled.

    A heading over several columns is no heading of each, so it is harmful in the last line.
    """
    area = Area.of(merged)
    if is_fillable(area, content.heading):
        return False
    line = content.lines[area.top - 1] if 0 < area.top <= len(content.lines) else ()
    is_wide_heading = area.bottom == content.heading and area.right > area.left
    is_harmful = area.bottom > content.heading or is_wide_heading
    if not is_harmful or not is_filled(line[area.left - 1 : area.left]):
        return False
    is_unread = area.top > content.heading and (is_total(line) or is_note(line))
    return not is_unread


def _limited(content: Content, limits: Limits) -> Content:
    """The content. Raises `BrokenSheet` if it has too many rows."""
    most = len(content.lines) - content.heading
    if most > limits.rows and sum(1 for _ in content.below) > limits.rows:
        raise BrokenSheet("too_many_rows", most=limits.rows)
    return content


def _check_size(file: IO[bytes], limits: Limits) -> None:
    """Raise `BrokenSheet` if the file is too large; rewinds it."""
    file.seek(0, io.SEEK_END)
    if file.tell() > limits.megabytes * MEGABYTE:
        raise BrokenSheet("file_too_large", most=limits.megabytes)
    file.seek(0)
