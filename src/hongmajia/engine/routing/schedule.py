"""TODO."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from hongmajia.engine.arrays import Ints

NEVER = 1 << 20
"""Minutes of a way nobody can go: two years."""


class Opening(NamedTuple):
    """First and last minute at which a visit may begin."""

    first: int
    last: int


ALWAYS = Opening(-NEVER, NEVER)


@dataclass(frozen=True, slots=True)
class Call:
    """A visit: how long, when it may begin, which teams may come, its weight if optional."""

    minutes: int
    openings: tuple[Opening, ...]
    teams: frozenset[int]
    weight: float | None = None

    def begin(self, arrival: int) -> int | None:
        """The first minute from ``arrival`` on at which it may begin."""
        times = [
            max(arrival, opening.first) for opening in self.openings if arrival <= opening.last
        ]
        return min(times, default=None)


class Shift(NamedTuple):
    """A team's working day: from leaving home to being back."""

    team: int
    begins: int
    ends: int


class Order(NamedTuple):
    """The visits of one shift, one after the other."""

    shift: Shift
    visits: tuple[int, ...]


class Timing(NamedTuple):
    """When a team leaves, when each visit begins, when it is back."""

    leaves: int
    begins: tuple[int, ...]
    back: int


@dataclass(frozen=True)
class Board:
    """All there is to be planned; ``minutes`` are the ways between homes, then visits."""

    calls: Sequence[Call]
    shifts: Sequence[Shift]
    most: Sequence[int | None]
    minutes: Ints = field(repr=False)

    def place(self, visit: int) -> int:
        """The row of a visit among the ways."""
        return len(self.most) + visit

    def timing(self, order: Order) -> Timing | None:
        """The earliest times of the visits in this order; ``None`` where the day is too short."""
        now, here, begins = order.shift.begins, order.shift.team, []
        for visit in order.visits:
            call, there = self.calls[visit], self.place(visit)
            start = call.begin(now + int(self.minutes[here, there]))
            if start is None:
                return None
            begins.append(start)
            now, here = start + call.minutes, there
        back = now + int(self.minutes[here, order.shift.team])
        if back > order.shift.ends:
            return None
        first = self.place(order.visits[0]) if order.visits else order.shift.team
        way = int(self.minutes[order.shift.team, first])
        return Timing((begins[0] if begins else now) - way, tuple(begins), back)

    def fits(self, order: Order) -> bool:
        """Whether the day is long enough, and not too many are called on."""
        most = self.most[order.shift.team]
        return (most is None or len(order.visits) <= most) and self.timing(order) is not None

    def ways(self, order: Order) -> int:
        """Minutes on the road in a day; 0 for one at home."""
        home = order.shift.team
        path = [home, *map(self.place, order.visits), home]
        return sum(int(self.minutes[leg]) for leg in pairwise(path))

    def shifts_for(self, visit: int) -> list[Shift]:
        """The shifts that could hold this visit and nothing else."""
        able = [shift for shift in self.shifts if shift.team in self.calls[visit].teams]
        return [shift for shift in able if self.timing(Order(shift, (visit,)))]

    def minutes_away(self, shift: Shift, visit: int) -> int:
        """There, the visit, and back."""
        there = self.place(visit)
        ways = self.minutes[shift.team, there] + self.minutes[there, shift.team]
        return int(ways) + self.calls[visit].minutes
