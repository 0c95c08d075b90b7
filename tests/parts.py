"""Keeping some of the tests that were collected; those of one part of all files."""

import pytest


def leave_out_other_parts(
    config: pytest.Config, tests: list[pytest.Item], number: int, parts: int
) -> None:
    """Of all files with tests, keep those of one part; files that stand together are dealt out."""
    files = sorted({test.path for test in tests})
    chosen = set(files[number - 1 :: parts])
    keep_only(config, tests, [test for test in tests if test.path in chosen])


def keep_only(config: pytest.Config, tests: list[pytest.Item], kept: list[pytest.Item]) -> None:
    """Deselect all other tests, so that the summary of pytest counts them."""
    chosen = set(kept)
    config.hook.pytest_deselected(items=[test for test in tests if test not in chosen])
    tests[:] = kept
