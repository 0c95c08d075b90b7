"""Limits: counted for each visitor, refused with the minutes to wait, free again afterwards."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.urls import get_resolver
from django.utils import timezone

from hongmajia.core.errors import TooOften
from hongmajia.core.limits import EXPORTED, Limit, limited, number_of

TWICE = Limit("test", 2, 600, "%(most)s次/%(within)s分钟，再等%(minutes)s分钟")


def test_the_third_time_is_refused_with_the_minutes_to_wait() -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        TWICE.take("wang")
        TWICE.take("wang")
        clock.shift(150)
        with pytest.raises(TooOften, match="2次/10分钟，再等8分钟") as refused:
            TWICE.take("wang")
        assert (refused.value.status, refused.value.wait) == (429, 450)
        TWICE.take("li")
        clock.shift(451)
        TWICE.take("wang")


def test_what_was_only_counted_uses_the_limit_up_too() -> None:
    TWICE.count("wang")
    TWICE.check("wang")
    TWICE.count("wang")
    with pytest.raises(TooOften):
        TWICE.check("wang")


def test_the_counts_keep_no_telephone_number() -> None:
    TWICE.take(number_of("13812341234"))
    file = settings.DATA / "attempts" / "counts.sqlite3"
    assert b"13812341234" not in file.read_bytes()
    with pytest.raises(TooOften):
        [TWICE.take(number_of("13812341234")) for _ in range(2)]


SMALL = {
    "api/openapi.json": "the same for everybody",
    "offers/feed.atom": "the latest few",
    "needs/feed.atom": "the latest few",
    "news/feed.atom": "the latest few",
    "track/<code>/calendar.ics": "one appointment",
    "sign-ups/<signed>/calendar.ics": "one activity",
    "activities/<int:pk>/calendar.ics": "one activity",
    "activities/<int:pk>/door.png": "for staff",
    "activities/<int:pk>/said.png": "for staff",
    "itineraries/<int:pk>/calendar.ics": "for staff and the helper",
    "calendar/<feed>.ics": "counted for each feed, in the view",
}
"""File without a limit for each visitor → why making it costs little."""


def files(patterns: Any = None, above: str = "") -> Iterator[tuple[str, Any]]:
    """Every address of the product that is a file, such as a PDF or a table, with its view."""
    for pattern in patterns or get_resolver().url_patterns:
        address = above + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from files(pattern.url_patterns, address)
        elif re.search(r"\.(pdf|docx|xlsx|csv|json|png|jpg|zip|atom|ics)$", address):
            yield address, pattern.callback


def is_limited(view: Any) -> bool:
    """Whether ``limited`` decorates the view, perhaps below other decorators."""
    counting = limited(EXPORTED)(lambda _request: None).__code__
    while view is not None:
        if getattr(view, "__code__", None) is counting:
            return True
        view = getattr(view, "__wrapped__", None)
    return False


def test_every_file_is_limited_or_small() -> None:
    """A new file that is typeset or read from tables on demand needs a limit."""
    found = dict(files())
    assert len(found) > 25
    assert {address for address, view in found.items() if not is_limited(view)} == set(SMALL)
