"""Activities as an .ics file (RFC 5545)."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event

from .models import Activity


def calendar_of(activities: Iterable[Activity]) -> bytes:
    """The activities as an .ics file, one event each, linked to the activity's page."""
    calendar = Calendar()
    calendar.add("prodid", "-//Hongmajia//services//ZH")
    calendar.add("version", "2.0")
    for activity in activities:
        calendar.add_component(_event(activity))
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
    if activity.meeting_link:
        event.add("description", activity.meeting_link)
    return event
