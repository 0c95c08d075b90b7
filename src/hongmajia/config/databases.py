"""Django's description of the database."""

from pathlib import Path
from typing import Any

SQLITE_OPTIONS = {
    # A transaction that will write says so at once; the others wait in line for it.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000;",
}


def default(database: dict[str, Any], data: Path) -> dict[str, Any]:
    """The database of the environment, else an SQLite file in the data folder."""
    if not database:
        database = {"ENGINE": "django.db.backends.sqlite3", "NAME": data / "db.sqlite3"}
        database |= {"CONN_MAX_AGE": 60}
    if database["ENGINE"].endswith("sqlite3"):
        database["OPTIONS"] = SQLITE_OPTIONS
    return database
