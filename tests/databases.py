"""Which tests are asked on a second database: those whose answer may be another one there.

``make test`` runs everything on SQLite. On PostgreSQL it leaves out tests that use no database,
tests in a browser (room tests ask the same queries on both databases), and tests that are marked
``one_database``, each with its reason.
"""

import pytest

DATABASE = {"db", "transactional_db", "live_server"}
BROWSER = {"page", "browser", "new_context", "open_as"}


def may_differ(test: pytest.Item) -> bool:
    """Whether another database may answer the test differently."""
    fixtures = set(getattr(test, "fixturenames", ()))
    asks = bool(fixtures & DATABASE) or test.get_closest_marker("django_db") is not None
    once = bool(fixtures & BROWSER) or test.get_closest_marker("one_database") is not None
    return asks and not once


def leave_out_what_cannot_differ(config: pytest.Config, tests: list[pytest.Item]) -> None:
    """Deselect the others, so that pytest's closing line counts them."""
    config.hook.pytest_deselected(items=[test for test in tests if not may_differ(test)])
    tests[:] = [test for test in tests if may_differ(test)]
