"""Embeddings by key, in memory or in an SQLite file that several processes share."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

KEYS_PER_QUERY = 500
"""Keys looked up in one SQL query."""
LOCK_TIMEOUT = 30
"""Seconds to wait while another process writes."""


class VectorStore:
    """A key-value store of vectors as bytes. Half precision is enough: it changes no ranking."""

    def __init__(self, folder: Path | None = None) -> None:
        """Use ``vectors.sqlite3`` in this folder, created if missing; without a folder, keep all
        in memory.
        """
        self.folder = folder
        self._memory: dict[bytes, bytes] = {}
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            with closing(self._open()) as file, file:
                # The journal stays SQLite's default: a switch to WAL does not wait for other
                # connections but fails at once, if several processes open a new file.
                file.execute(
                    "CREATE TABLE IF NOT EXISTS vectors"
                    "(key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID"
                )

    def _open(self) -> sqlite3.Connection:
        """A new connection; connections must not be shared between processes or threads."""
        assert self.folder is not None
        return sqlite3.connect(self.folder / "vectors.sqlite3", timeout=LOCK_TIMEOUT)

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The stored vectors among these keys; a key without one is missing from the result."""
        if self.folder is None:
            return {key: self._memory[key] for key in keys if key in self._memory}
        found: dict[bytes, bytes] = {}
        with closing(self._open()) as file:
            for start in range(0, len(keys), KEYS_PER_QUERY):
                part = keys[start : start + KEYS_PER_QUERY]
                placeholders = ",".join("?" * len(part))
                query = f"SELECT key, vector FROM vectors WHERE key IN ({placeholders})"
                found.update(file.execute(query, part))
        return found

    def put(self, rows: Iterable[tuple[bytes, bytes]]) -> None:
        """Store vectors under their keys, replacing earlier ones."""
        if self.folder is None:
            self._memory.update(rows)
            return
        with closing(self._open()) as file, file:
            file.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
