"""Visits, teams and day plans, and the checks of what is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from math import isfinite
from typing import NamedTuple

from hongmajia.engine.facts import EngineError
from hongmajia.engine.messages.codes import Cause

HALF_DAY = 180
"""Minutes of a visit whose duration is unknown."""


class Window(NamedTuple):
    """From when until when, in local time."""

    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One visit at one place.

    It lasts ``minutes`` and lies entirely within one of ``windows`` (none: whenever a team
    works). A team must have all of ``skills``; ``team`` names the only one that may come.
    ``weight`` is ``None`` for a promised visit, else its importance among the optional ones.
    """

    id: str
    minutes: int = HALF_DAY
    windows: tuple[Window, ...] = ()
    skills: frozenset[str] = frozenset()
    team: str | None = None
    weight: float | None = None
    region: str = ""
    adcode: str = ""
    lon: float | None = None
    lat: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Who travels together (or one artisan): from where, when, with which skills.

    ``shifts`` are the working days, each from leaving the base to being back; ``most_a_day``
    limits the visits of one shift.
    """

    id: str
    shifts: tuple[Window, ...]
    skills: frozenset[str] = frozenset()
    most_a_day: int | None = None
    region: str = ""
    adcode: str = ""
    lon: float | None = None
    lat: float | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """One visit of a day: when it begins and ends, and the travel to it from the stop before."""

    visit: str
    begins: datetime
    ends: datetime
    km: float
    minutes: int


@dataclass(frozen=True, slots=True)
class DayPlan:
    """One day of one team; ``km`` and ``minutes`` are of all travel, the way back included."""

    team: str
    leaves: datetime
    back: datetime
    stops: tuple[Stop, ...]
    km: float
    minutes: int

    @property
    def date(self) -> date:
        """The day."""
        return self.leaves.date()


@dataclass(frozen=True, slots=True)
class Unvisited:
    """A visit that is in no day plan, and why."""

    visit: str
    cause: Cause


@dataclass(frozen=True, slots=True)
class Itinerary:
    """The day plans in order of date, and the visits left out."""

    days: tuple[DayPlan, ...] = ()
    left: tuple[Unvisited, ...] = ()

    @property
    def stops(self) -> tuple[Stop, ...]:
        """All visits made, day by day."""
        return tuple(stop for day in self.days for stop in day.stops)

    @property
    def km(self) -> float:
        """Kilometres of all days."""
        return sum(day.km for day in self.days)


def working_days(
    days: Sequence[date], begins: time = time(8, 30), ends: time = time(17, 30)
) -> tuple[Window, ...]:
    """A shift on each of these days."""
    return tuple(Window(datetime.combine(day, begins), datetime.combine(day, ends)) for day in days)


def _refuse_nonsense(visits: Sequence[Visit], teams: Sequence[Team]) -> None:
    """Raise `EngineError` for teams and visits that contradict themselves, naming the id."""
    known: set[str] = set()
    for team in teams:
        if team.id in known:
            raise EngineError("duplicate_id", id=team.id)
        known.add(team.id)
        _refuse_backward(team.id, team.shifts)
        if team.most_a_day is not None and team.most_a_day < 1:
            raise EngineError("bad_number", id=team.id, value=team.most_a_day)
    seen: set[str] = set()
    for visit in visits:
        if visit.id in seen:
            raise EngineError("duplicate_id", id=visit.id)
        seen.add(visit.id)
        _refuse_odd(visit, known)


def _refuse_odd(visit: Visit, teams: set[str]) -> None:
    """Raise `EngineError` for a visit without duration, with an invalid weight or an unknown
    team.
    """
    _refuse_backward(visit.id, visit.windows)
    if visit.minutes < 1:
        raise EngineError("bad_number", id=visit.id, value=visit.minutes)
    if visit.weight is not None and not (isfinite(visit.weight) and visit.weight > 0):
        raise EngineError("bad_number", id=visit.id, value=str(visit.weight))
    if visit.team is not None and visit.team not in teams:
        raise EngineError("unknown_helper", id=visit.team)


def _refuse_backward(name: str, windows: Sequence[Window]) -> None:
    """Raise `EngineError` for a window that ends before it begins."""
    for window in windows:
        if window.begins >= window.ends:
            raise EngineError("ends_before_it_begins", id=name)
