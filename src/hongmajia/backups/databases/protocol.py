"""What making and restoring a backup asks of a database."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from ..manifest import Table


class Database(Protocol):
    """The product's database. Each method raises ``BackupError`` with a sentence."""

    vendor: str
    file_name: str
    """How the copy is called in a backup."""

    def size(self) -> int:
        """About how many bytes a copy takes."""
        ...

    def snapshot(self, target: Path) -> dict[str, Table]:
        """Write a copy into the file ``target``, and hash each table of the same moment.

        Others may go on writing.
        """
        ...

    def is_empty(self) -> bool:
        """Whether it has no table."""
        ...

    def set_aside(self) -> str:
        """Keep the present contents under another name, so that it is empty; return the name."""
        ...

    def restore(self, source: Path) -> None:
        """Fill the empty database from a copy: all of it, or nothing."""
        ...

    def hashes(self) -> dict[str, Table]:
        """Hash each table."""
        ...

    def beside(self, folder: Path) -> AbstractContextManager["Database"]:
        """Context manager with an empty database for a drill, which goes afterwards.

        ``folder`` is a temporary one for files.
        """
        ...
