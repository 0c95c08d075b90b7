"""A helper's month as the engine lays it out: visits and days in, stops out."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from hongmajia import engine
from hongmajia.engagements.enums import ASKED
from hongmajia.needs.enums import Urgency
from hongmajia.services.queries import appointments

from .models import Itinerary, Stop
from .queries import Appointments, falls_in, free_days, to_visit

WEIGHTS = {Urgency.NORMAL: 1.0, Urgency.SOON: 2.0, Urgency.URGENT: 4.0}
"""What a visit counts that has not been agreed to yet."""
APPROACH = timedelta(hours=3)
"""Room before and after an appointment that lies outside the working day."""


def itinerary_for(
    itinerary: Itinerary, progress: Callable[[int, int], None] | None = None
) -> engine.Itinerary:
    """The month of one helper: what he agreed to must be, what he is only itinerary for may be.

    Raises ``EngineError`` where the place he sets out from is not known.
    """
    found = to_visit(itinerary.helper, itinerary.month)
    agreed = appointments([engagement.pk for engagement in found])
    visits = [_visit(itinerary, engagement, agreed) for engagement in found]
    return engine.itinerary(visits, [_traveller(itinerary, agreed)], progress=progress)


def _traveller(itinerary: Itinerary, agreed: Appointments) -> engine.Team:
    helper = itinerary.helper
    days = {*free_days(helper, itinerary.month), *_days_agreed(itinerary, agreed)}
    return engine.Team(
        id=str(helper.pk),
        shifts=tuple(_shift(itinerary, day, agreed) for day in sorted(days)),
        most_a_day=itinerary.most_a_day,
        region=helper.place_text,
        adcode=helper.region_id or "",
    )


def _days_agreed(itinerary: Itinerary, agreed: Appointments) -> Iterator[date]:
    """What was agreed stands, be it on a Sunday."""
    for begins, _ends in agreed.values():
        if falls_in(itinerary.month, begins):
            yield timezone.localtime(begins).date()


def _shift(itinerary: Itinerary, day: date, agreed: Appointments) -> engine.Window:
    """The working day, longer where an appointment wants it."""
    begins, ends = datetime.combine(day, itinerary.day_begins), datetime.combine(day, itinerary.day_ends)
    for window in map(_window, agreed.values()):
        if window.begins.date() == day and not begins <= window.begins < window.ends <= ends:
            begins, ends = min(begins, window.begins - APPROACH), max(ends, window.ends + APPROACH)
    return engine.Window(begins, ends)


def _visit(itinerary: Itinerary, engagement: Any, agreed: Appointments) -> engine.Visit:
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
    """Wall-clock times, as the engine counts them."""
    begins, ends = (timezone.make_naive(moment) for moment in agreed)
    return engine.Window(begins, ends)


def stops_of(itinerary: Itinerary, found: engine.Itinerary) -> list[Stop]:
    """The visits made, and those left out with the cause."""
    agreed = appointments([int(stop.visit) for stop in found.stops])
    made = [
        Stop(
            itinerary=itinerary,
            engagement_id=int(stop.visit),
            begins=timezone.make_aware(stop.begins),
            ends=timezone.make_aware(stop.ends),
            km=stop.km,
            minutes=stop.minutes,
            is_agreed=int(stop.visit) in agreed,
        )
        for stop in found.stops
    ]
    left = [
        Stop(itinerary=itinerary, engagement_id=int(one.visit), cause=one.cause.as_dict())
        for one in found.left
    ]
    return made + left


def days_of(found: engine.Itinerary) -> list[dict[str, Any]]:
    """What is said of each day, for storing."""
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
