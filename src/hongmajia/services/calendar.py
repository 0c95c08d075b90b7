"""Activities as an .ics file (RFC 5545)."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Max, Model
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from hongmajia.core.models import Event as Act
from hongmajia.offers.enums import OfferMode

from .enums import ActivityState
from .models import Activity


def is_among_parties(activity: Activity) -> bool:
    """Whether only the parties see the activity, so that each of its readers may meet."""
    return not activity.is_open


def page_for_accounts(activity: Activity) -> str:
    """The page of the activity; unless it is open to all, its readers sign in."""
    return reverse("activity", args=[activity.pk])


def calendar_of(
    activities: Iterable[Activity],
    may_meet: Callable[[Activity], bool] = is_among_parties,
    page: Callable[[Activity], str] = page_for_accounts,
) -> bytes:
    """The activities as an .ics file, one event each, linked to its ``page`` unless that is empty.

    The link of an online meeting is in those that the reader ``may_meet``. Enterprises are not
    named: calendars are kept in clouds and shown on locked telephones.
    """
    calendar = empty_calendar("services")
    for event in events_of(activities, may_meet, page):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def events_of(
    activities: Iterable[Activity],
    may_meet: Callable[[Activity], bool] = is_among_parties,
    page: Callable[[Activity], str] = page_for_accounts,
) -> Iterator[Event]:
    """The event of each activity, as ``calendar_of`` says; one query for all their versions."""
    found = list(activities)
    versions = versions_of(Activity, [activity.pk for activity in found])
    for activity in found:
        event = _event(activity)
        add_version(event, versions.get(activity.pk))
        if path := page(activity):
            event.add("url", settings.SITE_ADDRESS + path)
        if activity.meeting_link and may_meet(activity):
            event.add("description", activity.meeting_link)
        yield event


def empty_calendar(room: str) -> Calendar:
    """A calendar without events, made by ``room``."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Hongmajia//{room}//ZH")
    calendar.add("version", "2.0")
    return calendar


Version = tuple[int, datetime]
"""The number of logged acts on a thing, and when the last one was."""


def versions_of(model: type[Model], keys: Collection[int]) -> dict[int, Version]:
    """Key → version of the things of ``model``; those without a logged act are left out."""
    kind = ContentType.objects.get_for_model(model)
    acts = Act.objects.filter(subject_type=kind, subject_id__in=keys).order_by()
    counted = acts.values_list("subject_id").annotate(n=Count("pk"), last=Max("at"))
    return {key: (n, last) for key, n, last in counted}


def add_version(event: Event, version: Version | None, *, earlier: int = 0) -> None:
    """Say which version of itself the event is: a calendar keeps the highest ``SEQUENCE``.

    Each logged act makes the number grow; ``earlier`` is added to it. In a calendar without a
    method ``DTSTAMP`` is when the event was last revised, as ``LAST-MODIFIED`` (RFC 5545, 3.8.7.2).
    """
    number, at = version or (0, timezone.now())
    event.add("sequence", number + earlier)
    event.add("dtstamp", at)
    event.add("last-modified", at)


def _event(activity: Activity) -> Event:
    is_off = activity.state == ActivityState.CALLED_OFF
    is_online = activity.mode == OfferMode.ONLINE
    event = Event()
    event.add("uid", f"activity-{activity.pk}@hongmajia")
    event.add("summary", activity.title)
    event.add("dtstart", activity.starts_at)
    event.add("dtend", activity.ends_at)
    event.add("location", _("在线") if is_online else activity.full_place)
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    return event
