"""Spreadsheets as strangers send them: .xlsx and .csv become lines of cells, nothing else happens.

A leaf that knows neither Django nor the house, so that the web's imports and the command line
share one guard. What cannot be used is one `BrokenSheet` with a code; each words it for its people.
"""

from .faults import CODES, BrokenSheet, Limits
from .guard import Place
from .reading import Content, read_csv, read_xlsx

__all__ = ["CODES", "BrokenSheet", "Content", "Limits", "Place", "read_csv", "read_xlsx"]
