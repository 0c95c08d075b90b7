"""Counts within a fixed window of time, shared by all processes of the installation.

They are kept in an SQLite file of their own in the data folder, whatever the database is: each
count is one statement, so none is lost between processes, and logging can count while a transaction
of the database has failed.
"""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from django.conf import settings

WAIT_FOR_LOCK = 5
"""Seconds to wait for another process's statement."""
DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_TABLE = "CREATE TABLE IF NOT EXISTS counts (name TEXT PRIMARY KEY, count INTEGER, ends REAL)"
_COUNT = (
    "INSERT INTO counts VALUES (?, 1, ?) ON CONFLICT (name) DO UPDATE SET count = count + 1"
    " RETURNING count"
)
T = TypeVar("T")
Row = tuple[float, ...] | None


def count(name: str, seconds: int) -> int:
    """Count one more; how many since the window began. The first opens it for ``seconds``."""
    now = time.time()

    def one_more(counts: sqlite3.Connection) -> int:
        counts.execute("BEGIN IMMEDIATE")
        counts.execute("DELETE FROM counts WHERE ends <= ?", [now])
        [(number,)] = counts.execute(_COUNT, [name, now + seconds]).fetchall()
        counts.execute("COMMIT")
        return int(number)

    return _on_file(one_more)


def counted(name: str) -> int:
    """How many were counted since the window began; 0 when none is open."""
    row = _first("SELECT count FROM counts WHERE name = ? AND ends > ?", name, time.time())
    return int(row[0]) if row else 0


def seconds_left(name: str) -> float:
    """How long the window stays open; 0 when none is."""
    row = _first("SELECT ends FROM counts WHERE name = ?", name)
    return max(float(row[0]) - time.time(), 0) if row else 0


def forget_all() -> None:
    """Close all windows."""
    _on_file(lambda counts: counts.execute("DELETE FROM counts"))


def _first(query: str, *parameters: object) -> Row:
    found: Row = _on_file(lambda counts: counts.execute(query, parameters).fetchone())
    return found


def _on_file(work: Callable[[sqlite3.Connection], T]) -> T:
    """What ``work`` returns; a damaged file is made anew, and all windows are closed by that."""
    try:
        return _with_table(work)
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode not in DAMAGED:
            raise
    _file().unlink(missing_ok=True)
    return _with_table(work)


def _with_table(work: Callable[[sqlite3.Connection], T]) -> T:
    with closing(sqlite3.connect(_file(), timeout=WAIT_FOR_LOCK, isolation_level=None)) as counts:
        # Waiting for the disk takes ten times as long as counting. What a killed process wrote is
        # there all the same; only a power failure can damage the file.
        counts.execute("PRAGMA synchronous = OFF")
        counts.execute(_TABLE)
        return work(counts)


def _file() -> Path:
    folder = Path(settings.DATA) / "attempts"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "counts.sqlite3"
