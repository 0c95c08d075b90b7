"""TODO."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

AT_ONCE = 500
"""Keys looked for in one query."""
BUSY = 30
"""Seconds to wait while another process writes."""


class VectorStore:
    """Vectors by key, in a file that processes share; half precision, which no ranking notices."""

    def __init__(self, folder: Path | None = None) -> None:
        """In ``vectors.sqlite3`` of this folder, made if need be; without a folder, in memory."""
        self.folder = folder
        self._memory: dict[bytes, bytes] = {}
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            with closing(self._open()) as file, file:
                file.execute("PRAGMA journal_mode=WAL")
                file.execute(
                    "CREATE TABLE IF NOT EXISTS vectors"
                    "(key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID"
                )

    def _open(self) -> sqlite3.Connection:
        """A connection of this moment's process and thread."""
        assert self.folder is not None
        return sqlite3.connect(self.folder / "vectors.sqlite3", timeout=BUSY)

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """What is kept of these keys."""
        if self.folder is None:
            return {key: self._memory[key] for key in keys if key in self._memory}
        found: dict[bytes, bytes] = {}
        with closing(self._open()) as file:
            for start in range(0, len(keys), AT_ONCE):
                some = keys[start : start + AT_ONCE]
                marks = ",".join("?" * len(some))
                query = f"SELECT key, vector FROM vectors WHERE key IN ({marks})"
                found.update(file.execute(query, some))
        return found

    def put(self, rows: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep these vectors under their keys."""
        if self.folder is None:
            self._memory.update(rows)
            return
        with closing(self._open()) as file, file:
            file.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
