"""Counts within a fixed window of time, shared by all processes of the installation.

They are kept in an SQLite file of their own in the data folder, whatever the database is: each
count is one statement, so none is lost between processes, and logging can count while a transaction
of the database has failed.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings

WAIT_FOR_LOCK = 5
"""Seconds to wait for another process's statement."""
_TABLE = "CREATE TABLE IF NOT EXISTS counts (name TEXT PRIMARY KEY, count INTEGER, ends REAL)"
_COUNT = (
    "INSERT INTO counts VALUES (?, 1, ?) ON CONFLICT (name) DO UPDATE SET count = count + 1"
    " RETURNING count"
)


def count(name: str, seconds: int) -> int:
    """Count one more; how many since the window began. The first opens it for ``seconds``."""
    now = time.time()
    with _counts() as counts:
        counts.execute("BEGIN IMMEDIATE")
        counts.execute("DELETE FROM counts WHERE ends <= ?", [now])
        [(number,)] = counts.execute(_COUNT, [name, now + seconds]).fetchall()
        counts.execute("COMMIT")
    return int(number)


def counted(name: str) -> int:
    """How many were counted since the window began; 0 when none is open."""
    with _counts() as counts:
        query = "SELECT count FROM counts WHERE name = ? AND ends > ?"
        row = counts.execute(query, [name, time.time()]).fetchone()
    return int(row[0]) if row else 0


def seconds_left(name: str) -> float:
    """How long the window stays open; 0 when none is."""
    now = time.time()
    with _counts() as counts:
        row = counts.execute("SELECT ends FROM counts WHERE name = ?", [name]).fetchone()
    return max(float(row[0]) - now, 0) if row else 0


def forget_all() -> None:
    """Close all windows."""
    with _counts() as counts:
        counts.execute("DELETE FROM counts")


@contextmanager
def _counts() -> Iterator[sqlite3.Connection]:
    folder = Path(settings.DATA) / "attempts"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "counts.sqlite3"
    with closing(sqlite3.connect(path, timeout=WAIT_FOR_LOCK, isolation_level=None)) as counts:
        counts.execute(_TABLE)
        yield counts
