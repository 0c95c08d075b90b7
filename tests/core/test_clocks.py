"""Working days: by the week, by the calendar, in local time."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hongmajia.core.clocks import (
    due_after,
    forget_special_days,
    is_workday,
    special_days,
    workdays_between,
)
from hongmajia.core.models import Holiday

pytestmark = pytest.mark.django_db
days = st.dates(date(2024, 1, 1), date(2028, 12, 31))


@pytest.fixture(autouse=True)
def fresh_calendar() -> Iterator[None]:
    forget_special_days()
    yield
    forget_special_days()


def at(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(text))


@pytest.fixture
def national_day() -> None:
    """1–7 October 2026 are free; Saturday the 10th is worked."""
    for n in range(1, 8):
        Holiday.objects.create(date=date(2026, 10, n), name="国庆节")
    Holiday.objects.create(date=date(2026, 10, 10), is_workday=True, name="国庆节调休")


@pytest.mark.parametrize(
    ("start", "workdays", "due"),
    [
        ("2026-05-11 09:00", 2, "2026-05-13 17:30"),  # Monday → Wednesday
        ("2026-05-15 16:00", 1, "2026-05-18 17:30"),  # Friday → Monday
        ("2026-05-16 10:00", 1, "2026-05-18 17:30"),  # Saturday → Monday
        ("2026-05-15 23:59", 5, "2026-05-22 17:30"),
    ],
)
def test_the_week(start: str, workdays: int, due: str) -> None:
    assert due_after(at(start), workdays) == at(due)


def test_holidays_and_worked_weekends(national_day: None) -> None:
    assert due_after(at("2026-09-30 10:00"), 1) == at("2026-10-08 17:30")
    assert due_after(at("2026-09-30 10:00"), 3) == at("2026-10-10 17:30")
    assert workdays_between(date(2026, 9, 30), date(2026, 10, 11)) == 3


def test_the_day_is_shanghais() -> None:
    """18:00 on Thursday in London is already Friday in Shanghai."""
    thursday = datetime(2026, 5, 14, 18, tzinfo=UTC)
    assert due_after(thursday, 1) == at("2026-05-18 17:30")


def test_the_calendar_is_read_once(national_day: None, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(1):
        workdays_between(date(2026, 1, 1), date(2026, 12, 31))
        due_after(at("2026-09-30 10:00"), 30)


def test_a_change_is_heard_once_it_is_told() -> None:
    day = date(2026, 10, 1)
    assert is_workday(day)
    Holiday.objects.create(date=day)
    assert is_workday(day)  # still the calendar of before
    forget_special_days()
    assert special_days() == {day: False}
    assert not is_workday(day)


@given(start=days, end=days)
def test_counting_back_is_counting_forth(start: date, end: date) -> None:
    assert workdays_between(start, end) == -workdays_between(end, start)


@given(start=days, middle=days, end=days)
def test_spans_add_up(start: date, middle: date, end: date) -> None:
    whole = workdays_between(start, end)
    assert workdays_between(start, middle) + workdays_between(middle, end) == whole


@given(start=days, workdays=st.integers(1, 30))
def test_what_is_due_is_as_many_workdays_away(start: date, workdays: int) -> None:
    begun = timezone.make_aware(datetime(start.year, start.month, start.day, 9))  # noqa: DTZ001
    due = timezone.localtime(due_after(begun, workdays)).date()
    assert workdays_between(start, due) == workdays
    assert is_workday(due)
