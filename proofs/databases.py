"""Running a proof on SQLite and PostgreSQL: each in a process of its own, on a new database."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

ROOT = Path(__file__).parent.parent
DATABASES = ["sqlite", "postgresql"]


def broken_on(script: str, arguments: list[str], names: list[str] | None) -> list[str]:
    """Run ``script … --inside NAME`` for each database; the names of those on which it failed."""
    command = [sys.executable, script, *arguments, "--inside"]
    asked = names or DATABASES
    return [name for name in asked if subprocess.run([*command, name], cwd=ROOT).returncode]


@contextmanager
def installed_on(name: str, **environment: str) -> Iterator[tuple[Path, str]]:
    """Set Django up on a new database and data folder; yields the folder and the address.

    The address is empty for SQLite.
    """
    with database(name) as address, tempfile.TemporaryDirectory(prefix="hongmajia-") as folder:
        os.environ |= {"HONGMAJIA_DATA": folder, "HONGMAJIA_DATABASE_URL": address}
        os.environ |= {"HONGMAJIA_EMBEDDER": "none", **environment}
        os.environ["DJANGO_SETTINGS_MODULE"] = "hongmajia.config.settings"
        django.setup()
        yield Path(folder), address


@contextmanager
def database(name: str) -> Iterator[str]:
    """The address of a new database; empty for SQLite."""
    if name == "sqlite":
        yield ""
        return
    from cluster import throw_away_cluster
    from machine import postgres_folder

    programs = postgres_folder()
    if programs is None:
        sys.exit("PostgreSQL is not installed, so this half of the proof cannot be run.")
    with throw_away_cluster(programs) as address:
        yield address
