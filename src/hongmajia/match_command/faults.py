"""Tables as the command knows them, and what can be wrong with a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ENDINGS = (".xlsx", ".csv", ".jsonl")

Row = dict[str, Any]


class TableError(ValueError):
    """A file that cannot be used; `report.fault_line` words its faults."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(*faults)
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a file; row 0 means the file as a whole, the column is named as in the
    file.
    """

    file: str
    code: str
    row: int = 0
    column: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to be written: a name, headings, and rows of as many values."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Any]]


def ending_of(path: Path) -> str:
    """The file name extension in lower case. Raises `TableError` if it is not among `ENDINGS`."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise _broken(path, "unknown_ending", endings=" ".join(ENDINGS))
    return ending


def _broken(path: Path, code: str, **params: Any) -> TableError:
    """An error about the file as a whole."""
    return TableError([Fault(path.name, code, params=params)])
