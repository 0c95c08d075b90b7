"""Visits put in order by PyVRP: one vehicle a team and day, optional clients with prizes.

Works in whole minutes and row numbers; `visits` turns facts into these and back. All clients are
optional to PyVRP, with prizes in three tiers (promised, then by weight, then the way), so that
there always is an answer; what does not fit is missing from it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic
from typing import Any

import numpy as np
import pyvrp
from pyvrp.stop import NoImprovement
from scipy.optimize import linear_sum_assignment

from hongmajia.engine.routing.insertion import with_the_rest
from hongmajia.engine.routing.schedule import NEVER, Board, Order, Shift

PATIENCE = 2000
"""Rounds of the search without anything better after which it ends."""
STEPS = 100
"""Weights are told apart to a hundredth of the greatest."""
SEARCH = pyvrp.SolveParams(penalty=pyvrp.PenaltyParams(max_penalty=1e9))
"""A late arrival must be able to cost more than any prize, or the search stays with the late."""


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
