"""Spreadsheets from outside: .xlsx and .csv files become lines of cells, safely.

Imports neither Django nor any room: the web's imports and `hongmajia match` read files by it. A
file that cannot be used raises `BrokenSheet` with a code, which each of them words.
"""

from .faults import CODES, BrokenSheet, Limits
from .formulas import looks_like_formula
from .headings import (
    Wanted,
    first_filled,
    is_note,
    is_total,
    normal_heading,
    shown_heading,
)
from .reading import Content, read_csv, read_xlsx
from .scan import Place

__all__ = [
    "CODES", "BrokenSheet", "Content", "Limits", "Place", "Wanted", "first_filled",
    "is_note", "is_total", "looks_like_formula", "normal_heading", "read_csv", "read_xlsx",
    "shown_heading",
]  # fmt: skip
