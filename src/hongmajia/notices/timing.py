"""When a message leaves: at once, at the end of the quiet hours, or with the next digest."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from hongmajia.core.clocks import OPENING, is_workday

from .enums import URGENT, Kind, Rhythm
from .models import Preference

SILENT = ("mail",)
"""Channels that wake nobody."""


def leaves_at(
    kind: str, channel: str, preference: Preference | None, now: datetime
) -> datetime | None:
    """When a message of that kind is to leave; ``None``: at once.

    What leaves later gathers all that comes until then. Urgent kinds never wait.
    """
    if kind in URGENT:
        return None
    preference = preference or Preference()
    if kind == Kind.NEWS and preference.rhythm == Rhythm.DAILY:
        return _next_opening(now)
    return None if channel in SILENT else quiet_until(preference, now)


def quiet_until(preference: Preference, now: datetime) -> datetime | None:
    """When the quiet hours end that it is now; ``None`` where it is not quiet."""
    here = timezone.localtime(now)
    begins, ends = preference.quiet_from, preference.quiet_until
    at_night = begins <= here.time() or here.time() < ends
    in_the_day = begins <= here.time() < ends
    quiet = begins != ends and (in_the_day if begins < ends else at_night)
    free = preference.quiet_holidays and not is_workday(here.date())
    if not quiet and not free:
        return None
    end = _at(here, ends if quiet else OPENING)
    end = end if end > here else end + timedelta(days=1)
    while preference.quiet_holidays and not is_workday(end.date()):
        end += timedelta(days=1)
    return end


def _next_opening(now: datetime) -> datetime:
    """The next 8:30 of a working day, at which offices open."""
    here = timezone.localtime(now)
    end = _at(here, OPENING)
    while end <= here or not is_workday(end.date()):
        end += timedelta(days=1)
    return end


def _at(day: datetime, hour: time) -> datetime:
    return day.replace(hour=hour.hour, minute=hour.minute, second=0, microsecond=0)
