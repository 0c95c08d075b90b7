"""Visits put in order by PyVRP: one vehicle a team and day, optional clients with prizes.

Works in whole minutes and row numbers; `visits` turns facts into these and back. All clients are
optional to PyVRP, with prizes in three tiers (promised, then by weight, then the way), so that
there always is an answer; what does not fit is missing from it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from time import monotonic
from typing import Any, NamedTuple

import numpy as np
import pyvrp
from pyvrp.stop import NoImprovement
from scipy.optimize import linear_sum_assignment

from hongmajia.engine.places import Ints

NEVER = 1 << 20
"""Minutes of a way nobody can go: two years."""
PATIENCE = 2000
"""Rounds of the search without anything better after which it ends."""
STEPS = 100
"""Weights are told apart to a hundredth of the greatest."""
SEARCH = pyvrp.SolveParams(penalty=pyvrp.PenaltyParams(max_penalty=1e9))
"""A late arrival must be able to cost more than any prize, or the search stays with the late."""


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


def search(
    board: Board,
    visits: Sequence[int],
    *,
    seconds: float,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> list[Order]:
    """The shifts that have visits, each with its order; only ``visits`` are looked at.

    Each must fit some shift alone.
    """
    if not visits:
        return []
    first = with_the_rest(board, [], visits)
    data, whose = _problem(board, visits)
    stop = _Stop(seconds, progress)
    start = _solution(board, first, data, whose)
    result = pyvrp.solve(
        data, stop, seed=seed, collect_stats=False, params=SEARCH, initial_solution=start
    )
    if progress:
        progress(PATIENCE, PATIENCE)
    orders = [
        Order(board.shifts[route.vehicle_type()], tuple(whose[c] for c in _clients(route)))
        for route in result.best.routes()
    ]
    kept = _earliest(board, [order for order in orders if board.timing(order)])
    return with_the_rest(board, kept, visits)


def _solution(
    board: Board, orders: Sequence[Order], data: pyvrp.ProblemData, whose: Sequence[int]
) -> pyvrp.Solution:
    """Orders as PyVRP's, to begin with; of a visit's clients the one whose opening is used."""
    routes = []
    lowest = min(shift.begins for shift in board.shifts)
    for order in orders:
        timing = board.timing(order)
        if timing is None:
            continue
        clients = [
            next(
                c
                for c, v in enumerate(whose)
                if v == visit
                and data.client(c).tw_early <= begins - lowest <= data.client(c).tw_late
            )
            for visit, begins in zip(order.visits, timing.begins, strict=True)
        ]
        steps = [pyvrp.Activity(pyvrp.ActivityType.CLIENT, client) for client in clients]
        routes.append(pyvrp.Route(data, steps, board.shifts.index(order.shift)))
    return pyvrp.Solution(data, routes)


def _clients(route: pyvrp.Route) -> list[int]:
    return [step.idx for step in route.schedule() if step.is_client()]


# --- the problem in PyVRP's words -------------------------------------------------------------


def _problem(board: Board, visits: Sequence[int]) -> tuple[pyvrp.ProblemData, list[int]]:
    """PyVRP's data, and for each of its clients the visit it stands for.

    A visit with several openings is a group of clients of which at most one is called on.
    """
    lowest = min(shift.begins for shift in board.shifts)
    prizes = _prizes(board, visits)
    clients: list[pyvrp.Client] = []
    groups: list[pyvrp.ClientGroup] = []
    whose: list[int] = []
    homes = len(board.most)
    for row, visit in enumerate(visits):
        call = board.calls[visit]
        usable = [opening for opening in call.openings if opening.last >= lowest]
        own = range(len(clients), len(clients) + len(usable))
        group = len(groups) if len(own) > 1 else None
        if group is not None:
            groups.append(pyvrp.ClientGroup(list(own), required=False))
        for opening in usable:
            clients.append(
                pyvrp.Client(
                    location=homes + row,
                    delivery=[1],
                    service_duration=call.minutes,
                    tw_early=max(opening.first - lowest, 0),
                    tw_late=opening.last - lowest,
                    prize=prizes[row],
                    required=False,
                    group=group,
                )
            )
            whose.append(visit)
    matrices = _ways(board, visits)
    data = pyvrp.ProblemData(
        locations=[pyvrp.Location(0, 0)] * (homes + len(visits)),
        clients=clients,
        depots=[pyvrp.Depot(location=home) for home in range(homes)],
        vehicle_types=[_vehicle(board, shift, lowest, len(clients)) for shift in board.shifts],
        distance_matrices=matrices,
        duration_matrices=matrices,
        groups=groups,
    )
    return data, whose


def _vehicle(board: Board, shift: Shift, lowest: int, many: int) -> pyvrp.VehicleType:
    return pyvrp.VehicleType(
        capacity=[board.most[shift.team] or many],
        start_depot=shift.team,
        end_depot=shift.team,
        tw_early=shift.begins - lowest,
        tw_late=shift.ends - lowest,
        profile=shift.team,
    )


def _ways(board: Board, visits: Sequence[int]) -> list[Any]:
    """One matrix a team, with no way to those it may not call on."""
    homes = list(range(len(board.most)))
    places = [*homes, *map(board.place, visits)]
    ways = board.minutes[np.ix_(places, places)].astype(np.int64)
    matrices = []
    for team in homes:
        closed = [
            len(homes) + row for row, v in enumerate(visits) if team not in board.calls[v].teams
        ]
        own = ways.copy()
        own[:, closed] = own[closed, :] = NEVER
        np.fill_diagonal(own, 0)
        matrices.append(own)
    return matrices


def _prizes(board: Board, visits: Sequence[int]) -> list[int]:
    """What each visit is worth in minutes of ways.

    One more visit never lengthens a day's ways by more than twice the longest of them, so the
    lightest weighs just more; and a promised one weighs more than all optional ones that a day
    can hold.
    """
    calls = [board.calls[visit] for visit in visits]
    unit = 2 * int(board.minutes.max(initial=0)) + 1
    heaviest = max((call.weight for call in calls if call.weight is not None), default=1.0)
    longest = max(shift.ends - shift.begins for shift in board.shifts)
    in_a_day = longest // min(call.minutes for call in calls) + 1
    promised = unit * STEPS * (in_a_day + 1)
    return [
        promised if call.weight is None else unit * max(round(STEPS * call.weight / heaviest), 1)
        for call in calls
    ]


class _Stop:
    """Ends the search when nothing gets better, or the time is over; tells how far it is."""

    def __init__(self, seconds: float, progress: Callable[[int, int], None] | None) -> None:
        self._calm = NoImprovement(PATIENCE)
        self._until = monotonic() + seconds
        self._progress = progress
        self._best, self._rounds = 0, 0

    def __call__(self, best_cost: int) -> bool:
        self._rounds = 0 if best_cost != self._best else self._rounds + 1
        self._best = best_cost
        if self._progress and self._rounds % 50 == 0:
            self._progress(min(self._rounds, PATIENCE), PATIENCE)
        return self._calm(best_cost) or monotonic() >= self._until


# --- days that are all the same ---------------------------------------------------------------


def _earliest(board: Board, orders: Sequence[Order]) -> list[Order]:
    """The same orders of visits on days as early as they can be, team by team."""
    moved: list[Order] = []
    for team in range(len(board.most)):
        own = [order for order in orders if order.shift.team == team]
        days = [shift for shift in board.shifts if shift.team == team]
        if not own:
            continue
        begins = [[_begin(board, shift, order) for shift in days] for order in own]
        rows, columns = linear_sum_assignment(np.array(begins))
        moved += [Order(days[day], own[row].visits) for row, day in zip(rows, columns, strict=True)]
    return moved


def _begin(board: Board, shift: Shift, order: Order) -> float:
    """When the shift begins, if it could hold these visits; else never."""
    return shift.begins if board.fits(Order(shift, order.visits)) else np.inf


def with_the_rest(board: Board, orders: Sequence[Order], visits: Sequence[int]) -> list[Order]:
    """Whoever still fits is put into a day, the promised and the weightiest first.

    A search that was cut short leaves such, and one that is stuck leaves those who would fit if
    one other went to another day. After it nobody is left out without a cause.
    """
    days = {order.shift: order for order in orders}
    made = {visit for order in orders for visit in order.visits}
    for visit in sorted(set(visits) - made, key=lambda visit: _rank(board, visit)):
        best = _inserted(board, days, visit) or _exchanged(board, days, visit)
        days.update(best)
    return [order for order in days.values() if order.visits]


def _rank(board: Board, visit: int) -> tuple[float, int, int]:
    """The promised first, then by weight, then those who have the least choice."""
    weight = board.calls[visit].weight
    return -np.inf if weight is None else -weight, len(board.shifts_for(visit)), visit


Days = dict[Shift, Order]


def _inserted(board: Board, days: Days, visit: int, but: Shift | None = None) -> Days:
    """The one day that takes the visit in and whose way grows least; empty where none can."""
    able = (shift for shift in board.shifts if shift.team in board.calls[visit].teams)
    now = {shift: days.get(shift, Order(shift, ())) for shift in able if shift != but}
    grown = [order for day in now.values() for order in _tries(day, visit) if board.fits(order)]
    if not grown:
        return {}
    best = min(grown, key=lambda order: board.ways(order) - board.ways(now[order.shift]))
    return {best.shift: best}


def _exchanged(board: Board, days: Days, visit: int) -> Days:
    """The two days of which one takes the visit in another's place, and one that other; empty
    where there are none.
    """
    for day in list(days.values()):
        if day.shift.team not in board.calls[visit].teams:
            continue
        for other in day.visits:
            rest = Order(day.shift, tuple(v for v in day.visits if v != other))
            grown = next((order for order in _tries(rest, visit) if board.fits(order)), None)
            if grown and (moved := _inserted(board, days, other, but=day.shift)):
                return {day.shift: grown, **moved}
    return {}


def _tries(order: Order, visit: int) -> list[Order]:
    """The order with one visit more, at each place."""
    before = order.visits
    places = range(len(before) + 1)
    return [Order(order.shift, (*before[:at], visit, *before[at:])) for at in places]
