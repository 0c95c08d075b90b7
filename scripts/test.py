"""Run all tests, on SQLite and on PostgreSQL at the same time (`make test`).

The engine and `hongmajia match` need no database: they are tested once, without Django. With
arguments for pytest (`make test ARGS="tests/needs -k claim"`) only the chosen tests run, on both
databases.
"""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, NamedTuple

from cluster import throw_away_cluster
from machine import install_missing, postgres_folder

ROOT = Path(__file__).parent.parent
CHOSEN = sys.argv[1:]
ROOMS = [f"--ignore=tests/{name}" for name in ("engine", "match_command", "journeys")]
BROWSER = ["tests/journeys"]
"""A run of its own, because a browser takes as long as all the rest; on SQLite."""
ON_POSTGRES = [*ROOMS, "--second-database"]
"""Tests whose result cannot differ from that on SQLite are left out: see tests/databases.py."""
ENGINE = ["tests/engine", "tests/match_command", "--confcutdir=tests/engine", "-p", "no:django"]
ENGINE += ["-W", "ignore:Unknown config option:pytest.PytestConfigWarning"]  # that of Django


class Run(NamedTuple):
    """A running pytest process and the file with its output."""

    name: str
    process: subprocess.Popen[bytes]
    output: IO[bytes]


def start(name: str, words: list[str], **environment: str) -> Run:
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


def start_all(postgres: str) -> list[Run]:
    """Start the runs; of chosen tests only those on the two databases."""
    if CHOSEN:
        return start_both(CHOSEN, CHOSEN, postgres)
    browser = start("browser", BROWSER, HONGMAJIA_DATABASE_URL="")
    return [*start_both(ROOMS, ON_POSTGRES, postgres), browser, start("engine", ENGINE)]


def start_both(on_sqlite: list[str], on_postgres: list[str], postgres: str) -> list[Run]:
    """Start pytest on each database with the arguments for it."""
    return [
        start("sqlite", on_sqlite, HONGMAJIA_DATABASE_URL=""),
        start("postgresql", on_postgres, HONGMAJIA_DATABASE_URL=postgres),
    ]


def report(runs: list[Run]) -> int:
    """Print the output of each run, then all summary lines. Returns the worst exit code."""
    closing = []
    for run in runs:
        run.process.wait()
        run.output.seek(0)
        written = run.output.read().decode(errors="replace").rstrip()
        print(f"\n##### {run.name} #####\n{written}", flush=True)
        closing.append(f"# {run.name}\n{written.rpartition(chr(10))[2]}")
    print("\n", *closing, sep="\n", flush=True)
    return max(abs(run.process.returncode) for run in runs)


def main() -> int:
    """Install what is missing, run the tests, report; on SIGTERM the cluster is removed first."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    install_missing()
    programs = postgres_folder()
    assert programs, "it has just been looked for"
    with throw_away_cluster(programs) as postgres:
        runs = start_all(postgres)
        try:
            return report(runs)
        finally:
            for run in runs:
                run.process.kill()


if __name__ == "__main__":
    sys.exit(main())
