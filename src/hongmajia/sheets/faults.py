"""What may be wrong with a file as a whole, and how much of it is too much."""

from dataclasses import dataclass

CODES = (
    "file_too_large",  # most: megabytes
    "not_xlsx",
    "zip_bomb",
    "too_many_rows",  # most
    "too_many_columns",  # most
    "merged_cells",  # where
    "not_table",
    "not_text",
    "not_csv",
)
"""Every code a `BrokenSheet` may carry; whoever words them words all."""


class BrokenSheet(Exception):  # noqa: N818 - the sheet's fault, not ours
    """A file that cannot be used: a code out of `CODES`, and the facts its sentence needs."""

    def __init__(self, code: str, most: int = 0, where: str = "") -> None:
        super().__init__(code, most, where)
        self.code = code
        self.most = most
        """What it is over."""
        self.where = where
        """Ranges such as ``A5:B5``."""


@dataclass(frozen=True)
class Limits:
    """How much is read; all of it is checked before a cell takes any memory."""

    rows: int
    """Lines below the heading."""
    megabytes: int
    """Of the file as it is sent, each 2²⁰ bytes."""
    unpacked: int
    """Megabytes of all parts of an .xlsx, and of the texts in all its cells."""
    columns: int = 100
