"""An empty cache for each test of the public pages."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache, caches


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    for each in (cache, caches["attempts"]):
        each.clear()
    yield
    for each in (cache, caches["attempts"]):
        each.clear()
