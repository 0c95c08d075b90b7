"""Run the tests that a change can break, nearest first, for at most 75 seconds (`make quick`).

The change is what differs from the commit given as argument, by default the last one (``HEAD``),
including untracked files. The tests run in this order: changed tests; tests of the packages with
changed modules; tests of the packages that import these, nearer ones in the graph of imports first.
Only SQLite is used, and no browser. When the time is over, the tests that did not run are named;
`make test` runs everything.
"""

import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parent.parent
SECONDS = 75
SOURCES = Path("src")
PACKAGE = "hongmajia"
ALWAYS = ("tests/test_rooms.py", "tests/test_layout.py", "tests/test_translations.py")
"""Quick tests of rules that any change can break."""


def changed(commit: str) -> list[Path]:
    """Files that differ from the commit, and untracked files."""
    since = git("diff", "--name-only", commit)
    new = git("ls-files", "--others", "--exclude-standard")
    return sorted({Path(name) for name in [*since, *new]})


def git(*words: str) -> list[str]:
    """The lines that a git command prints."""
    done = subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout.splitlines()


def packages_of(files: Iterable[Path]) -> list[str]:
    """The packages below ``hongmajia`` that the source files belong to, such as ``needs``."""
    inside = (path.relative_to(SOURCES) for path in files if path.is_relative_to(SOURCES))
    return sorted({path.parts[1] for path in inside if len(path.parts) > 2})


def by_distance(packages: list[str]) -> Iterator[str]:
    """The packages themselves, then what imports them, then what imports that, and so on."""
    graph = grimp.build_graph(PACKAGE)
    known, nearest = set(packages), list(packages)
    while nearest:
        yield from nearest
        found = {name for package in nearest for name in importers(graph, package)} - known
        known |= found
        nearest = sorted(found)


def importers(graph: grimp.ImportGraph, package: str) -> set[str]:
    """The packages with a module that imports one of ``package``."""
    whole = f"{PACKAGE}.{package}"
    modules = {whole, *graph.find_descendants(whole)} if whole in graph.modules else set()
    importing = graph.find_modules_that_directly_import
    direct = {name for module in modules for name in importing(module)}
    return {name.split(".")[1] for name in direct if name.count(".")} - {package}


def chosen(files: list[Path]) -> list[str]:
    """The files and folders for pytest, the nearest first, each once."""
    tests = [str(path) for path in files if path.parts[0] == "tests" and is_test(path)]
    folders = [f"tests/{name}" for name in by_distance(packages_of(files))]
    paths = dict.fromkeys([*tests, *ALWAYS, *folders])
    return [path for path in paths if (ROOT / path).exists()]


def is_test(path: Path) -> bool:
    """Whether pytest collects the file."""
    return path.name.startswith("test_") and path.suffix == ".py"


class Deadline:
    """A pytest plugin that leaves out tests in a browser and ends the run when the time is over."""

    def __init__(self) -> None:
        self.begun = time.monotonic()
        self.left = 0

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Deselect tests that need a browser."""
        items[:] = [item for item in items if "live_server" not in item.fixturenames]  # type: ignore[attr-defined]
        self.left = len(items)

    def pytest_runtest_logfinish(self) -> None:
        """Count a test that has run."""
        self.left -= 1

    def pytest_runtest_protocol(self, item: pytest.Item) -> None:
        """Stop the run before the first test that would start after the time is over."""
        if time.monotonic() - self.begun > SECONDS:
            item.session.shouldstop = f"{SECONDS} s are over"

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print which tests did not run."""
        if self.left:
            terminalreporter.write_line(f"Not asked: {self.left} tests further away (make test).")


def main() -> int:
    """Find and run the tests. Returns the exit code of pytest, 0 if nothing has changed."""
    files = changed(sys.argv[1] if len(sys.argv) > 1 else "HEAD")
    paths = chosen(files)
    print(f"{len(files)} changed files:", *paths, flush=True)
    return pytest.main(["-q", "--durations=5", *paths], plugins=[Deadline()])


if __name__ == "__main__":
    sys.exit(main())
