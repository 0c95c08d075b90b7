"""Working days: an office answers by 17:30 of the last of them, in Shanghai time."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.core.cache import cache
from django.utils import timezone

from .models import Holiday

CLOSING = time(17, 30)


def exceptions() -> dict[date, bool]:
    """Days that break the week's rule → whether they are worked.

    Kept a minute in each process, so that the task worker hears of a change made on the web.
    """
    return cache.get_or_set("holidays", _load_exceptions, 60) or {}


def forget_exceptions() -> None:
    """Call it when a holiday has changed."""
    cache.delete("holidays")


def _load_exceptions() -> dict[date, bool]:
    return dict(Holiday.objects.values_list("date", "is_workday"))


def is_workday(day: date) -> bool:
    return exceptions().get(day, day.weekday() < 5)


def _workdays_after(day: date) -> Iterator[date]:
    while True:
        day += timedelta(days=1)
        if is_workday(day):
            yield day


def closing_of(day: date) -> datetime:
    """When the office closes on ``day``."""
    return timezone.make_aware(datetime.combine(day, CLOSING))


def due_after(start: datetime, workdays: int) -> datetime:
    """Closing time of the ``workdays``-th working day after ``start``, itself not counted."""
    days = _workdays_after(timezone.localtime(start).date())
    last = next(day for count, day in enumerate(days, start=1) if count >= workdays)
    return closing_of(last)


def workdays_between(start: date, end: date) -> int:
    """Working days after ``start`` up to and including ``end``; negative when it is earlier."""
    if end < start:
        return -workdays_between(end, start)
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(map(is_workday, days))
