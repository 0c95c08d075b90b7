"""Working days and due times: something is due at 17:30 of a working day, in local time."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.core.cache import cache
from django.utils import timezone

from .models import Holiday

CLOSING = time(17, 30)
"""The time of day at which things are due."""


def special_days() -> dict[date, bool]:
    """Return the days that differ from Monday to Friday → whether they are working days.

    Cached for a minute in each process, so that the worker sees a change made in the web process.
    """
    return cache.get_or_set("holidays", _load_special_days, 60) or {}


def forget_special_days() -> None:
    """Clear this process's cache; call it when a holiday has changed."""
    cache.delete("holidays")


def _load_special_days() -> dict[date, bool]:
    return dict(Holiday.objects.values_list("date", "is_workday"))


def is_workday(day: date) -> bool:
    """Whether ``day`` is a working day."""
    return special_days().get(day, day.weekday() < 5)


def _workdays_after(day: date) -> Iterator[date]:
    while True:
        day += timedelta(days=1)
        if is_workday(day):
            yield day


def closing_of(day: date) -> datetime:
    """Return 17:30 of ``day``."""
    return timezone.make_aware(datetime.combine(day, CLOSING))


def due_after(start: datetime, workdays: int) -> datetime:
    """Return 17:30 of the ``workdays``-th working day after the day of ``start``."""
    days = _workdays_after(timezone.localtime(start).date())
    last = next(day for count, day in enumerate(days, start=1) if count >= workdays)
    return closing_of(last)


def workdays_between(start: date, end: date) -> int:
    """Return the number of working days after ``start`` up to and including ``end``.

    Negative if ``end`` is the earlier one.
    """
    if end < start:
        return -workdays_between(end, start)
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(map(is_workday, days))
