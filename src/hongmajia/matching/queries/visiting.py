"""Whom a helper has to visit, on which days he can, and what his itinerary says."""

from calendar import monthrange
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from hongmajia.core.clocks import is_workday
from hongmajia.engagements.enums import EngagementState
from hongmajia.engagements.models import Engagement
from hongmajia.engagements.queries import kilometres_between
from hongmajia.offers.enums import OfferMode
from hongmajia.people.models import Helper

from ..models import Itinerary, Stop

TO_COME = (EngagementState.PROPOSED, EngagementState.ACCEPTED, EngagementState.SCHEDULED)
"""Asked for, agreed, or agreed with its time: the visit is still to be made."""

Appointments = Mapping[int, tuple[datetime, datetime]]
"""Key of an engagement → from when until when the two sides agreed to meet."""

ReadAppointments = Callable[[Collection[int]], Appointments]
_readers: list[ReadAppointments] = []


def register_appointments(read: ReadAppointments) -> None:
    """A room to the right knows which times are agreed; call it from ``AppConfig.ready``."""
    _readers.append(read)


def appointments(engagements: Collection[int]) -> Appointments:
    """The times agreed for these engagements; one query per registered reader."""
    return {key: times for read in _readers for key, times in read(engagements).items()}


def to_visit(helper: Helper) -> QuerySet[Engagement]:
    """Engagements that call the helper to the place.

    Online ones do not, nor those that may be either where he lives too far off and guides online.
    """
    owed = owes(helper)
    if not helper.online_ok:
        return owed.filter(~Q(need__mode=OfferMode.ONLINE))
    return owed.filter(Q(need__mode=OfferMode.ON_SITE) | Q(pk__in=_near(helper, owed)))


def owes(helper: Helper) -> QuerySet[Engagement]:
    """All that he is asked for or has agreed to and not done yet."""
    return Engagement.objects.filter(helper=helper, state__in=TO_COME).order_by("pk")


def online(helper: Helper) -> QuerySet[Engagement]:
    """What he can do from home."""
    return owes(helper).exclude(pk__in=to_visit(helper).values("pk"))


def _near(helper: Helper, owed: QuerySet[Engagement]) -> list[int]:
    """Those that may be either way and lie within his radius."""
    either = owed.filter(need__mode=OfferMode.BOTH).select_related("need__region")
    if helper.region is None:
        return []
    return [
        engagement.pk
        for engagement in either
        if kilometres_between(engagement.need.region, helper.region) <= helper.radius_km
    ]


def free_days(helper: Helper, month: date) -> list[date]:
    """Days of the month from tomorrow on on which he can be asked to come."""
    first = max(month.replace(day=1), timezone.localdate() + timedelta(days=1))
    last = month.replace(day=monthrange(month.year, month.month)[1])
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [day for day in days if _is_free(helper, day)]


def _is_free(helper: Helper, day: date) -> bool:
    if helper.paused_until is not None and day <= helper.paused_until:
        return False
    return day.isoweekday() in helper.weekdays if helper.weekdays else is_workday(day)


def latest(helper: Helper, month: date) -> Itinerary | None:
    """The itinerary of the month that counts: the last one begun."""
    found = Itinerary.objects.with_details().filter(helper=helper, month=month)
    newest: Itinerary | None = found.first()
    return newest


@dataclass(frozen=True)
class Day:
    """One day of an itinerary with its stops."""

    date: date
    leaves: str
    back: str
    km: int
    minutes: int
    stops: list[Stop]


def days(itinerary: Itinerary) -> list[Day]:
    """The days with their visits, in order; those whose engagement came to nothing are left out."""
    stops: dict[date, list[Stop]] = {}
    for stop in _standing(itinerary.stops.made()):
        stops.setdefault(timezone.localtime(stop.begins).date(), []).append(stop)
    told = [{**day, "date": date.fromisoformat(day["date"])} for day in itinerary.days]
    return [Day(**day, stops=stops[day["date"]]) for day in told if day["date"] in stops]


def left_out(itinerary: Itinerary) -> list[Stop]:
    """Visits that found no place."""
    return list(_standing(itinerary.stops.left_out()))


def _standing(stops: Any) -> QuerySet[Stop]:
    found: QuerySet[Stop] = stops.filter(engagement__state__in=TO_COME).with_details()
    return found


def is_outdated(itinerary: Itinerary) -> bool:
    """Whether there is somebody to visit who was not when it was laid out."""
    planned = itinerary.stops.annotate(e=F("engagement")).values("e")
    return to_visit(itinerary.helper).exclude(pk__in=planned).exists()
