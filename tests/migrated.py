"""An empty SQLite database with all tables, reused from run to run: migrating takes ten seconds.

It is stored under ``.pytest_cache``, named by a hash of all files on which the migrations depend.
If one of them changes, a new database is made.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).parent.parent
SOURCES = ROOT / "src"
FOLDER = ROOT / ".pytest_cache" / "migrated"
IMPORTED = re.compile(r"^(?:from|import) (hongmajia[\w.]*)", re.MULTILINE)


def is_put_in_place(database: Path) -> bool:
    """Copy the stored database to ``database``; False if there is none for the present sources."""
    if connection.vendor != "sqlite" or not kept().exists():
        return False
    shutil.copy(kept(), database)
    return True


def keep() -> None:
    """Store the database that has just been migrated, and delete those of other sources.

    ``make test`` has two runs on SQLite, which may do this at the same time: each writes a file
    of its own, and the rename puts a whole one in place.
    """
    if connection.vendor != "sqlite" or kept().exists():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    unfinished = kept().with_suffix(f".{os.getpid()}")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(unfinished)])
    unfinished.replace(kept())
    for old in set(FOLDER.glob("*.sqlite3")) - {kept()}:
        old.unlink(missing_ok=True)


def kept() -> Path:
    """The path of the stored database for the present sources."""
    digest = hashlib.sha256()
    for path in sorted(set(deciding())):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return FOLDER / f"{digest.hexdigest()[:20]}.sqlite3"


def deciding() -> Iterator[Path]:
    """The files that decide what the migrations make: they, what they import, core, data, pins."""
    yield ROOT / "requirements.txt"
    yield SOURCES / "hongmajia" / "config" / "settings.py"
    yield from SOURCES.glob("hongmajia/core/*.py")
    yield from SOURCES.glob("hongmajia/unions/**/*.csv")
    for migration in SOURCES.glob("hongmajia/*/migrations/*.py"):
        yield migration
        yield from imported(migration)


def imported(migration: Path) -> Iterator[Path]:
    """Our modules that a migration imports."""
    for module in IMPORTED.findall(migration.read_text()):
        place = SOURCES.joinpath(*module.split("."))
        if place.is_dir():
            yield from place.glob("*.py")
        elif place.with_suffix(".py").exists():
            yield place.with_suffix(".py")
