"""The visits of an itinerary as events of a calendar (RFC 5545)."""

from collections.abc import Iterable, Iterator, Mapping

from django.conf import settings
from django.urls import reverse
from icalendar import Event

from hongmajia.engagements.models import Engagement
from hongmajia.services.calendar import add_version, empty_calendar, versions_of
from hongmajia.services.models import Activity

from .models import Itinerary, Stop
from .queries import NOT_SERVED_YET


def calendar_of(stops: Iterable[Stop]) -> bytes:
    """Return an iCalendar file with one event for each visit, linked to the engagement's page.

    A visit whose engagement has ended without it is in the file as cancelled.
    """
    calendar = empty_calendar("visits")
    for event in events_of(stops):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def events_of(stops: Iterable[Stop]) -> Iterator[Event]:
    """The event of each visit; three queries for all of them."""
    found = list(stops)
    keys = [stop.engagement_id for stop in found]
    versions, places = versions_of(Engagement, keys), _agreed_places(keys)
    plans = _plans_until({stop.itinerary_id: stop.itinerary for stop in found})
    for stop in found:
        event = _event(stop, places)
        earlier = plans.get(stop.itinerary_id, 0)
        add_version(event, versions.get(stop.engagement_id), earlier=earlier)
        yield event


def _event(stop: Stop, places: Mapping[int, str]) -> Event:
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
    event.add("location", places.get(stop.engagement_id, need.region.place))
    event.add("status", _status(stop))
    event.add("url", settings.SITE_ADDRESS + reverse("engagement", args=[stop.engagement_id]))
    return event


def _agreed_places(engagements: Iterable[int]) -> dict[int, str]:
    """Engagement key → place of its planned visit in full; without one only the county is known."""
    keys = list(engagements)
    planned = Activity.objects.planned().filter(engagements__in=keys).order_by("-starts_at")
    visits = planned.select_related("region__parent").prefetch_related("engagements")
    return {
        engagement.pk: visit.full_place
        for visit in visits
        for engagement in visit.engagements.all()
    }


def _status(stop: Stop) -> str:
    if stop.engagement.state not in NOT_SERVED_YET:
        return "CANCELLED"
    return "CONFIRMED" if stop.is_agreed else "TENTATIVE"


def _plans_until(itineraries: Mapping[int, Itinerary]) -> dict[int, int]:
    """Itinerary → how many the helper has up to it: each may move the visit."""
    helpers = {itinerary.helper_id for itinerary in itineraries.values()}
    rows = Itinerary.objects.filter(helper__in=helpers).order_by("pk")
    counts: dict[int, int] = {}
    found: dict[int, int] = {}
    for pk, helper in rows.values_list("pk", "helper"):
        counts[helper] = found[pk] = counts.get(helper, 0) + 1
    return found
