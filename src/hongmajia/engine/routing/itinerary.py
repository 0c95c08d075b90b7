"""A month's visits: which team calls on whom, on which day, in what order and when.

    itinerary(visits, teams)        # Itinerary: day plans, and who is not visited and why

Every day a team leaves home, calls on some and is back when its working day ends. The aims, in
this order: as many promised visits as fit, then the optional ones of the greatest weight, then the
shortest ways; of days that are all the same, the earlier. The search is PyVRP's (an iterated local
search; good, not proven best); what it answers is timed and checked here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from hongmajia.engine.facts import EngineError
from hongmajia.engine.messages.codes import Cause
from hongmajia.engine.routing import schedule, search
from hongmajia.engine.routing.travel import Roads
from hongmajia.engine.routing.visits import (
    DayPlan,
    Itinerary,
    Stop,
    Team,
    Unvisited,
    Visit,
    _refuse_nonsense,
)

SECONDS = 20.0
"""Longest search, in seconds; a month of one team takes less than one."""


NO_DAY = datetime.combine(date.min, time())
"""Where there is no shift, nothing is counted from anywhere."""


def itinerary(
    visits: Sequence[Visit],
    teams: Sequence[Team],
    roads: Roads | None = None,
    *,
    seconds: float = SECONDS,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> Itinerary:
    """Day plans for the teams over their shifts.

    ``roads`` are the ways between the teams' homes and the visits, in this order; without them
    they are reckoned from the places. The search ends when nothing gets better, at the latest
    after ``seconds``; with the same ``seed`` and time enough it answers the same.
    ``progress(done, total)`` is called from time to time. Raises `EngineError` for facts that
    contradict themselves or a place that nothing is known of.
    """
    _refuse_nonsense(visits, teams)
    roads = roads or Roads.straight([*teams, *visits])
    if len(roads.km) != len(teams) + len(visits):
        raise EngineError("bad_matrix", rows=len(roads.km))
    task = Task.of(visits, teams, roads)
    possible = [v for v in range(len(visits)) if task.board.shifts_for(v)]
    orders = search.search(task.board, possible, seconds=seconds, seed=seed, progress=progress)
    days = sorted(task.day_plans(orders), key=lambda day: (day.leaves, day.team))
    made = {stop.visit for day in days for stop in day.stops}
    left = [Unvisited(v.id, task.why_not(n)) for n, v in enumerate(visits) if v.id not in made]
    return Itinerary(tuple(days), tuple(left))


@dataclass(frozen=True)
class Task:
    """The facts beside the same in minutes since ``dawn``, as `routes` reads them."""

    visits: Sequence[Visit]
    teams: Sequence[Team]
    roads: Roads
    dawn: datetime
    board: schedule.Board = field(repr=False)

    @classmethod
    def of(cls, visits: Sequence[Visit], teams: Sequence[Team], roads: Roads) -> Task:
        """All times counted from the first midnight."""
        begins = [shift.begins for team in teams for shift in team.shifts]
        dawn = datetime.combine(min(begins).date(), time()) if begins else NO_DAY
        shifts = [
            schedule.Shift(number, _minute(shift.begins, dawn, up=True), _minute(shift.ends, dawn))
            for number, team in enumerate(teams)
            for shift in sorted(team.shifts)
        ]
        calls = [_call(visit, teams, dawn) for visit in visits]
        most = tuple(team.most_a_day for team in teams)
        return cls(visits, teams, roads, dawn, schedule.Board(calls, shifts, most, roads.minutes))

    def day_plans(self, orders: Sequence[schedule.Order]) -> Iterator[DayPlan]:
        """The orders of visits with their times."""
        for order in orders:
            timing = self.board.timing(order)
            if timing is not None:
                yield self._day(order, timing)

    def _day(self, order: schedule.Order, timing: schedule.Timing) -> DayPlan:
        home, first = order.shift.team, len(self.teams)
        path = [home, *(first + visit for visit in order.visits), home]
        legs = list(pairwise(path))
        km = [float(self.roads.km[leg]) for leg in legs]
        minutes = [int(self.roads.minutes[leg]) for leg in legs]
        stops = tuple(
            Stop(
                self.visits[visit].id,
                self._at(begins),
                self._at(begins + self.visits[visit].minutes),
                km[n],
                minutes[n],
            )
            for n, (visit, begins) in enumerate(zip(order.visits, timing.begins, strict=True))
        )
        leaves, back = self._at(timing.leaves), self._at(timing.back)
        return DayPlan(self.teams[home].id, leaves, back, stops, sum(km), sum(minutes))

    def _at(self, minute: int) -> datetime:
        return self.dawn + timedelta(minutes=minute)

    def why_not(self, number: int) -> Cause:
        """Why a visit found no place."""
        visit, call = self.visits[number], self.board.calls[number]
        if not call.teams:
            return Cause("visit_no_skill", {"skills": "、".join(sorted(visit.skills))})
        if self.board.shifts_for(number):
            return Cause("visit_days_full")
        shifts = [shift for shift in self.board.shifts if shift.team in call.teams]
        longest = max((shift.ends - shift.begins for shift in shifts), default=0)
        if not shifts:
            return Cause("visit_no_shift")
        if visit.minutes > longest:
            return Cause("visit_too_long", {"hours": f"{visit.minutes / 60:g}"})
        km = round(min(float(self.roads.km[team, len(self.teams) + number]) for team in call.teams))
        if all(self.board.minutes_away(shift, number) > longest for shift in shifts):
            return Cause("visit_too_far", {"km": km})
        return Cause("visit_no_date")


def _call(visit: Visit, teams: Sequence[Team], dawn: datetime) -> schedule.Call:
    """A visit in minutes: when it may begin, and who may come."""
    openings = tuple(
        schedule.Opening(_minute(w.begins, dawn, up=True), _minute(w.ends, dawn) - visit.minutes)
        for w in sorted(visit.windows)
    )
    able = frozenset(
        number
        for number, team in enumerate(teams)
        if visit.skills <= team.skills and visit.team in (None, team.id)
    )
    always = () if visit.windows else (schedule.ALWAYS,)
    possible = tuple(opening for opening in openings if opening.first <= opening.last)
    return schedule.Call(visit.minutes, (*possible, *always), able, visit.weight)


def _minute(moment: datetime, dawn: datetime, *, up: bool = False) -> int:
    """Whole minutes since ``dawn``; a beginning is rounded up, an end down."""
    minutes, rest = divmod(moment - dawn, timedelta(minutes=1))
    return minutes + bool(up and rest)
