"""Each SQL statement that a test runs is also run by a test that PostgreSQL gets.

    python proofs/second_database.py [--write]

On PostgreSQL ``make test`` leaves out the tests of ``tests/asked_by_others.txt``. This proof
records the statements of all tests on SQLite, and fails if only listed tests run one. With
``--write`` it makes the list anew: it keeps the tests about databases, and then again and again the
test that adds the most new statements per second of processor time, until all are run (the greedy
algorithm for the weighted set cover problem). It also fails if a listed test no longer exists.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
LIST = ROOT / "tests" / "asked_by_others.txt"
WITHOUT_ROOMS = ("engine", "match_command", "journeys", "upgrades", "deployment")
ASKS_LESS = "test_access.py"
"""Of the table of all addresses, PostgreSQL is asked a part: it is counted on top."""

ABOUT_DATABASES = (
    "test_race.py", "test_lists.py", "test_search.py", "test_figures.py", "test_measures.py",
    "test_facets.py", "test_migrating.py", "test_encryption.py",
)  # fmt: skip
"""Tests of order, of sums, of locks and the like: the same statement may answer differently."""


class Test(NamedTuple):
    """A test function: the processor time of it, and the SQL statements that it runs."""

    seconds: float
    statements: set[str]


def main() -> int:
    """Run the proof, or write the list; 1 when PostgreSQL misses a statement or a name is stale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="make the list anew")
    is_writing = parser.parse_args().write
    tests = recorded()
    if is_writing:
        LIST.write_text("".join(f"{name}\n" for name in sorted(tests.keys() - chosen(tests))))
    listed = set(LIST.read_text().splitlines())
    missing, stale = unasked(tests, listed), listed - set(tests)
    print(
        *sorted(missing),
        *(f"listed, but not among the tests: {name}" for name in sorted(stale)),
        sep="\n",
    )
    print(
        f"{len(tests)} tests, {len(listed)} listed, {len(missing)} statements not run without them"
    )
    return 1 if missing or stale else 0


def recorded() -> dict[str, Test]:
    """All tests of the rooms whose result may differ on another database, run on SQLite."""
    without = [f"--ignore=tests/{name}" for name in (*WITHOUT_ROOMS, ASKS_LESS)]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "tests.json"
        command = [sys.executable, "-m", "pytest", "-q", "--hypothesis-profile=ci", *without]
        command += [f"--record={file}"]
        subprocess.run(
            command, cwd=ROOT, env=os.environ | {"HONGMAJIA_DATABASE_URL": ""}, check=True
        )
        rows = json.loads(file.read_text())
    return {name: Test(row["seconds"], set(row["statements"])) for name, row in rows.items()}


def chosen(tests: dict[str, Test]) -> set[str]:
    """The tests for PostgreSQL: those about databases, and more until each statement is run."""
    kept = {name for name in tests if name.partition("::")[0].endswith(ABOUT_DATABASES)}
    left = set().union(*(test.statements for test in tests.values())) - run_by(tests, kept)
    while left:
        best = max(tests, key=lambda name: worth(tests[name], left))
        kept.add(best)
        left -= tests[best].statements
    return kept


def worth(test: Test, left: set[str]) -> float:
    """How many of the statements that are left it runs for a second; starting a test costs too."""
    return len(test.statements & left) / (test.seconds + 0.01)


def run_by(tests: dict[str, Test], names: set[str]) -> set[str]:
    """The statements of these tests."""
    return set().union(*(tests[name].statements for name in names))


def unasked(tests: dict[str, Test], listed: set[str]) -> set[str]:
    """The statements that only listed tests run."""
    return run_by(tests, set(tests) & listed) - run_by(tests, set(tests) - listed)


if __name__ == "__main__":
    sys.exit(main())
