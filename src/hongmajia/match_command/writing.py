"""Writing .xlsx, .csv and .jsonl files, all of them or none."""

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
from hongmajia.sheets import looks_like_formula


def write(outputs: Mapping[Path, Sequence[Sheet]]) -> None:
    """Write all files or none: each to a temporary file beside it, then all are renamed.

    A .csv or .jsonl file has no sheets: only the first sheet is written there.
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
    """A temporary file in the same folder, deleted at the end unless it was renamed."""
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
    """The process's mask for new files, which can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _write_csv(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write UTF-8 with lines that end in \\n."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(sheets[0].headings)
        writer.writerows([_flat(value) for value in row] for row in sheets[0].rows)


def _write_jsonl(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write one object per line; trailing headings without a value are left out."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        for row in sheets[0].rows:
            lines.write(
                json.dumps(dict(zip(sheets[0].headings, row, strict=False)), ensure_ascii=False)
                + "\n"
            )


def _write_xlsx(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write one worksheet per sheet with a fixed heading row; texts never become formulas or
    links.
    """
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
    """Write a number as a number, all else as text."""
    if isinstance(value, str):
        page.write_string(line, column, value[:32_767])
    else:
        page.write_number(line, column, value)


def _flat(value: Any) -> str | float:
    """A value as one harmless cell: lists joined, no text that could be taken for a formula."""
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return value
    text = "；".join(value) if isinstance(value, list) else str(value)
    return f"'{text}" if looks_like_formula(text) else text
