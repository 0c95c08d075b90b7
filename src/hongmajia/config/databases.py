"""The database setting of Django."""

from pathlib import Path
from typing import Any

SQLITE_OPTIONS = {
    # Transactions take the write lock when they begin and wait for it up to ``timeout`` seconds;
    # taking it later would fail at once if another transaction has written meanwhile.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000;",
}


def default(database: dict[str, Any], data: Path) -> dict[str, Any]:
    """Return the database of the environment, by default an SQLite file in the folder ``data``."""
    if not database:
        database = {"ENGINE": "django.db.backends.sqlite3", "NAME": data / "db.sqlite3"}
        database |= {"CONN_MAX_AGE": 60}
    if database["ENGINE"].endswith("sqlite3"):
        database["OPTIONS"] = SQLITE_OPTIONS
    return database
