"""Planning an itinerary: database rows to engine facts, the engine's itinerary to database rows."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from hongmajia import engine
from hongmajia.engagements.enums import ASKED
from hongmajia.needs.enums import Urgency
from hongmajia.services.bookings import booked, free_parts
from hongmajia.services.queries import appointments

from .models import Itinerary, Stop
from .queries import Appointments, falls_in, free_days, to_visit

WEIGHTS = {Urgency.NORMAL: 1.0, Urgency.SOON: 2.0, Urgency.URGENT: 4.0}
"""Weight of a visit that is not agreed yet, by urgency."""
APPROACH = timedelta(hours=3)
"""By how much the working day is extended around an appointment outside it."""


def itinerary_for(
    itinerary: Itinerary, progress: Callable[[int, int], None] | None = None
) -> engine.Itinerary:
    """Return the engine's itinerary of one helper and month.

    Agreed visits must be in it, others are included if there is time. Raises ``EngineError`` if the
    place from which the helper starts is unknown.
    """
    found = to_visit(itinerary.helper, itinerary.month)
    agreed = appointments([engagement.pk for engagement in found])
    visits = [_visit(itinerary, engagement, agreed) for engagement in found]
    return engine.itinerary(visits, [_traveller(itinerary, agreed)], progress=progress)


def _traveller(itinerary: Itinerary, agreed: Appointments) -> engine.Team:
    """Return the helper as the engine's team of one, with a shift for each possible day."""
    helper = itinerary.helper
    days = {*free_days(helper, itinerary.month), *_days_agreed(itinerary, agreed)}
    shifts = [_shift(itinerary, day, agreed) for day in sorted(days)]
    return engine.Team(
        id=str(helper.pk),
        shifts=tuple(shift for shift in shifts if shift.begins < shift.ends),
        most_a_day=itinerary.most_a_day,
        region=helper.place_text,
        adcode=helper.region_id or "",
    )


def _days_agreed(itinerary: Itinerary, agreed: Appointments) -> Iterator[date]:
    """Yield the days of appointments in the month: they are kept, even on a Sunday."""
    for begins, _ends in agreed.values():
        if falls_in(itinerary.month, begins):
            yield timezone.localtime(begins).date()


def _shift(itinerary: Itinerary, day: date, agreed: Appointments) -> engine.Window:
    """Return the working hours of a day, extended if an appointment lies outside them."""
    begins = datetime.combine(day, itinerary.day_begins)
    ends = datetime.combine(day, itinerary.day_ends)
    for window in map(_window, agreed.values()):
        if window.begins.date() == day and not begins <= window.begins < window.ends <= ends:
            begins, ends = min(begins, window.begins - APPROACH), max(ends, window.ends + APPROACH)
    return _longest_free(itinerary, engine.Window(begins, ends), agreed)


def _longest_free(itinerary: Itinerary, day: engine.Window, agreed: Appointments) -> engine.Window:
    """Return the longest part of the day in which nothing else is arranged for the helper.

    A day with an appointment of its own is kept whole: that appointment must be in it.
    """
    if any(_window(one).begins.date() == day.begins.date() for one in agreed.values()):
        return day
    begins, ends = timezone.make_aware(day.begins), timezone.make_aware(day.ends)
    taken = booked(itinerary.helper, begins, ends).values_list("starts_at", "ends_at")
    parts = free_parts(begins, ends, taken) or [(begins, begins)]
    return _window(max(parts, key=lambda part: part[1] - part[0]))


def _visit(itinerary: Itinerary, engagement: Any, agreed: Appointments) -> engine.Visit:
    """Return the visit of an engagement, at the agreed time or before the wanted day."""
    need, minutes = engagement.need, itinerary.minutes_each
    windows: tuple[engine.Window, ...] = ()
    if engagement.pk in agreed:
        window = _window(agreed[engagement.pk])
        windows, minutes = (window,), (window.ends - window.begins) // timedelta(minutes=1)
    elif need.wanted_by and need.wanted_by >= max(itinerary.month, timezone.localdate()):
        first = datetime.combine(itinerary.month, time.min)
        windows = (engine.Window(first, datetime.combine(need.wanted_by, time.max)),)
    return engine.Visit(
        id=str(engagement.pk),
        minutes=minutes,
        windows=windows,
        weight=WEIGHTS[Urgency(need.urgency)] if engagement.state in ASKED else None,
        adcode=need.region_id,
    )


def _window(agreed: tuple[datetime, datetime]) -> engine.Window:
    """Return the appointment in local time without a time zone, as the engine expects."""
    begins, ends = (timezone.make_naive(moment) for moment in agreed)
    return engine.Window(begins, ends)


def stops_of(itinerary: Itinerary, found: engine.Itinerary) -> list[Stop]:
    """Return the planned visits, and those without a time, as rows to save."""
    agreed = appointments([int(stop.visit) for stop in found.stops])
    made = [_stop(itinerary, stop, int(stop.visit) in agreed) for stop in found.stops]
    left = [
        Stop(itinerary=itinerary, engagement_id=int(one.visit), cause=one.cause.as_dict())
        for one in found.left
    ]
    return made + left


def _stop(itinerary: Itinerary, planned: engine.Stop, is_agreed: bool) -> Stop:
    return Stop(
        itinerary=itinerary,
        engagement_id=int(planned.visit),
        begins=timezone.make_aware(planned.begins),
        ends=timezone.make_aware(planned.ends),
        km=planned.km,
        minutes=planned.minutes,
        is_agreed=is_agreed,
    )


def days_of(found: engine.Itinerary) -> list[dict[str, Any]]:
    """Return the days as they are stored in ``Itinerary.days``."""
    return [
        {
            "date": f"{day.date:%Y-%m-%d}",
            "leaves": f"{day.leaves:%H:%M}",
            "back": f"{day.back:%H:%M}",
            "km": round(day.km),
            "minutes": day.minutes,
        }
        for day in found.days
    ]
