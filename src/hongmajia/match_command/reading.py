"""Reading .xlsx, .csv and .jsonl files as rows (dictionaries by heading).

`hongmajia.sheets` refuses files that are harmful or misleading.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from hongmajia.match_command.faults import Fault, Row, TableError, _broken, ending_of
from hongmajia.sheets import BrokenSheet, Content, Limits, read_csv, read_xlsx

MOST_ROWS = 200_000
"""Most rows read from one file."""
MOST_MEGABYTES = 200
"""Largest file read."""
MOST_UNPACKED = 500
"""Largest uncompressed content of an .xlsx, in megabytes."""


def read(path: Path) -> list[tuple[int, Row]]:
    """The rows that are not empty, with the number people know them by. Raises `TableError`."""
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
    """The rows of the first sheet; its first non-empty line holds the headings."""
    content = _read_sheet(path, read_xlsx)
    unbelievable = content.without_value | content.errors

    def believed(number: int, line: Sequence[Any]) -> list[Any]:
        return [
            math.nan if (number, column) in unbelievable else _plain(cell)
            for column, cell in enumerate(line, 1)
        ]

    yield from _under_headings(path, ((n, believed(n, x)) for n, x in enumerate(content.lines, 1)))


def _read_sheet(path: Path, read: Callable[[IO[bytes], Limits], Content]) -> Content:
    """The content of a file, by a reader of `hongmajia.sheets`. Raises `TableError`."""
    limits = Limits(rows=MOST_ROWS, megabytes=MOST_MEGABYTES, unpacked=MOST_UNPACKED)
    try:
        with path.open("rb") as file:
            return read(file, limits)
    except BrokenSheet as broken:
        raise _broken(path, broken.code, most=broken.most, where=broken.where) from broken


def _plain(cell: Any) -> Any:
    """A cell as text or number; 3.0 is how a spreadsheet stores 3."""
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell if isinstance(cell, (str, int, float)) else str(cell)


def _read_csv(path: Path) -> Iterator[tuple[int, Row]]:
    """Rows of comma-separated values, in UTF-8 or in GB 18030, which Chinese Excel writes."""
    content = _read_sheet(path, read_csv)
    yield from _under_headings(path, ((n, list(line)) for n, line in enumerate(content.lines, 1)))


def _under_headings(
    path: Path, lines: Iterable[tuple[int, list[Any]]]
) -> Iterator[tuple[int, Row]]:
    """Lines as rows under the headings of the first line that is not empty."""
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
    """The headings, each at most once."""
    names = [str(cell).strip().lstrip("\ufeff") for cell in line]
    for name in names:
        if name and names.count(name) > 1:
            raise TableError([Fault(path.name, "heading_twice", 1, name)])
    return names


def _read_jsonl(path: Path) -> Iterator[tuple[int, Row]]:
    """Rows of one JSON object per line."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _broken(path, "not_text") from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, _object(path, number, line)


def _object(path: Path, number: int, line: str) -> Row:
    """The object on a line. NaN, which is not JSON, is accepted here and reported with its field
    later.
    """
    try:
        found = json.loads(line, parse_constant=lambda _: math.nan)
    except (ValueError, RecursionError) as error:
        raise TableError([Fault(path.name, "not_json", number)]) from error
    if not isinstance(found, dict):
        raise TableError([Fault(path.name, "not_json", number)])
    return found
