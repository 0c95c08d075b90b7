"""Limits: counted for each visitor, refused with the minutes to wait, free again afterwards."""

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from hongmajia.core.errors import TooOften
from hongmajia.core.limits import Limit, number_of

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
