"""An empty SQLite database with today's tables, kept from run to run: migrating takes ten seconds.

It is kept under ``.pytest_cache`` by a hash of all that decides what the migrations make. Whatever
changes there makes another hash, and so a new database.
"""

import hashlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).parent.parent
SOURCES = ROOT / "src"
FOLDER = ROOT / ".pytest_cache" / "migrated"
IMPORTED = re.compile(r"^from (hongmajia[\w.]*) import (\w+)", re.MULTILINE)


def is_put_in_place(database: Path) -> bool:
    """Copy the kept database to ``database``; False where none is kept for today's sources."""
    if connection.vendor != "sqlite" or not kept().exists():
        return False
    shutil.copy(kept(), database)
    return True


def keep() -> None:
    """Keep the database that has just been migrated, instead of those of other sources."""
    if connection.vendor != "sqlite" or kept().exists():
        return
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    unfinished = kept().with_suffix(".part")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(unfinished)])
    unfinished.rename(kept())


def kept() -> Path:
    """Where the database for today's sources is kept."""
    digest = hashlib.sha256()
    for path in sorted(deciding()):
        digest.update(path.read_bytes())
    return FOLDER / f"{digest.hexdigest()[:20]}.sqlite3"


def deciding() -> Iterator[Path]:
    """The files that decide what the migrations make: they, what they import, data, the pins."""
    yield ROOT / "requirements.txt"
    yield SOURCES / "hongmajia" / "config" / "settings.py"
    yield ROOT / "tests" / "settings.py"
    yield from SOURCES.glob("hongmajia/unions/**/*.csv")
    migrations = list(SOURCES.glob("hongmajia/*/migrations/*.py"))
    yield from migrations
    yield from {path for migration in migrations for path in imported(migration)}


def imported(migration: Path) -> Iterator[Path]:
    """Our modules that a migration imports."""
    for package, name in IMPORTED.findall(migration.read_text()):
        folder = SOURCES.joinpath(*package.split("."))
        candidates = (folder.with_suffix(".py"), folder / f"{name}.py")
        yield from (path for path in candidates if path.exists())
