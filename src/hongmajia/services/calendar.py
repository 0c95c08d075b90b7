"""Activities as an .ics file (RFC 5545)."""

from collections.abc import Callable, Iterable

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event

from .models import Activity


def is_among_parties(activity: Activity) -> bool:
    """Whether only the parties see the activity, so that each of its readers may meet."""
    return not activity.is_open


def calendar_of(
    activities: Iterable[Activity], may_meet: Callable[[Activity], bool] = is_among_parties
) -> bytes:
    """The activities as an .ics file, one event each, linked to the activity's page.

    The link of an online meeting is in those that the reader ``may_meet``.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Hongmajia//services//ZH")
    calendar.add("version", "2.0")
    for activity in activities:
        event = _event(activity)
        if activity.meeting_link and may_meet(activity):
            event.add("description", activity.meeting_link)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(activity: Activity) -> Event:
    event = Event()
    event.add("uid", f"activity-{activity.pk}@hongmajia")
    event.add("summary", activity.title)
    event.add("dtstamp", activity.opened_at)
    event.add("dtstart", activity.starts_at)
    event.add("dtend", activity.ends_at)
    event.add("location", activity.place or activity.region.place)
    event.add("url", settings.SITE_ADDRESS + reverse("activity", args=[activity.pk]))
    return event
