"""Which tests also run on a second database: those whose result may differ there; its clean-up.

``make test`` runs everything on SQLite. On PostgreSQL it leaves out tests that use no database,
tests in a browser (the tests of the rooms run the same queries on both databases), tests that count
queries (Python decides how many there are), tests marked ``one_database``, each with a reason, and
tests listed in ``asked_by_others.txt``: others that stay run the same SQL statements. That list is
made, and proved to be true, by ``proofs/second_database.py``.
"""

from pathlib import Path
from typing import Any

import pytest
from django.db.backends.postgresql.operations import DatabaseOperations

from tests.parts import keep_only

DATABASE = {"db", "transactional_db"}
ONCE = {"live_server", "django_assert_num_queries", "django_assert_max_num_queries"}
"""Fixtures of tests in a browser (``page`` has other uses too) and of tests that count queries."""


ASKED_BY_OTHERS = Path(__file__).with_name("asked_by_others.txt")


def function_of(test: str) -> str:
    """``tests/test_a.py::test_b[1]`` → ``tests/test_a.py::test_b``."""
    return test.partition("[")[0]


def may_differ(test: pytest.Item) -> bool:
    """Whether the result of the test may differ on another database."""
    fixtures = set(getattr(test, "fixturenames", ()))
    asks = bool(fixtures & DATABASE) or test.get_closest_marker("django_db") is not None
    once = bool(fixtures & ONCE) or test.get_closest_marker("one_database") is not None
    return asks and not once


def leave_out_what_cannot_differ(config: pytest.Config, tests: list[pytest.Item]) -> None:
    """Deselect the tests that cannot differ, and those whose statements others run."""
    listed = set(ASKED_BY_OTHERS.read_text().splitlines())
    keep_only(
        config, tests, [t for t in tests if may_differ(t) and function_of(t.nodeid) not in listed]
    )


def empty_by_deleting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let tests that commit clean up with DELETE, not with TRUNCATE.

    TRUNCATE makes new files for each table and each index, some six hundred; here a few rows go.
    """

    def sql_flush(self: DatabaseOperations, style: Any, tables: list[str], **_: Any) -> list[str]:
        # Without triggers, so that the order of the tables does not matter.
        deleting = [f"DELETE FROM {self.quote_name(table)}" for table in tables]
        role = "SET session_replication_role = "
        return [f"{role} replica", *deleting, f"{role} DEFAULT"]

    monkeypatch.setattr(DatabaseOperations, "sql_flush", sql_flush)
