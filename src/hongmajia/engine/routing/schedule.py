"""The routing problem in whole minutes and row numbers, and the timing of a route."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from hongmajia.engine.arrays import Ints

UNREACHABLE = 1 << 20
"""Travel minutes between places that must not be joined: two years."""


class Opening(NamedTuple):
    """First and last minute at which a visit may begin."""

    first: int
    last: int


ALWAYS = Opening(-UNREACHABLE, UNREACHABLE)


@dataclass(frozen=True, slots=True)
class TimedVisit:
    """A visit: duration, when it may begin, which teams may come, its weight if optional."""

    minutes: int
    openings: tuple[Opening, ...]
    teams: frozenset[int]
    weight: float | None = None

    def begin(self, arrival: int) -> int | None:
        """The first minute from ``arrival`` on at which the visit may begin; ``None`` if there is
        none.
        """
        times = [
            max(arrival, opening.first) for opening in self.openings if arrival <= opening.last
        ]
        return min(times, default=None)


class Shift(NamedTuple):
    """A team's working day: from leaving its base to being back."""

    team: int
    begins: int
    ends: int


class Route(NamedTuple):
    """The visits of one shift in their order."""

    shift: Shift
    visits: tuple[int, ...]


class Timing(NamedTuple):
    """When a team leaves, when each visit begins, when the team is back."""

    leaves: int
    begins: tuple[int, ...]
    back: int


@dataclass(frozen=True)
class RoutingProblem:
    """Visits, shifts, the most visits a day per team, and travel ``minutes`` (bases first, then
    visits).
    """

    timed_visits: Sequence[TimedVisit]
    shifts: Sequence[Shift]
    max_visits: Sequence[int | None]
    minutes: Ints = field(repr=False)

    def place(self, visit: int) -> int:
        """The row of a visit in the travel matrix."""
        return len(self.max_visits) + visit

    def timing(self, order: Route) -> Timing | None:
        """The earliest times of the visits in this order; ``None`` where the shift is
        too short.
        """
        now, here, begins = order.shift.begins, order.shift.team, []
        for visit in order.visits:
            timed_visit, there = self.timed_visits[visit], self.place(visit)
            start = timed_visit.begin(now + int(self.minutes[here, there]))
            if start is None:
                return None
            begins.append(start)
            now, here = start + timed_visit.minutes, there
        back = now + int(self.minutes[here, order.shift.team])
        if back > order.shift.ends:
            return None
        first = self.place(order.visits[0]) if order.visits else order.shift.team
        way = int(self.minutes[order.shift.team, first])
        return Timing((begins[0] if begins else now) - way, tuple(begins), back)

    def fits(self, order: Route) -> bool:
        """Whether the shift is long enough and has not too many visits."""
        max_visits = self.max_visits[order.shift.team]
        return (max_visits is None or len(order.visits) <= max_visits) and self.timing(
            order
        ) is not None

    def travel_minutes(self, order: Route) -> int:
        """Travel minutes of a route; 0 if it has no visit."""
        home = order.shift.team
        path = [home, *map(self.place, order.visits), home]
        return sum(int(self.minutes[leg]) for leg in pairwise(path))

    def shifts_for(self, visit: int) -> list[Shift]:
        """The shifts that could hold this visit alone."""
        able_teams = [
            shift for shift in self.shifts if shift.team in self.timed_visits[visit].teams
        ]
        return [shift for shift in able_teams if self.timing(Route(shift, (visit,)))]

    def minutes_away(self, shift: Shift, visit: int) -> int:
        """Minutes of a shift with this visit only: travel there, the visit, travel back."""
        there = self.place(visit)
        travel_minutes = self.minutes[shift.team, there] + self.minutes[there, shift.team]
        return int(travel_minutes) + self.timed_visits[visit].minutes
