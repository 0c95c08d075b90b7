"""Which SQL statements each test runs, and how long it takes.

``--record FILE`` chooses the tests whose result may differ on another database, and writes what it
saw to the file. ``proofs/second_database.py`` reads it.
"""

import json
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.databases import function_of, may_differ
from tests.parts import keep_only

NOISE = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")
VALUES = re.compile(r"\(\s*%s(?:, %s)*\s*\)")
ROWS = re.compile(r"(?:\(%s\), )+\(%s\)")
NUMBER = re.compile(r"\b\d+\b")


def shape(sql: str) -> str:
    """The statement without its numbers, and with lists of values of one length."""
    return NUMBER.sub("0", ROWS.sub("(%s)", VALUES.sub("(%s)", sql)))


class Recording:
    """The statements and the seconds of each test function, its parameters taken together."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.seconds: dict[str, float] = defaultdict(float)
        self.statements: dict[str, set[str]] = defaultdict(set)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Add the processor time of the test with its fixtures."""
        begun = time.process_time()
        try:
            return (yield)
        finally:
            self.seconds[function_of(item.nodeid)] += time.process_time() - begun

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        """Note what the test itself asks, fixtures aside."""
        seen = self.statements[function_of(item.nodeid)]

        def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
            if not sql.startswith(NOISE):
                seen.add(shape(sql))
            return execute(sql, *rest)

        with connection.execute_wrapper(note):
            return (yield)

    def pytest_collection_modifyitems(
        self, config: pytest.Config, items: list[pytest.Item]
    ) -> None:
        """Only tests that the rules leave on both databases."""
        keep_only(config, items, [test for test in items if may_differ(test)])

    def pytest_sessionfinish(self) -> None:
        """Write the file."""
        tests = {
            name: {"seconds": seconds, "statements": sorted(self.statements[name])}
            for name, seconds in self.seconds.items()
        }
        self.file.write_text(json.dumps(tests))
