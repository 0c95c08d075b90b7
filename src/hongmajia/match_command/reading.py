"""Reading .xlsx, .csv and .jsonl files as rows (dictionaries by heading).

`hongmajia.sheets` refuses files that are harmful or misleading.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from hongmajia.engine.messages.codes import Message
from hongmajia.match_command.faults import Fault, Row, TableError, _broken, ending_of
from hongmajia.sheets import (
    BrokenSheet,
    Content,
    Limits,
    Wanted,
    normal_heading,
    read_csv,
    read_xlsx,
    shown_heading,
)

MOST_ROWS = 200_000
"""Most rows read from one file."""
MOST_MEGABYTES = 200
"""Largest file read."""
MOST_UNPACKED = 500
"""Largest uncompressed content of an .xlsx, in megabytes."""
MOST_NAMED = 3
"""Merged cells that are named as examples."""


Tell = Callable[[Message], None]
"""Called with what a person should know of how a file was read; it is no fault."""


def tell_nobody(message: Message) -> None:
    """A `Tell` that does nothing."""


def read(
    path: Path, wanted: Wanted | None = None, tell: Tell = tell_nobody, sheet: str = ""
) -> list[tuple[int, Row]]:
    """The rows that are not empty, with the number people know them by.

    The ``wanted`` headings tell which line to begin with, and which sheet if ``sheet`` does not.
    Raises `TableError`.
    """
    ending = ending_of(path)
    if not path.is_file():
        raise _broken(path, "no_such_file")
    if path.stat().st_size > MOST_MEGABYTES * 2**20:
        raise _broken(path, "file_too_large", most=MOST_MEGABYTES)
    rows: list[tuple[int, Row]] = []
    if sheet and ending != ".xlsx":
        raise _broken(path, "no_sheets", sheet=sheet)
    is_table = ending != ".jsonl"
    for number, row in _read_table(path, wanted, tell, sheet) if is_table else _read_jsonl(path):
        if len(rows) == MOST_ROWS:
            raise _broken(path, "too_many_rows", most=MOST_ROWS)
        rows.append((number, row))
    if not rows:
        raise _broken(path, "no_rows")
    return rows


def _read_table(
    path: Path, wanted: Wanted | None, tell: Tell, sheet: str
) -> Iterator[tuple[int, Row]]:
    """The rows of an .xlsx or .csv under their headings."""
    content = _content(path, wanted, sheet)
    if sheet and content.sheet != sheet:
        raise _broken(path, "no_such_sheet", sheet=sheet, sheets="、".join(content.tables))
    headings = _headings(path, content)
    for message in _remarks(path.name, content, sheet):
        tell(message)
    unbelievable = content.without_value | content.errors
    for number, line in content.below:
        cells = [
            math.nan if (number, column) in unbelievable else _plain(cell)
            for column, cell in enumerate(line, 1)
        ]
        if any(str(cell).strip() for cell in cells[len(headings) :]):
            raise TableError([Fault(path.name, "more_cells_than_headings", number)])
        yield number, {name: cell for name, cell in zip(headings, cells, strict=False) if name}


def _remarks(file: str, content: Content, chosen: str) -> Iterator[Message]:
    """What one would not expect of how the table was found."""
    if content.heading > 1:
        yield Message("headings_below", {"file": file, "row": content.heading})
    if content.is_sheet_hidden:
        yield Message("hidden_sheet_read", {"file": file, "sheet": content.sheet})
    others = [name for name in content.tables if name != content.sheet]
    if others and not chosen:
        facts = {"file": file, "sheet": content.sheet, "others": "、".join(others)}
        yield Message("one_sheet_read", facts)
    if content.hidden:
        yield Message("hidden_rows_read", {"file": file, "count": len(content.hidden)})
    if content.totals:
        rows = "、".join(map(str, content.totals))
        yield Message("totals_left_out", {"file": file, "rows": rows})
    if content.filled_down:
        found = [f"{place}“{_plain(value)}”" for place, value in content.filled_down.items()]
        examples = "、".join(found[:MOST_NAMED])
        filled = {"file": file, "count": len(found), "examples": examples}
        yield Message("merged_filled_down", filled)


def _content(path: Path, wanted: Wanted | None, sheet: str) -> Content:
    """The content of a file as `hongmajia.sheets` reads it. Raises `TableError`."""
    limits = Limits(rows=MOST_ROWS, megabytes=MOST_MEGABYTES, unpacked=MOST_UNPACKED)
    try:
        with path.open("rb") as file:
            if ending_of(path) == ".xlsx":
                return read_xlsx(file, limits, wanted, sheet)
            return read_csv(file, limits, wanted)
    except BrokenSheet as broken:
        raise _broken(path, broken.code, most=broken.most, where=broken.where) from broken


def _plain(cell: Any) -> Any:
    """A cell as text or number; 3.0 is how a spreadsheet stores 3."""
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell if isinstance(cell, (str, int, float)) else str(cell)


def _headings(path: Path, content: Content) -> list[str]:
    """The headings as the file has them, on one line each; none may occur twice."""
    names = [shown_heading(cell) for cell in content.headings]
    normal = [normal_heading(name) for name in names]
    for name, bare in zip(names, normal, strict=True):
        if bare and normal.count(bare) > 1:
            raise TableError([Fault(path.name, "heading_twice", content.heading, name)])
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
