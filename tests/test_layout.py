"""The tests of a package are in the folder of tests/ with its name."""

from pathlib import Path

import pytest

TESTS = Path(__file__).parent
PACKAGE = TESTS.parent / "src/hongmajia"
BESIDE = {
    "deployment",  # the product behind a web server
    "journeys",  # walks through several rooms in a real browser
    "retold",  # the events of the press page, entered and read off the pages of several rooms
    "scripts",  # of the repository's scripts/
    "upgrades",  # migrating the database of an older version
}
"""Folders that test several packages, or none."""

FOLDERS = sorted(path.name for path in TESTS.iterdir() if any(path.glob("test_*.py")))


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_of_tests_is_named_after_a_package(name: str) -> None:
    assert name in BESIDE or (PACKAGE / name / "__init__.py").exists()
    assert not (name in BESIDE and (PACKAGE / name).exists()), "no exception is needed"


def test_no_exception_is_left_over() -> None:
    assert set(FOLDERS) >= BESIDE
