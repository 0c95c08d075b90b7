"""No test of the public pages lives off what another has left in the cache."""

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
