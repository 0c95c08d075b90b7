"""Columns of an exported list, and the sheet that they make of records."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from .spreadsheets import Sheet

R = TypeVar("R")


@dataclass(frozen=True)
class ExportColumn(Generic[R]):
    """A column: its heading, its width in characters, and the cell of a record."""

    heading: Any
    width: int
    cell: Callable[[R], Any]


def sheet_of_columns(name: str, columns: Sequence[ExportColumn[R]], records: Iterable[R]) -> Sheet:
    """A sheet with a row for each record, read lazily."""
    rows = ([column.cell(record) for column in columns] for record in records)
    headings = [str(column.heading) for column in columns]
    return Sheet(name, headings, rows, [column.width for column in columns])
