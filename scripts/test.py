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
from threading import Thread
from typing import IO, NamedTuple

from cluster import throw_away_cluster
from machine import install_missing, postgres_folder

ROOT = Path(__file__).parent.parent
CHOSEN = sys.argv[1:]
ROOMS = [f"--ignore=tests/{name}" for name in ("engine", "match_command", "journeys")]
BROWSER = ["tests/journeys"]
"""A run of its own, because a browser takes as long as all the rest; on SQLite."""
INSTALLED = ["tests/upgrades", "tests/deployment"]
"""Tests of whole installations; on SQLite a run of their own, so that the lanes end together."""
ON_POSTGRES = [*ROOMS, "--second-database"]
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


def lanes(postgres: str) -> list[list[Command]]:
    """Lanes run at the same time, the commands of each in turn; chosen tests on both databases."""
    on_sqlite, on_postgres = {"HONGMAJIA_DATABASE_URL": ""}, {"HONGMAJIA_DATABASE_URL": postgres}
    if CHOSEN:
        return [[("sqlite", CHOSEN, on_sqlite)], [("postgresql", CHOSEN, on_postgres)]]
    return [
        [("sqlite", [*ROOMS, *(f"--ignore={folder}" for folder in INSTALLED)], on_sqlite)],
        [("postgresql", ON_POSTGRES, on_postgres), ("engine", ["tests/engine", *NO_DJANGO], {})],
        [
            ("match", ["tests/match_command", *NO_DJANGO], {}),
            ("browser", BROWSER, on_sqlite),
            ("installed", INSTALLED, on_sqlite),
        ],
    ]


def run(lane: list[Command], started: list[Run]) -> None:
    """Run the commands of a lane one after the other; each is added to ``started``."""
    for command in lane:
        started.append(start(*command))
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
    with throw_away_cluster(programs) as postgres:
        threads = [
            Thread(target=run, args=(lane, started), daemon=True) for lane in lanes(postgres)
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
