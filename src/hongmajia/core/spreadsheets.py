"""Reading .xlsx and .csv as rows of text under their headings, and writing .xlsx.

Files are not trusted: the format is taken from the content, not from the name, and
`hongmajia.sheets` limits what is read. Whatever cannot be used raises ``UnreadableFile`` with a
sentence that says what to do.
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import islice
from typing import IO, Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.sheets import (
    BrokenSheet,
    Content,
    Limits,
    Place,
    Wanted,
    first_filled,
    is_note,
    is_total,
    looks_like_formula,
    normal_heading,
    read_csv,
    read_xlsx,
    shown_heading,
)

from .errors import Refused
from .garbage import without_searching
from .table_pages import DEFAULT_WIDTH, Head, set_up_page, write_head

MOST_MEGABYTES = 20
"""Size of a file."""
MOST_UNPACKED = 100
"""Megabytes of an .xlsx when unpacked, up to ``MOST_ROWS`` rows."""
UNPACKED_ROW = 2
"""Kilobytes for each row beyond them: some twenty cells with their addresses."""
MOST_ROWS = 5000
"""Rows of a file, unless an importer says otherwise."""
MOST_SHARED = 5000
"""Texts that are kept so that equal cells share them."""
ROUNDED = 10**15
"""From here on Excel keeps only the first 15 digits of a number."""


class UnreadableFile(Refused):
    """A file that cannot be used; the message says what to do about it."""


NO_FAULTS: Mapping[str, str] = {}


class Cells(Mapping[str, str]):
    """The texts of a row by heading.

    All rows of a table share ``places``, heading → place of its text, in the order of the texts: of
    100,000 rows that takes a third of the memory of as many dictionaries. A row that ends early has
    fewer headings.
    """

    __slots__ = ("_places", "_texts")

    def __init__(self, places: Mapping[str, int], texts: Sequence[str]) -> None:
        self._places, self._texts = places, tuple(texts)

    def __getitem__(self, heading: str) -> str:
        place = self._places[heading]
        if place >= len(self._texts):
            raise KeyError(heading)
        return self._texts[place]

    def get(self, heading: str, default: Any = None) -> Any:
        """As of a dictionary, without the detour by an exception."""
        place = self._places.get(heading)
        return default if place is None or place >= len(self._texts) else self._texts[place]

    def __iter__(self) -> Iterator[str]:
        return islice(self._places, len(self._texts))

    def __len__(self) -> int:
        return len(self._texts)

    def __repr__(self) -> str:
        return repr(dict(self))


@dataclass(slots=True)
class Row:
    """One row: its number in the file, its cells as text and their faults by heading.

    Faults are those of the file itself, such as a formula without a value.
    """

    number: int
    cells: Mapping[str, str]
    faults: Mapping[str, str] = field(default_factory=lambda: NO_FAULTS)


@dataclass
class Table:
    """A sheet as read: its headings and its non-empty rows."""

    headings: list[str]
    rows: list[Row]
    heading_row: int = 1
    """The number of the last line with headings; title lines may stand above them."""
    heading_first: int = 1
    """The number of the first line with headings."""
    titles: list[tuple[int, str]] = field(default_factory=list)
    """The filled lines above the headings, which are not read: number and first text."""
    hidden: list[int] = field(default_factory=list)
    """Numbers of the rows that are hidden in the file, whether or not they are read."""
    sheet: str = ""
    """The name of the sheet; a .csv has none."""
    is_sheet_hidden: bool = False
    sheets: list[str] = field(default_factory=list)
    """The names of all sheets that hold such a table."""
    others: list[tuple[str, bool]] = field(default_factory=list)
    """The sheets with content that are not read, and whether each is visible."""
    totals: list[int] = field(default_factory=list)
    """Numbers of the rows of sums (合计), which are not read."""
    notes: list[tuple[int, str]] = field(default_factory=list)
    """The lines that tell of the form (填表人), which are not read either, as in ``titles``."""
    merged: list[tuple[str, str, bool]] = field(default_factory=list)
    """The cells merged over several rows, such as ``A5:A7``, whose value each row has: with that
    value, and whether it is a number, which might be meant for all of them together."""
    file: str = ""
    """The name of the file, for rows that say where they come from."""


@dataclass(frozen=True)
class Choice:
    """What a person chose to read of a file."""

    sheet: str = ""
    """The name of the sheet; empty for the one that is found."""
    without_hidden: bool = False
    """Whether hidden rows are left out."""
    heading: int = 0
    """The number of the line in which the headings begin; 0 for the one that is found."""


# --- reading --------------------------------------------------------------------------------


def read_table(
    file: IO[bytes],
    most_rows: int = MOST_ROWS,
    wanted: Wanted | None = None,
    choice: Choice | None = None,
) -> Table:
    """Return the ``wanted`` table of an .xlsx or a .csv: the sheet and line with its headings.

    Raises ``UnreadableFile`` for anything else, anything too large, and cells of the table that are
    merged over several columns.
    """
    unpacked = MOST_UNPACKED + max(0, most_rows - MOST_ROWS) * UNPACKED_ROW // 1024
    limits = Limits(rows=most_rows, megabytes=MOST_MEGABYTES, unpacked=unpacked)
    choice = choice or Choice()
    file.seek(0)
    try:
        if file.read(4) == b"PK\x03\x04":
            content = read_xlsx(file, limits, wanted, choice.sheet, choice.heading)
        else:
            content = read_csv(file, limits, wanted, choice.heading)
    except BrokenSheet as broken:
        raise UnreadableFile(words_of(broken)) from broken
    with without_searching():
        return _under_headings(content, choice)


def words_of(broken: BrokenSheet) -> str:
    """What is wrong with a file that cannot be used, and what to do about it."""
    facts = {"n": broken.most, "where": broken.where, "sheet": broken.sheet}
    return _said(broken.code) % facts


def _said(code: str) -> str:
    """What to do about a file that cannot be used, by the code of `hongmajia.sheets`."""
    return {
        "file_too_large": _("文件超过%(n)sMB，没有打开。请分成几个文件，分次上传。"),
        "not_xlsx": _("这不是能读的Excel文件（.xlsx）。请用Excel或WPS打开后另存为.xlsx，再上传。"),
        "zip_bomb": _("文件解压后太大，没有打开。请只留要导入的那张表，再上传。"),
        "too_many_rows": _("一次最多导入%(n)s行，这个文件不止这些。请分成几个文件，分次上传。"),
        "too_many_columns": _("表格超过%(n)s列，没有打开。请删掉右边多余的列，再上传。"),
        "merged_cells": _(
            "“%(sheet)s”里有跨列合并的单元格（%(where)s）。请取消合并，每格填全，再上传。"
        ),
        "not_table": _("这不是表格文件。请上传.xlsx或.csv，可以先下载模板。"),
        "is_markup": _(
            "这个文件其实是网页，不是Excel表格（别的系统导出的常常这样）。"
            "请用Excel或WPS打开，另存为.xlsx，再上传。"
        ),
        "old_xls": _("这是旧的Excel文件（.xls）。请用Excel或WPS打开，另存为.xlsx，再上传。"),
        "has_password": _("这个文件有密码，打不开。请去掉密码，另存为.xlsx，再上传。"),
        "not_text": _("这个文件的文字读不出来。请用Excel另存为.xlsx，再上传。"),
        "not_csv": _("这个.csv读不出来。请用Excel另存为.xlsx，再上传。"),
    }[code]


def _under_headings(content: Content, choice: Choice) -> Table:
    if not content.heading:
        raise UnreadableFile(_("表格是空的。请先下载模板，填好再上传。"))
    headings = _headings(content)
    made = _Rows(headings, content)
    rows = [row for n, line in content.filled if (row := made.of(n, line))]
    if not rows:
        raise UnreadableFile(_("只有表头，没有内容。请从第二行起填写，再上传。"))
    hidden = sorted(content.hidden.intersection(row.number for row in rows))
    if choice.without_hidden:
        left_out = set(hidden)
        rows = [row for row in rows if row.number not in left_out]
    if not rows:
        raise UnreadableFile(_("有内容的行都隐藏着。请取消隐藏，或者连隐藏的行一起导入。"))
    return Table(
        headings,
        rows,
        content.heading,
        content.block.first,
        [*content.block.titles],
        hidden,
        content.sheet,
        content.is_sheet_hidden,
        content.tables,
        content.others,
        made.totals,
        made.notes,
        _merged_in(content),
    )


def _merged_in(content: Content) -> list[tuple[str, str, bool]]:
    """The merged cells that were filled down, from the first column on."""
    found = content.filled_down.items()
    return [(place, _text(value), type(value) in (float, int)) for place, value in found]


def _headings(content: Content) -> list[str]:
    """Return the names of the columns without the star of required ones; duplicates are refused."""
    names = [shown_heading(_text(cell)).strip("*＊ ") for cell in content.headings]
    first: dict[str, str] = {}
    for name in filter(None, names):
        if normal_heading(name) in first:
            said = _("第%(row)s行的表头里“%(name)s”出现了两次。请删掉一列，再上传。")
            if content.sheet:
                said = _("“%(sheet)s”第%(row)s行的表头里“%(name)s”出现了两次。请删掉一列，再上传。")
            words = {"sheet": content.sheet, "row": content.heading}
            raise UnreadableFile(said % {**words, "name": first[normal_heading(name)]})
        first[normal_heading(name)] = name
    return names


NUMBERS_OF_ROWS = frozenset(("序号", "no", "no."))
"""Headings of a column that only counts the lines; forms have it filled in to the last one."""


class _Rows:
    """Makes rows of lines. Equal cells share one text: long tables repeat few words."""

    def __init__(self, headings: Sequence[str], content: Content) -> None:
        self.content = content
        self.columns = [(n, heading) for n, heading in enumerate(headings) if heading]
        self.places = {heading: place for place, (_n, heading) in enumerate(self.columns)}
        self.numbers = {n for n, h in self.columns if normal_heading(h) in NUMBERS_OF_ROWS}
        self.suspect = {row for row, _column in content.without_value | content.errors}
        self.texts: dict[str, str] = {}
        self.totals: list[int] = []
        """Numbers of the lines of sums met, which are no rows."""
        self.notes: list[tuple[int, str]] = []
        """The lines met that tell of the form, with their first text."""

    def of(self, number: int, line: Sequence[Any]) -> Row | None:
        """The row of a line; ``None`` for sums, notes, and if all but its number is blank."""
        if is_total(line):
            self.totals.append(number)
            return None
        if is_note(line):
            self.notes.append((number, shown_heading(first_filled(line))))
            return None
        shared = self.texts
        texts = [cell.strip() if type(cell) is str else _text(cell) for cell in line]
        if not any(texts) or (self.numbers and self._is_only_numbered(texts)):
            return None
        know = shared.setdefault if len(shared) < MOST_SHARED else shared.get
        width = len(texts)
        known = [know(texts[n], texts[n]) for n, _name in self.columns if n < width]
        row = Row(number, Cells(self.places, known))
        if number in self.suspect or any(type(c) is float and abs(c) >= ROUNDED for c in line):
            row.faults = self._faults(number, line)
        return row

    def _is_only_numbered(self, texts: Sequence[str]) -> bool:
        """Whether a line of a form holds its number and is not filled in."""
        return not any(text for n, text in enumerate(texts) if n not in self.numbers)

    def _faults(self, number: int, line: Sequence[Any]) -> Mapping[str, str]:
        found = {
            name: _fault(line[n], (number, n + 1), self.content)
            for n, name in self.columns
            if n < len(line)
        }
        return {name: fault for name, fault in found.items() if fault} or NO_FAULTS


def _fault(cell: Any, place: Place, content: Content) -> str:
    if place in content.without_value:
        return _("这一格是没有算出结果的公式。请改成填数值。")
    if place in content.errors:
        return _("这一格的公式算错了。请改成填数值。")
    if isinstance(cell, float) and abs(cell) >= ROUNDED:
        return _("数字太长，Excel已经改掉了末几位。请把这一列设成“文本”，重新填写。")
    return ""


def _text(cell: Any) -> str:
    """Return a cell as a person would type it: 3.0 is 3, a date ``2026-05-14``."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return _("是") if cell else _("否")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ") if cell.time() != time() else cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date | time) else str(cell).strip()


