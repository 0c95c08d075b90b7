"""Run all tests, on SQLite and on PostgreSQL, several runs at a time (`make test`).

The engine and `hongmajia match` need no database: they are tested once, without Django. With
arguments for pytest (`make test ARGS="tests/needs -k claim"`) only the chosen tests run, on both
databases.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections import deque
from pathlib import Path
from threading import Thread
from typing import IO, NamedTuple

from cluster import throw_away_cluster
from machine import fast_temporary_files, install_missing, postgres_folder

ROOT = Path(__file__).parent.parent
CHOSEN = sys.argv[1:]
PARTS = 3
"""How many runs the tests of the rooms are on SQLite: one alone would last longer than the rest."""
INSTALLED = ["tests/upgrades", "tests/deployment"]
"""Tests of whole installations."""
BROWSER = ["tests/journeys"]
OTHERS = ["tests/engine", "tests/match_command", *BROWSER]
"""Folders with a run of their own."""
ON_POSTGRES = [*(f"--ignore={folder}" for folder in OTHERS), "--second-database"]
"""Tests whose result cannot differ from that on SQLite are left out: see tests/databases.py."""
NO_DJANGO = ["--confcutdir=tests/engine", "-p", "no:django"]
NO_DJANGO += ["-W", "ignore:Unknown config option:pytest.PytestConfigWarning"]  # that of Django


Command = tuple[str, list[str], dict[str, str]]
"""Name of a run, arguments for pytest, variables of the environment."""


class Run(NamedTuple):
    """A pytest process and the file with its output."""

    name: str
    process: subprocess.Popen[bytes]
    output: IO[bytes]


def start(name: str, words: list[str], environment: dict[str, str]) -> Run:
    """Start pytest with these arguments; its output goes to a file, because several run at once."""
    command = [sys.executable, "-m", "pytest", "--hypothesis-profile=ci", *words]
    command += [
        "--durations=20",
        f"--output=test-results/{name}",
        "--override-ini",
        f"cache_dir=.pytest_cache/{name}",
    ]
    output = tempfile.TemporaryFile()  # noqa: SIM115
    process = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | environment, stdout=output, stderr=subprocess.STDOUT
    )
    return Run(name, process, output)


def commands(postgres: str) -> list[Command]:
    """All runs, the longest first, so that all processors are busy to the end."""
    on_sqlite, on_postgres = {"HONGMAJIA_DATABASE_URL": ""}, {"HONGMAJIA_DATABASE_URL": postgres}
    if CHOSEN:
        return [("sqlite", CHOSEN, on_sqlite), ("postgresql", CHOSEN, on_postgres)]
    rooms = [f"--ignore={folder}" for folder in (*OTHERS, *INSTALLED)]
    parts = range(1, PARTS + 1)
    return [
        ("postgresql", ON_POSTGRES, on_postgres),
        ("browser", BROWSER, on_sqlite),
        *((f"sqlite-{n}", [*rooms, f"--part={n}/{PARTS}"], on_sqlite) for n in parts),
        ("installed", INSTALLED, on_sqlite),
        ("engine", ["tests/engine", *NO_DJANGO], {}),
        ("match", ["tests/match_command", *NO_DJANGO], {}),
    ]


def run_next(waiting: deque[Command], started: list[Run]) -> None:
    """Run one waiting command after the other, until none is left; each is added to ``started``."""
    while waiting:
        started.append(start(*waiting.popleft()))
        started[-1].process.wait()


def report(runs: list[Run]) -> int:
    """Print the output of each finished run, then all closing lines; return the worst code."""
    closing = []
    for run in runs:
        run.output.seek(0)
        written = run.output.read().decode(errors="replace").rstrip()
        print(f"\n##### {run.name} #####\n{written}", flush=True)
        closing.append(f"# {run.name}\n{written.rpartition(chr(10))[2]}")
    print("\n", *closing, sep="\n", flush=True)
    return max(abs(run.process.returncode) for run in runs)


def main() -> int:
    """Install what is missing, run the tests, report; on SIGTERM the cluster is removed first."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    # Python that starts again and again should not compile everything again.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    install_missing()
    programs = postgres_folder()
    assert programs, "it has just been looked for"
    started: list[Run] = []
    with fast_temporary_files(), throw_away_cluster(programs) as postgres:
        waiting = deque(commands(postgres))
        # One more than processors: some time goes by waiting for PostgreSQL and for the browser.
        threads = [
            Thread(target=run_next, args=(waiting, started), daemon=True)
            for _ in range((os.cpu_count() or 1) + 1)
        ]
        try:
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            return report(started)
        finally:
            for each in started:
                each.process.kill()


if __name__ == "__main__":
    sys.exit(main())
