"""The visits of an itinerary as an .ics file (RFC 5545)."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from icalendar import Event

from hongmajia.services.calendar import add_version, empty_calendar

from .models import Itinerary, Stop
from .queries import NOT_SERVED_YET


def calendar_of(stops: Iterable[Stop]) -> bytes:
    """Return an iCalendar file with one event for each visit, linked to the engagement's page.

    A visit whose engagement has ended without it is in the file as cancelled.
    """
    calendar = empty_calendar("visits")
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
    event.add("dtstart", stop.begins)
    event.add("dtend", stop.ends)
    event.add("location", need.region.place)
    event.add("status", _status(stop))
    event.add("url", settings.SITE_ADDRESS + reverse("engagement", args=[stop.engagement_id]))
    add_version(event, stop.engagement, earlier=_plans_until(stop.itinerary))
    return event


def _status(stop: Stop) -> str:
    if stop.engagement.state not in NOT_SERVED_YET:
        return "CANCELLED"
    return "CONFIRMED" if stop.is_agreed else "TENTATIVE"


def _plans_until(itinerary: Itinerary) -> int:
    """The number of the helper's itineraries up to this one: each may move the visit."""
    return Itinerary.objects.filter(helper=itinerary.helper_id, pk__lte=itinerary.pk).count()
