"""Running a proof on SQLite and PostgreSQL: each in a process of its own, on a new database."""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import django

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))
DATABASES = ["sqlite", "postgresql"]


def run_rounds(
    script: str, doc: str | None, rounds: int, prove: Callable[[str, int], list[str]]
) -> int:
    """The whole of a proof that does the same again and again: 1 when it broke a bound.

    ``prove`` gets the name of a database and the number of rounds, by default ``rounds``, and
    returns the sentences about what broke a bound. ``--on`` chooses a database.
    """
    parser = argparse.ArgumentParser(description=doc)
    parser.add_argument("--rounds", type=int, default=rounds)
    parser.add_argument("--on", action="append", choices=DATABASES)
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.inside:
        faults = prove(chosen.inside, chosen.rounds)
        print(*[f"BROKEN: {fault}" for fault in faults], sep="\n")
        return 1 if faults else 0
    broken = broken_on(script, sys.argv[1:], chosen.on)
    print("broken bounds on:" if broken else "all bounds kept", *broken)
    return 1 if broken else 0


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
