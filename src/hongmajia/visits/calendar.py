"""The visits of an itinerary as an .ics file (RFC 5545)."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event

from .models import Stop


def calendar_of(stops: Iterable[Stop]) -> bytes:
    """Return an iCalendar file with one event for each visit, linked to the engagement's page."""
    calendar = Calendar()
    calendar.add("prodid", "-//Hongmajia//visits//ZH")
    calendar.add("version", "2.0")
    for stop in stops:
        calendar.add_component(_event(stop))
    return bytes(calendar.to_ical())


def _event(stop: Stop) -> Event:
    """Return the event of one visit.

    Its UID depends only on the engagement: after a new planning, calendars move the visit instead
    of adding it again.
    """
    need = stop.engagement.need
    event = Event()
    event.add("uid", f"visit-{stop.engagement_id}@hongmajia")
    event.add("summary", need.title)
    event.add("dtstamp", stop.itinerary.finished_at)
    event.add("dtstart", stop.begins)
    event.add("dtend", stop.ends)
    event.add("location", need.region.place)
    event.add("status", "CONFIRMED" if stop.is_agreed else "TENTATIVE")
    event.add("url", settings.SITE_ADDRESS + reverse("engagement", args=[stop.engagement_id]))
    return event
