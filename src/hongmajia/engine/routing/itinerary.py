"""A month of visits: which team visits whom, on which day, in what order and when.

    itinerary(visits, teams)        # Itinerary: day plans, and who is not visited and why

Every day a team leaves its base, makes some visits and is back when its working day ends. This is
a vehicle routing problem with multiple depots, time windows, skills and optional visits. The
aims, in this order: as many promised visits as fit, then optional ones of the largest total
weight, then the least travel time; among days that are all the same, the earlier. It is solved
heuristically by PyVRP (Wouda, Lan & Kool, 2024), good but not proven optimal; the routes it
returns are timed and checked here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from hongmajia.engine.facts import EngineError
from hongmajia.engine.messages.codes import Cause
from hongmajia.engine.routing import schedule, search
from hongmajia.engine.routing.travel import TravelMatrix
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


NO_SHIFT_MIDNIGHT = datetime.combine(date.min, time())
"""Origin of time if there is no shift."""


def itinerary(
    visits: Sequence[Visit],
    teams: Sequence[Team],
    travel: TravelMatrix | None = None,
    *,
    seconds: float = SECONDS,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> Itinerary:
    """Day plans for the teams over their shifts.

    ``travel`` is between the teams' bases and the visits, in this order; without it distances are
    computed from the places. The search ends when it finds no improvement, at the latest after
    ``seconds``; with the same ``seed`` and enough time the result is the same. ``progress(done,
    total)`` is called from time to time. Raises `EngineError` for facts that contradict each
    other or a place of which nothing is known.
    """
    _refuse_nonsense(visits, teams)
    travel = travel or TravelMatrix.from_places([*teams, *visits])
    if len(travel.km) != len(teams) + len(visits):
        raise EngineError("bad_matrix", rows=len(travel.km))
    task = ItineraryProblem.of(visits, teams, travel)
    possible = [v for v in range(len(visits)) if task.problem.shifts_for(v)]
    orders = search.search(task.problem, possible, seconds=seconds, seed=seed, progress=progress)
    days = sorted(task.day_plans(orders), key=lambda day: (day.leaves, day.team))
    made = {stop.visit for day in days for stop in day.stops}
    left = [Unvisited(v.id, task.why_not(n)) for n, v in enumerate(visits) if v.id not in made]
    return Itinerary(tuple(days), tuple(left))


@dataclass(frozen=True)
class ItineraryProblem:
    """Visits and teams, and the same in minutes since ``midnight`` as a `RoutingProblem`."""

    visits: Sequence[Visit]
    teams: Sequence[Team]
    travel: TravelMatrix
    midnight: datetime
    problem: schedule.RoutingProblem = field(repr=False)

    @classmethod
    def of(
        cls, visits: Sequence[Visit], teams: Sequence[Team], travel: TravelMatrix
    ) -> ItineraryProblem:
        """The problem with all times counted from the midnight before the first shift."""
        begins = [shift.begins for team in teams for shift in team.shifts]
        midnight = datetime.combine(min(begins).date(), time()) if begins else NO_SHIFT_MIDNIGHT
        shifts = _timed_shifts(teams, midnight)
        timed_visits = [_timed_visit(visit, teams, midnight) for visit in visits]
        max_visits = tuple(team.most_a_day for team in teams)
        return cls(
            visits,
            teams,
            travel,
            midnight,
            schedule.RoutingProblem(timed_visits, shifts, max_visits, travel.minutes),
        )

    def day_plans(self, orders: Sequence[schedule.Route]) -> Iterator[DayPlan]:
        """The routes with their times."""
        for order in orders:
            timing = self.problem.timing(order)
            if timing is not None:
                yield self._day(order, timing)

    def _day(self, order: schedule.Route, timing: schedule.Timing) -> DayPlan:
        """One route as a day plan."""
        home, first = order.shift.team, len(self.teams)
        path = [home, *(first + visit for visit in order.visits), home]
        legs = list(pairwise(path))
        km = [float(self.travel.km[leg]) for leg in legs]
        minutes = [int(self.travel.minutes[leg]) for leg in legs]
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
        """A minute as a moment."""
        return self.midnight + timedelta(minutes=minute)

    def why_not(self, number: int) -> Cause:
        """Why a visit is not in any day plan."""
        visit, timed_visit = self.visits[number], self.problem.timed_visits[number]
        if not timed_visit.teams:
            return Cause("visit_no_skill", {"skills": "、".join(sorted(visit.skills))})
        if self.problem.shifts_for(number):
            return Cause("visit_days_full")
        shifts = [shift for shift in self.problem.shifts if shift.team in timed_visit.teams]
        longest = max((shift.ends - shift.begins for shift in shifts), default=0)
        if not shifts:
            return Cause("visit_no_shift")
        if visit.minutes > longest:
            return Cause("visit_too_long", {"hours": f"{visit.minutes / 60:g}"})
        if all(self.problem.minutes_away(shift, number) > longest for shift in shifts):
            km = self.travel.km[:, len(self.teams) + number]
            nearest = min(float(km[team]) for team in timed_visit.teams)
            return Cause("visit_too_far", {"km": round(nearest)})
        return Cause("visit_no_date")


def _timed_shifts(teams: Sequence[Team], midnight: datetime) -> list[schedule.Shift]:
    """The shifts of all teams, with their times in minutes from ``midnight``."""
    return [
        schedule.Shift(
            number, _minute(shift.begins, midnight, up=True), _minute(shift.ends, midnight)
        )
        for number, team in enumerate(teams)
        for shift in sorted(team.shifts)
    ]


def _timed_visit(visit: Visit, teams: Sequence[Team], midnight: datetime) -> schedule.TimedVisit:
    """A visit in minutes: when it may begin, and which teams may come."""
    openings = tuple(
        schedule.Opening(
            _minute(w.begins, midnight, up=True), _minute(w.ends, midnight) - visit.minutes
        )
        for w in sorted(visit.windows)
    )
    able_teams = frozenset(
        number
        for number, team in enumerate(teams)
        if visit.skills <= team.skills and visit.team in (None, team.id)
    )
    always = () if visit.windows else (schedule.ALWAYS,)
    possible = tuple(opening for opening in openings if opening.first <= opening.last)
    return schedule.TimedVisit(visit.minutes, (*possible, *always), able_teams, visit.weight)


def _minute(moment: datetime, midnight: datetime, *, up: bool = False) -> int:
    """Whole minutes since ``midnight``; a beginning is rounded up, an end down."""
    minutes, rest = divmod(moment - midnight, timedelta(minutes=1))
    return minutes + bool(up and rest)
