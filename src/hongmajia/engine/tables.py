"""Spreadsheets and lines in and out: .xlsx, .csv and .jsonl, by the ending of the name.

Reading gives rows as dictionaries; `hongmajia.sheets` stands guard over files that hurt or
mislead. Writing is all or nothing.
"""

from __future__ import annotations

import csv
import json
import math
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

import xlsxwriter

from hongmajia.sheets import BrokenSheet, Content, Limits, read_csv, read_xlsx

ENDINGS = (".xlsx", ".csv", ".jsonl")
MOST_ROWS = 200_000
"""Most rows read from one file."""
MOST_MEGABYTES = 200
"""Largest file read."""
MOST_UNPACKED = 500
"""Largest content of an .xlsx once unpacked, in megabytes."""
RISKY = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a text for a formula."""

Row = dict[str, Any]


class TableError(ValueError):
    """A file that cannot be used: which, where, and why; `words.say_fault` renders it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(*faults)
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a file; row 0 means the file as a whole, the column is as named there."""

    file: str
    code: str
    row: int = 0
    column: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is written: a name, headings, and rows of as many values."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Any]]


def ending_of(path: Path) -> str:
    """The known ending, or `TableError`."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise _broken(path, "unknown_ending", endings=" ".join(ENDINGS))
    return ending


# --- reading


def read(path: Path) -> list[tuple[int, Row]]:
    """Rows with the number a person finds them under, empty ones left out."""
    reader = {".xlsx": _read_xlsx, ".csv": _read_csv, ".jsonl": _read_jsonl}[ending_of(path)]
    if not path.is_file():
        raise _broken(path, "no_such_file")
    if path.stat().st_size > MOST_MEGABYTES * 2**20:
        raise _broken(path, "file_too_large", most=MOST_MEGABYTES)
    rows: list[tuple[int, Row]] = []
    for number, row in reader(path):
        if len(rows) == MOST_ROWS:
            raise _broken(path, "too_many_rows", most=MOST_ROWS)
        rows.append((number, row))
    if not rows:
        raise _broken(path, "no_rows")
    return rows


def _read_xlsx(path: Path) -> Iterator[tuple[int, Row]]:
    """The first sheet, its first non-empty line being the headings."""
    content = _read_sheet(path, read_xlsx)
    unbelievable = content.without_value | content.errors

    def believed(number: int, line: Sequence[Any]) -> list[Any]:
        return [
            math.nan if (number, column) in unbelievable else _plain(cell)
            for column, cell in enumerate(line, 1)
        ]

    yield from _under_headings(path, ((n, believed(n, x)) for n, x in enumerate(content.lines, 1)))


def _read_sheet(path: Path, read: Callable[[IO[bytes], Limits], Content]) -> Content:
    """The lines of a file, or `TableError`."""
    limits = Limits(rows=MOST_ROWS, megabytes=MOST_MEGABYTES, unpacked=MOST_UNPACKED)
    try:
        with path.open("rb") as file:
            return read(file, limits)
    except BrokenSheet as broken:
        raise _broken(path, broken.code, most=broken.most, where=broken.where) from broken


def _plain(cell: Any) -> Any:
    """A cell as text or number; 3.0 is how a spreadsheet says 3."""
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell if isinstance(cell, (str, int, float)) else str(cell)


def _read_csv(path: Path) -> Iterator[tuple[int, Row]]:
    """Comma-separated, in UTF-8 or in the GB 18030 that Chinese Excel writes."""
    content = _read_sheet(path, read_csv)
    yield from _under_headings(path, ((n, list(line)) for n, line in enumerate(content.lines, 1)))


def _under_headings(
    path: Path, lines: Iterable[tuple[int, list[Any]]]
) -> Iterator[tuple[int, Row]]:
    """Lines as rows under the names of the first."""
    headings: list[str] | None = None
    for number, line in lines:
        if not any(str(cell).strip() for cell in line):
            continue
        if headings is None:
            headings = _headings(path, line)
            continue
        if any(str(cell).strip() for cell in line[len(headings) :]):
            raise TableError([Fault(path.name, "more_cells_than_headings", number)])
        yield number, {name: cell for name, cell in zip(headings, line, strict=False) if name}


