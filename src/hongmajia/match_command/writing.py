"""TODO."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import xlsxwriter

from hongmajia.match_command.faults import Sheet, _broken, ending_of

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a text for a formula."""


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
