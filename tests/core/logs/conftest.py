"""What is logged, caught as it would be written."""

import json
import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hongmajia.core.logs.records import JsonLines


class Written(logging.Handler):
    """Keeps the lines that a machine would read."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(JsonLines())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    def of(self, logger: str) -> list[dict[str, Any]]:
        """The lines of one logger."""
        entries = [json.loads(line) for line in self.lines]
        return [entry for entry in entries if entry["logger"] == logger]


@pytest.fixture
def written() -> Iterator[Written]:
    """Every line of the test, whatever its level."""
    handler = Written()
    root, apart = logging.getLogger(), logging.getLogger("django.security")
    level = root.level
    root.addHandler(handler)
    apart.addHandler(handler)  # hands nothing on to the root
    root.setLevel(logging.DEBUG)
    yield handler
    root.setLevel(level)
    apart.removeHandler(handler)
    root.removeHandler(handler)


@pytest.fixture
def process_environment(tmp_path: Path) -> Callable[..., dict[str, str]]:
    """The environment of another process that runs the product on an empty folder."""

    def environment(**given: str) -> dict[str, str]:
        own = {
            "HONGMAJIA_DATA": str(tmp_path),
            "HONGMAJIA_DATABASE_URL": "",
            "HONGMAJIA_HOSTS": "testserver",
            "DJANGO_SETTINGS_MODULE": "hongmajia.config.settings",
        }
        return os.environ | own | given

    return environment
