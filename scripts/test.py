"""Every test, on SQLite and on PostgreSQL at the same time (`make test`).

The engine needs no database: it is tested once, without Django. With words for pytest
(`make test ARGS="tests/needs -k claim"`) only the chosen tests run, on both databases.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, NamedTuple

from cluster import throw_away_cluster
from machine import install_missing, postgres_folder

HOUSE = Path(__file__).parent.parent
CHOSEN = sys.argv[1:]
ALL_BUT_ENGINE = ["--ignore=tests/engine"]
ENGINE = ["tests/engine", "--confcutdir=tests/engine", "-p", "no:django"]
ENGINE += ["-W", "ignore:Unknown config option:pytest.PytestConfigWarning"]  # that of Django


class Run(NamedTuple):
    """One run of pytest under way, and the file it writes to."""

    name: str
    process: subprocess.Popen[bytes]
    output: IO[bytes]


def start(name: str, words: list[str], **environment: str) -> Run:
    """Start pytest with the words; it writes to a file, for several run at a time."""
    command = [sys.executable, "-m", "pytest", "--hypothesis-profile=ci", *words]
    command += [
        f"--output=test-results/{name}",
        "--override-ini",
        f"cache_dir=.pytest_cache/{name}",
    ]
    output = tempfile.TemporaryFile()  # noqa: SIM115
    process = subprocess.Popen(
        command, cwd=HOUSE, env=os.environ | environment, stdout=output, stderr=subprocess.STDOUT
    )
    return Run(name, process, output)


def start_all(postgres: str) -> list[Run]:
    """Start the run on each database, and that of the engine unless tests were chosen."""
    words = CHOSEN or ALL_BUT_ENGINE
    runs = [
        start("sqlite", words, HONGMAJIA_DATABASE_URL=""),
        start("postgresql", words, HONGMAJIA_DATABASE_URL=postgres),
    ]
    return runs if CHOSEN else [*runs, start("engine", ENGINE)]


def report(runs: list[Run]) -> int:
    """Show what each run wrote as it ends, all closing lines last; the worst exit code."""
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
    """Make the machine ready, run the tests, report."""
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
