"""A helper's visits, free days, and the stored itinerary with its current state."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from hongmajia.engagements.enums import EngagementState
from hongmajia.engagements.models import Engagement
from hongmajia.engagements.queries import kilometres_between
from hongmajia.needs.models import Need
from hongmajia.needs.querysets import named_to
from hongmajia.offers.enums import OfferMode
from hongmajia.people.models import Helper
from hongmajia.people.queries import is_free_on
from hongmajia.services.queries import appointments

from .models import Itinerary, Stop

NOT_SERVED_YET = (EngagementState.PROPOSED, EngagementState.ACCEPTED, EngagementState.SCHEDULED)
"""States of an engagement whose visit is still to be made, agreed or not."""

Appointments = Mapping[int, tuple[datetime, datetime]]
"""Engagement key → (begin, end) of the agreed appointment."""


def open_engagements(helper: Helper) -> list[Engagement]:
    """Return the helper's engagements that are invited, accepted or scheduled; one query."""
    owed = Engagement.objects.filter(helper=helper, state__in=NOT_SERVED_YET).order_by("pk")
    return list(owed.select_related("need__region__parent"))


def needs_travel(engagement: Engagement, helper: Helper) -> bool:
    """Whether the helper has to travel for the engagement.

    Not if it is online; nor if either mode will do, the helper works online, and the need lies
    outside their travel radius.
    """
    mode = engagement.need.mode
    if mode == OfferMode.ONLINE:
        return False
    return mode == OfferMode.ON_SITE or not helper.online_ok or _is_near(engagement, helper)


def _is_near(engagement: Engagement, helper: Helper) -> bool:
    """Whether the need lies within the helper's travel radius."""
    if helper.region is None:
        return False
    return kilometres_between(engagement.need.region, helper.region) <= helper.radius_km


def to_visit(
    helper: Helper, month: date, owed: Iterable[Engagement] | None = None
) -> list[Engagement]:
    """Return engagements that need travel, without those that are arranged for another month."""
    found = open_engagements(helper) if owed is None else owed
    on_site = [engagement for engagement in found if needs_travel(engagement, helper)]
    agreed = appointments([engagement.pk for engagement in on_site])
    return [one for one in on_site if one.pk not in agreed or falls_in(month, agreed[one.pk][0])]


def falls_in(month: date, moment: datetime) -> bool:
    """Whether the moment lies in the month, given by its first day, in local time."""
    return timezone.localtime(moment).date().replace(day=1) == month


def free_days(helper: Helper, month: date) -> list[date]:
    """Return the days of the month, from tomorrow on, on which the helper is free."""
    first = max(month.replace(day=1), timezone.localdate() + timedelta(days=1))
    last = month.replace(day=monthrange(month.year, month.month)[1])
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [day for day in days if is_free_on(helper, day)]


def latest(helper: Helper, month: date) -> Itinerary | None:
    """Return the helper's last itinerary of the month, or ``None``."""
    found = Itinerary.objects.filter(helper=helper, month=month).first()
    if found:
        found.helper = helper
    return found


@dataclass(frozen=True)
class Day:
    """One day of an itinerary with its stops."""

    date: date
    leaves: str
    back: str
    km: int
    minutes: int
    stops: list[Stop]


@dataclass(frozen=True)
class Layout:
    """An itinerary as it stands now: its days with visits, and the visits without a time.

    Visits whose engagement has ended since are left out; ``known`` are the keys of all engagements
    that were considered.
    """

    days: list[Day]
    left: list[Stop]
    known: set[int]

    @property
    def visits(self) -> int:
        return sum(len(day.stops) for day in self.days)

    @property
    def km(self) -> int:
        return sum(day.km for day in self.days)

    @property
    def needs(self) -> list[Any]:
        return [stop.engagement.need for day in self.days for stop in day.stops]


def layout(itinerary: Itinerary) -> Layout:
    """Return the itinerary as it stands now; one query."""
    rows = list(itinerary.stops.with_details())
    standing = [stop for stop in rows if stop.engagement.state in NOT_SERVED_YET]
    stops: dict[date, list[Stop]] = {}
    for stop in standing:
        if stop.begins:
            stop.itinerary = itinerary
            stops.setdefault(timezone.localtime(stop.begins).date(), []).append(stop)
    told = [{**day, "date": date.fromisoformat(day["date"])} for day in itinerary.days]
    return Layout(
        days=[Day(**day, stops=stops[day["date"]]) for day in told if day["date"] in stops],
        left=[stop for stop in standing if not stop.begins],
        known={stop.engagement_id for stop in rows},
    )


def planned_or_given_up(itinerary: Itinerary) -> list[Stop]:
    """The visits with a time that are still to be made, or were given up since; one query.

    Those that were made are neither.
    """
    ended = (EngagementState.DECLINED, EngagementState.EXPIRED, EngagementState.CANCELLED)
    stops = itinerary.stops.with_details().made()
    return list(stops.filter(engagement__state__in=(*NOT_SERVED_YET, *ended)))


def names_known(needs: Iterable[Any], user: Any) -> set[int]:
    """Return keys of the needs whose asker the user may see; one query for all."""
    some = Need.objects.filter(pk__in=[need.pk for need in needs])
    return set(some.filter(named_to(user)).values_list("pk", flat=True))
