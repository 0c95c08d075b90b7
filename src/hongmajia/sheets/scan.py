"""Passes over the XML of a sheet and of its shared texts, element by element.

A reader reserves memory for the whole rectangle up to the last cell that holds anything, so that
rectangle is limited. Cells that are only formatted hold nothing, wherever they are.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from .faults import BrokenSheet, Limits
from .headings import MOST_TITLE_LINES
from .places import CELL, column_number

CHUNK = 64 * 1024
"""Bytes read at a time."""
TAGS = frozenset(("c", "v", "t", "is", "f", "row"))
"""The elements of a cell, as most programs write them: without a namespace before the name."""
MOST_EMPTY = 2_000_000
"""Cells without content walked over, which takes seconds; more if so many could hold something."""
YES = ("1", "true")
MOST_CELLS = 2_500_000
"""Cells of the rectangle that holds anything, which a reader reserves memory for."""
Place = tuple[int, int]
"""Row and column, both from 1."""


@dataclass
class Findings:
    """What a sheet contains besides the values of its cells."""

    merged: list[str] = field(default_factory=list)
    """Ranges such as ``A5:B5``."""
    without_value: set[Place] = field(default_factory=set)
    """Formulas that were never calculated."""
    errors: set[Place] = field(default_factory=set)
    """Formulas whose result is an error such as ``#REF!``."""
    hidden: set[int] = field(default_factory=set)
    """Numbers of the hidden rows that hold something."""


class Pass:
    """One pass over the XML of a part, element by element."""

    def read(self, part: IO[bytes]) -> None:
        """Parse the part as a stream."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        while chunk := part.read(CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)

    def _doctype(self, *declared: object) -> None:
        raise BrokenSheet("not_xlsx")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def _end(self, name: str) -> None:
        raise NotImplementedError

    def _text(self, text: str) -> None:
        raise NotImplementedError


class Scan(Pass):
    """Walks over a sheet cell by cell and collects `Findings`."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.found = Findings()
        self.texts: Counter[str] = Counter()
        """Number of a shared text → how many cells use it."""
        self.place: Place = (0, 0)
        self.corner: Place = (0, 0)
        """The last row and the last column that hold anything."""
        self.kind = self.value = ""
        self.has_formula = self.has_text = self.in_value = self.is_hidden = False
        self.empty = 0
        self.row = ""
        """The number of the present row as it is written."""
        self.columns: dict[str, int] = {}
        """Letters of a column → its number, for those met: there may be a million cells."""
        self.most_lines = limits.rows + 1 + MOST_TITLE_LINES

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name if name in TAGS else name.rpartition(":")[2]
        if tag == "c":
            self._start_cell(attributes)
        elif tag == "v" or tag == "t":
            self.in_value = True
            self.has_text |= self.kind == "str"
        elif tag == "is":
            self.has_text = True
        elif tag == "f":
            self.has_formula = True
        elif tag == "row":
            self._start_row(attributes)
        elif tag == "mergeCell":
            self.found.merged.append(attributes.get("ref", ""))

    def _start_row(self, attributes: dict[str, str]) -> None:
        self.row = attributes.get("r", "")
        self.place = (int(self.row or self.place[0] + 1), 0)
        if self.place[0] < 1:
            raise BrokenSheet("not_xlsx")
        height = attributes.get("ht", "")
        self.is_hidden = attributes.get("hidden") in YES or (height != "" and float(height) == 0)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        row, column = self.place
        written = attributes.get("r")
        if written is None:
            self.place = (row, column + 1)
        elif known := self.columns.get(written.removesuffix(self.row)):
            self.place = (row, known)
        else:
            self.place = self._place_of(written)
        self.kind, self.value = attributes.get("t", ""), ""
        self.has_formula = self.has_text = False

    def _place_of(self, written: str) -> Place:
        """The place that is written as ``AB12``. Raises `BrokenSheet` for anything else."""
        match = CELL.fullmatch(written)
        if not match:
            raise BrokenSheet("not_xlsx")
        column = self.columns[match[1]] = column_number(match[1])
        return int(match[2]), column

    def _text(self, text: str) -> None:
        if self.in_value:
            self.value += text

    def _end(self, name: str) -> None:
        tag = name if name in TAGS else name.rpartition(":")[2]
        if tag == "v" or tag == "t":
            self.in_value = False
        elif tag == "c":
            self._end_cell()

    def _end_cell(self) -> None:
        """Note what the cell holds; a text may be empty, as the result of a formula often is."""
        filled = bool(self.value.strip())
        if self.value or self.has_text:
            self._reach(filled)
        elif self.has_formula and self._is_within():
            self.found.without_value.add(self.place)
        if not filled:
            self._pass_empty()
            return
        if self.kind == "s":
            self.texts[self.value] += 1
        elif self.kind == "e":
            self.found.errors.add(self.place)
        if self.is_hidden:
            self.found.hidden.add(self.place[0])

    def _pass_empty(self) -> None:
        """Count an empty cell. Raises `BrokenSheet` if there are too many to walk over."""
        self.empty += 1
        if self.empty > max(MOST_EMPTY, self.limits.rows * self.limits.columns):
            raise BrokenSheet("zip_bomb")

    def _is_within(self) -> bool:
        return self.place[0] <= self.most_lines and self.place[1] <= self.limits.columns

    def _reach(self, filled: bool) -> None:
        """Enlarge the rectangle to this cell. Raises `BrokenSheet` if that is beyond the limits."""
        row, column = self.place
        if filled and column > self.limits.columns and row <= self.most_lines:
            raise BrokenSheet("too_many_columns", most=self.limits.columns)
        last_row, last_column = self.corner
        if row <= last_row and column <= last_column:
            return
        self.corner = (max(last_row, row), max(last_column, column))
        cells = self.corner[0] * self.corner[1]
        if cells > self.most_lines * self.limits.columns:
            raise BrokenSheet("too_many_rows", most=self.limits.rows)
        if cells > MOST_CELLS:
            raise BrokenSheet("too_many_columns", most=MOST_CELLS // self.corner[0])


class Texts(Pass):
    """Measures the shared texts that cells refer to by number."""

    def __init__(self) -> None:
        self.lengths: list[int] = []
        """Length of each text in characters, by its number."""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "si":
            self.lengths.append(0)

    def _end(self, name: str) -> None:
        pass

    def _text(self, text: str) -> None:
        self.lengths[-1:] = [self.lengths[-1] + len(text)] if self.lengths else []
