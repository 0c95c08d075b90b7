"""Working days and due times: something is due at 17:30 of a working day, in local time."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from uuid import uuid4

from django.core.cache import cache
from django.utils import timezone

from .deadlines import Deadline, SpecialDays
from .models import Holiday

OPENING, CLOSING = time(8, 30), time(17, 30)
"""Office hours; things are due when they end."""


_read: tuple[str, dict[date, bool]] = ("", {})
"""The days as they were read last, under the word by which the cache knows them."""


def special_days() -> dict[date, bool]:
    """Return the days that differ from Monday to Friday → whether they are working days.

    Read once a minute by each process, so that the worker sees a change made in the web process.
    The cache has only a word for them: each row of a page asks, and a cache copies what it has.
    """
    global _read
    word, days = _read
    if word and cache.get("holidays") == word:
        return days
    _read = word, days = uuid4().hex, stored_special_days()
    cache.set("holidays", word, 60)
    return days


def forget_special_days() -> None:
    """Clear this process's cache; call it when a holiday has changed."""
    cache.delete("holidays")


def stored_special_days() -> dict[date, bool]:
    """``special_days`` as this transaction sees them, past the cache."""
    return dict(Holiday.objects.values_list("date", "is_workday"))


def is_workday(day: date, special: SpecialDays | None = None) -> bool:
    """Whether ``day`` is a working day, by ``special`` or by the cached ``special_days``."""
    known = special_days() if special is None else special
    return known.get(day, day.weekday() < 5)


def is_office_time(moment: datetime) -> bool:
    """Whether offices are open: within the hours of a working day."""
    here = timezone.localtime(moment)
    return is_workday(here.date()) and OPENING <= here.time() < CLOSING


def _workdays_after(day: date, special: SpecialDays) -> Iterator[date]:
    while True:
        day += timedelta(days=1)
        if is_workday(day, special):
            yield day


def closing_of(day: date) -> datetime:
    """Return 17:30 of ``day``."""
    return timezone.make_aware(datetime.combine(day, CLOSING))


def closing_after(day: date, workdays: int, special: SpecialDays) -> datetime:
    """Return 17:30 of the ``workdays``-th working day after ``day``."""
    days = _workdays_after(day, special)
    return closing_of(next(day for count, day in enumerate(days, start=1) if count >= workdays))


def due_after(start: datetime, workdays: int) -> datetime:
    """Return 17:30 of the ``workdays``-th working day after the day of ``start``."""
    return closing_after(timezone.localdate(start), workdays, special_days())


def counted(
    start: datetime, workdays: int, *, stage: str = "", opens: date | None = None
) -> Deadline:
    """The deadline ``workdays`` after ``start``, or after ``opens``, the first day of ``stage``."""
    since = timezone.localdate(start)
    begin = max(since, opens) if opens else since
    return Deadline(closing_after(begin, workdays, special_days()), since, workdays, stage)


def workdays_between(start: date, end: date) -> int:
    """Return the number of working days after ``start`` up to and including ``end``.

    Negative if ``end`` is the earlier one.
    """
    if end < start:
        return -workdays_between(end, start)
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    special = special_days()
    return sum(is_workday(day, special) for day in days)
