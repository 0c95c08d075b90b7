"""Activities as an .ics file (RFC 5545)."""

from collections.abc import Callable, Iterable

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, Model
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
    for activity in activities:
        event = _event(activity)
        if path := page(activity):
            event.add("url", settings.SITE_ADDRESS + path)
        if activity.meeting_link and may_meet(activity):
            event.add("description", activity.meeting_link)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def empty_calendar(room: str) -> Calendar:
    """A calendar without events, made by ``room``."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Hongmajia//{room}//ZH")
    calendar.add("version", "2.0")
    return calendar


def add_version(event: Event, subject: Model, *, earlier: int = 0) -> None:
    """Say which version of itself the event is: a calendar keeps the highest ``SEQUENCE``.

    Each logged act on ``subject`` makes the number grow; ``earlier`` is added to it.
    """
    kind = ContentType.objects.get_for_model(subject)
    acts = Act.objects.filter(subject_type=kind, subject_id=subject.pk)
    event.add("sequence", acts.count() + earlier)
    event.add("dtstamp", acts.aggregate(last=Max("at"))["last"] or timezone.now())


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
    add_version(event, activity)
    return event
