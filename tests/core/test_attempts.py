"""Counts in a window that begins with the first and is not prolonged by the next."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from pytest_django import Settings

from hongmajia.core import attempts


@pytest.fixture(autouse=True)
def none_counted() -> Iterator[None]:
    attempts.forget_all()
    yield
    attempts.forget_all()


def test_the_window_ends_when_the_first_said_so() -> None:
    with time_machine.travel(1_800_000_000, tick=False) as clock:
        assert attempts.count("codes", 600) == 1
        clock.shift(599)
        assert attempts.count("codes", 600) == 2
        assert attempts.counted("codes") == 2
        clock.shift(1)
        assert attempts.counted("codes") == 0
        assert attempts.count("codes", 600) == 1


def test_none_is_lost_when_several_count_at_once() -> None:
    """Each thread has its own connection, as processes have."""
    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(lambda _: attempts.count("codes", 600), range(40)))
    assert sorted(counts) == list(range(1, 41))


def test_names_are_counted_apart() -> None:
    attempts.count("codes", 600)
    assert attempts.counted("mails") == 0


def test_a_damaged_file_is_made_anew(settings: Settings) -> None:
    """After a power failure the windows are closed, and counting goes on."""
    attempts.count("codes", 600)
    (settings.DATA / "attempts" / "counts.sqlite3").write_bytes(b"no database" * 100)
    assert attempts.counted("codes") == 0
    assert attempts.count("codes", 600) == 1
