"""What can be wrong with a file as a whole, and the limits on its size."""

from dataclasses import dataclass

CODES = (
    "file_too_large",  # most: megabytes
    "not_xlsx",
    "zip_bomb",
    "too_many_rows",  # most
    "too_many_columns",  # most
    "merged_cells",  # where
    "not_table",
    "is_markup",
    "old_xls",
    "has_password",
    "not_text",
    "not_csv",
)
"""Every code that a `BrokenSheet` can have; callers must have a sentence for each."""


class BrokenSheet(Exception):  # noqa: N818
    """A file that cannot be used: a code from `CODES`, and the facts its sentence needs."""

    def __init__(self, code: str, most: int = 0, where: str = "", sheet: str = "") -> None:
        super().__init__(code, most, where, sheet)
        self.code = code
        self.most = most
        """The limit it exceeds."""
        self.where = where
        """Ranges such as ``A5:B5``."""
        self.sheet = sheet
        """The sheet in which they are."""


@dataclass(frozen=True)
class Limits:
    """How much is read; all of it is checked before any cell takes memory."""

    rows: int
    """Lines below the heading."""
    megabytes: int
    """Size of the file, in units of 2²⁰ bytes."""
    unpacked: int
    """Megabytes of all uncompressed parts of an .xlsx, and of the texts in all its cells."""
    columns: int = 100
