"""SQLite: copied by its own backup interface, within one reading transaction."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.utils import timezone
from django.utils.translation import gettext as _

from ..errors import BackupError
from ..manifest import Table

TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
FILES = ("", "-wal", "-shm", "-journal")
"""What is behind the name of the database file: itself, and what SQLite writes beside it."""


class SQLite:
    """The database in one file."""

    vendor = "sqlite"
    file_name = "database.sqlite3"

    def __init__(self, settings: dict[str, Any]) -> None:
        self.path = Path(settings["NAME"])

    def size(self) -> int:
        """The bytes of the file and of what was written last."""
        return sum(file.stat().st_size for file in self._files())

    def snapshot(self, target: Path) -> dict[str, Table]:
        """Copy the pages of one moment. The reading transaction keeps no writer waiting."""
        with self.connected() as source, closing(sqlite3.connect(target)) as copy:
            hashes = self._hashed(source)
            source.backup(copy)
        return hashes

    def is_empty(self) -> bool:
        """Whether there is none of its files, or no table in it.

        What is left beside a main file that is gone counts: SQLite would read it into another.
        """
        if not self.path.exists():
            return not self._files()
        with self.connected() as connection:
            return not connection.execute(TABLES).fetchone()

    def set_aside(self) -> str:
        """Rename the files. The caller makes sure that nobody has them open."""
        name = f"{self.path.name}.{timezone.localtime():%Y%m%d-%H%M%S}"
        for end in reversed(FILES):  # the main file last, so that it can be done again
            old = Path(f"{self.path}{end}")
            if old.exists():
                old.rename(self.path.with_name(f"{name}{end}"))
        return str(self.path.with_name(name))

    def restore(self, source: Path) -> None:
        """Copy the file beside the place, and move it there when it is whole."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        partial = self.path.with_name(f"{self.path.name}.partial")
        partial.unlink(missing_ok=True)
        try:
            copy = sqlite3.connect(unchanging(source), uri=True)
            with closing(copy), closing(sqlite3.connect(partial)) as new:
                copy.backup(new)
        except sqlite3.DatabaseError as error:
            partial.unlink(missing_ok=True)
            words = _("数据库备份%(file)s读不出来：%(error)s")
            raise BackupError(words % {"file": source.name, "error": error}) from error
        if self._files():
            raise BackupError(_("%(file)s还在，没有恢复。") % {"file": self._files()[0]})
        partial.rename(self.path)

    def hashes(self) -> dict[str, Table]:
        """Hash the tables of one moment."""
        with self.connected() as connection:
            return self._hashed(connection)

    @contextmanager
    def beside(self, folder: Path) -> Iterator["SQLite"]:
        """A file in the temporary folder."""
        yield SQLite({"NAME": folder / self.file_name})

    def _hashed(self, connection: sqlite3.Connection) -> dict[str, Table]:
        """The hash of each table, those behind the search tables among them."""
        names = [name for (name,) in connection.execute(TABLES)]
        return {name: _hash(connection, name) for name in names}

    def _files(self) -> list[Path]:
        files = (Path(f"{self.path}{end}") for end in FILES)
        return [file for file in files if file.exists()]

    @contextmanager
    def connected(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one moment of the database."""
        with closing(sqlite3.connect(self.path, isolation_level=None)) as connection:
            try:
                connection.execute("BEGIN")
                yield connection
            except sqlite3.DatabaseError as error:
                words = _("数据库%(file)s读不出来：%(error)s")
                raise BackupError(words % {"file": self.path.name, "error": error}) from error


def unchanging(path: Path) -> str:
    """The address of a file in which SQLite writes nothing, not even beside it."""
    return f"file:{quote(str(path))}?immutable=1"


def _hash(connection: sqlite3.Connection, table: str) -> Table:
    """Rows in the order in which they lie there, which a copy of the pages keeps."""
    digest, rows = hashlib.sha256(), 0
    quoted = table.replace('"', '""')
    for row in connection.execute(f'SELECT * FROM "{quoted}"'):
        digest.update(repr(row).encode())
        rows += 1
    return Table(rows, digest.hexdigest())
