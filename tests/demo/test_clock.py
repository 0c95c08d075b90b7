"""Under a set clock everything that asks Django for the time is told the set one."""

from datetime import UTC, datetime

from django.utils import timezone

from hongmajia.core.models import Event
from hongmajia.demo.clock import clock_at

THEN = datetime(2021, 5, 12, 1, tzinfo=UTC)


def test_now_today_and_the_defaults_of_fields_are_set() -> None:
    with clock_at(THEN):
        assert timezone.now() == THEN
        assert Event().at == THEN
        assert str(timezone.localdate()) == "2021-05-12"
        assert timezone.localtime(THEN).hour == 9
    assert timezone.now() > THEN
    assert Event().at > THEN


def test_a_time_told_before_is_still_put_into_local_time() -> None:
    with clock_at(THEN):
        assert timezone.template_localtime(datetime(2021, 5, 1, tzinfo=UTC)).hour == 8
