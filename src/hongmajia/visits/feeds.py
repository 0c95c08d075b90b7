"""Private calendar addresses: making, renewing and revoking them, and what they hold."""

import secrets
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from icalendar import Event

from hongmajia.core.actors import user_of
from hongmajia.core.acts import record
from hongmajia.engagements.enums import EngagementState
from hongmajia.engagements.models import Engagement
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from hongmajia.services.calendar import empty_calendar
from hongmajia.services.calendar import events_of as events_of_activities
from hongmajia.services.models import Activity
from hongmajia.unions.mastheads import site_name_here

from .calendar import events_of
from .enums import FeedVerb, ItineraryState
from .models import CalendarFeed, Itinerary, Stop
from .querysets import digests_of

BEHIND = timedelta(days=60)
"""How far back a feed reaches."""
REFRESH = "PT1H"
"""How often calendar programs are asked to look (RFC 7986)."""
TOKEN_BYTES = 32
WITHOUT_TIME = (EngagementState.PROPOSED, EngagementState.ACCEPTED)
"""States of an engagement whose two sides have not agreed on a time."""


@transaction.atomic
def make_feed(*, actor: Any) -> str:
    """Give the actor a new private address; returns its token, which is stored nowhere.

    An address made before stops working at once.
    """
    user = user_of(actor)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    had = bool(CalendarFeed.objects.filter(user=user).delete()[0])
    made = CalendarFeed.objects.create(user=user, digest=digests_of(token)[0])
    record(actor, FeedVerb.RENEWED if had else FeedVerb.MADE, made)
    return token


@transaction.atomic
def revoke_feed(*, actor: Any) -> bool:
    """End the actor's private address; ``False`` if they had none."""
    found = CalendarFeed.objects.select_for_update(of=("self",)).filter(user=user_of(actor)).first()
    if found is None:
        return False
    record(actor, FeedVerb.REVOKED, found)
    found.delete()
    return True


def read_feed(feed: CalendarFeed) -> bytes:
    """The calendar of the feed's owner, with what was called off as cancelled.

    A time that a plan proposes is in it until the two sides agree on one. Enterprises are not
    named.
    """
    CalendarFeed.objects.filter(pk=feed.pk).update(read_at=timezone.now())
    calendar = empty_calendar("feed")
    calendar.add("x-wr-calname", site_name_here())
    calendar.add("refresh-interval;value=duration", REFRESH)
    for event in _events(feed.user):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(user: Any) -> Iterator[Event]:
    activities = activities_of(user).select_related("region__parent").order_by("starts_at", "pk")
    yield from events_of_activities(activities, may_meet=lambda _activity: True)
    yield from events_of(planned_stops_of(user))


def activities_of(user: Any) -> Any:
    """Sessions in which the user takes part: as helper, as asker, signed up, or as organiser."""
    helpers = Helper.objects.of(user).order_by().values("pk")
    needs = Need.objects.asked_by(user).order_by().values("pk")
    engaged = Engagement.objects.filter(Q(helper__in=helpers) | Q(need__in=needs)).order_by()
    every = Activity._default_manager.order_by()
    mine = [
        every.filter(engagements__in=engaged.values("pk")),
        every.filter(attendances__helper__in=helpers),
        every.filter(sign_ups__user=user),
        every.filter(opened_by=user, is_open=True),
    ]
    first, *others = (part.values("pk") for part in mine)
    since = timezone.now() - BEHIND
    return Activity.objects.filter(pk__in=first.union(*others), ends_at__gte=since)


def planned_stops_of(user: Any) -> list[Stop]:
    """Visits with a proposed time in the last plan of each month, which nobody has agreed on."""
    plans: dict[Any, int] = {}
    own = Itinerary.objects.filter(
        helper__in=Helper.objects.of(user).order_by().values("pk"), state=ItineraryState.READY
    )
    for pk, helper, month in own.order_by("pk").values_list("pk", "helper", "month"):
        plans[helper, month] = pk
    stops = Stop.objects.filter(itinerary__in=plans.values(), is_agreed=False).made()
    waiting = stops.filter(engagement__state__in=WITHOUT_TIME, ends__gte=timezone.now())
    return list(
        waiting.with_details().select_related("itinerary", "engagement__need__region__parent")
    )