# --- writing --------------------------------------------------------------------------------

OFFICIAL_CELL = {"text_wrap": True, "valign": "top", "border": 1}
"""A printed row shows all of a cell, not what its column has room for."""


@dataclass
class Sheet:
    """A sheet to write: name, headings with widths in characters, and rows of as many values."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Any]] = ()
    widths: Sequence[int] = ()
    lists: dict[int, list[str] | str] = field(default_factory=dict)
    """Column number from 0 → the words of its drop-down list, or the range that holds them."""
    head: Head | None = None
    """What stands above the headings of an official table."""

    @property
    def all_widths(self) -> list[int]:
        """The width of every column."""
        missing = len(self.headings) - len(self.widths)
        return [*self.widths, *[DEFAULT_WIDTH] * missing]


def write_xlsx(*sheets: Sheet) -> bytes:
    """Return the sheets as a workbook. Rows are consumed one at a time, so iterators will do."""
    buffer = io.BytesIO()
    options = {"constant_memory": True, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:  # closes its files also if a row fails
        for sheet in sheets:
            _write_sheet(book, sheet)
    return buffer.getvalue()


def _write_sheet(book: Any, sheet: Sheet) -> None:
    page = book.add_worksheet(sheet.name[:31])
    heading = _write_top(book, page, sheet)
    cell = OFFICIAL_CELL if sheet.head else {}
    plain = book.add_format(cell)
    literal = book.add_format({**cell, "quote_prefix": True, "num_format": "@"})
    number = heading
    for number, values in enumerate(sheet.rows, start=heading + 1):
        _write_line(page, number, values, plain, literal)
    set_up_page(page, heading, number, sheet.all_widths)


def _write_top(book: Any, page: Any, sheet: Sheet) -> int:
    """Write all above the rows; returns the number of the row with the headings, from 0."""
    text = book.add_format({"num_format": "@"})
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width, text)
    heading = write_head(book, page, sheet.head, sheet.all_widths) if sheet.head else 0
    for column, words in sheet.lists.items():
        if words:
            choice = {"validate": "list", "source": words, "error_type": "warning"}
            page.data_validation(heading + 1, column, heading + MOST_ROWS, column, choice)
    page.freeze_panes(heading + 1, 0)
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    _write_line(page, heading, [str(name) for name in sheet.headings], bold, bold)
    return heading


def _write_line(page: Any, number: int, values: Sequence[Any], plain: Any, literal: Any) -> None:
    """Write numbers as numbers and all else as text.

    A text that looks like a formula is marked as text in Excel's own way (as a typed apostrophe
    does), so that it reads back unchanged.
    """
    for column, value in enumerate(values):
        if isinstance(value, int | float) and not isinstance(value, bool):
            page.write_number(number, column, value, plain)
        elif words := _words(value):
            style = literal if looks_like_formula(words) else plain
            page.write_string(number, column, words, style)


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    return _text(value)