def _headings(path: Path, line: Sequence[Any]) -> list[str]:
    """The names of the columns, each once."""
    names = [str(cell).strip().lstrip("\ufeff") for cell in line]
    for name in names:
        if name and names.count(name) > 1:
            raise TableError([Fault(path.name, "heading_twice", 1, name)])
    return names


def _read_jsonl(path: Path) -> Iterator[tuple[int, Row]]:
    """One JSON object a line."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _broken(path, "not_text") from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, _object(path, number, line)


def _object(path: Path, number: int, line: str) -> Row:
    """The object on a line; NaN is no JSON, `columns` names the field it stands in."""
    try:
        found = json.loads(line, parse_constant=lambda _: math.nan)
    except (ValueError, RecursionError) as error:
        raise TableError([Fault(path.name, "not_json", number)]) from error
    if not isinstance(found, dict):
        raise TableError([Fault(path.name, "not_json", number)])
    return found


def _broken(path: Path, code: str, **params: Any) -> TableError:
    """An error about the file as a whole."""
    return TableError([Fault(path.name, code, params=params)])


# --- writing


def write(outputs: Mapping[Path, Sequence[Sheet]]) -> None:
    """Write all the files or none: each beside its place first, then all moved there.

    A .csv or .jsonl has no sheets: there, rows of the first sheet only are written.
    """
    with ExitStack() as waiting:
        ready = [(path, waiting.enter_context(_beside(path))) for path in outputs]
        for path, draft in ready:
            writer = {".xlsx": _write_xlsx, ".csv": _write_csv, ".jsonl": _write_jsonl}[
                ending_of(path)
            ]
            writer(draft, outputs[path])
        for path, draft in ready:
            os.replace(draft, path)


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A draft in the same folder, gone at the end unless it was moved."""
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as draft:
            name = Path(draft.name)
    except OSError as error:
        raise _broken(path, "cannot_write") from error
    try:
        name.chmod(0o666 & ~_umask())
        yield name
    finally:
        name.unlink(missing_ok=True)


def _umask() -> int:
    """The mask for new files; it can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _write_csv(path: Path, sheets: Sequence[Sheet]) -> None:
    """UTF-8, lines ending in \\n."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(sheets[0].headings)
        writer.writerows([_flat(value) for value in row] for row in sheets[0].rows)


def _write_jsonl(path: Path, sheets: Sequence[Sheet]) -> None:
    """One object a line; a trailing heading without a value is left out."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        for row in sheets[0].rows:
            lines.write(
                json.dumps(dict(zip(sheets[0].headings, row, strict=False)), ensure_ascii=False)
                + "\n"
            )


def _write_xlsx(path: Path, sheets: Sequence[Sheet]) -> None:
    """One worksheet each, headings fixed; texts are written as texts, never as formulas."""
    with xlsxwriter.Workbook(
        str(path), {"constant_memory": True, "strings_to_urls": False}
    ) as book:
        bold = book.add_format({"bold": True})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            page.freeze_panes(1, 0)
            for column, name in enumerate(sheet.headings):
                page.set_column(column, column, _WIDTHS.get(name, 14))
                page.write_string(0, column, name, bold)
            for line, row in enumerate(sheet.rows, 1):
                for column, value in enumerate(row):
                    _write_cell(page, line, column, _flat(value))


_WIDTHS = {"reasons": 70, "cause": 50, "remedy": 40, "title": 30}


def _write_cell(page: Any, line: int, column: int, value: str | float) -> None:
    """A number as a number, all else as text."""
    if isinstance(value, str):
        page.write_string(line, column, value[:32_767])
    else:
        page.write_number(line, column, value)


def _flat(value: Any) -> str | float:
    """A value as one harmless cell: lists joined, no text that could be a formula."""
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return value
    text = "；".join(value) if isinstance(value, list) else str(value)
    return f"'{text}" if text.startswith(RISKY) else text
