"""The search for routes, by PyVRP: one vehicle per team and day, optional clients with prizes.

PyVRP (Wouda, Lan & Kool, 2024) minimises travel time minus prizes of the clients visited, by an
iterated local search. All clients are optional, with prizes in three tiers (promised visits,
optional ones by weight, travel time), so that there is always a feasible solution.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic
from typing import Any

import numpy as np
import pyvrp
from pyvrp.stop import NoImprovement
from scipy.optimize import linear_sum_assignment

from hongmajia.engine.routing.insertion import insert_remaining
from hongmajia.engine.routing.schedule import UNREACHABLE, Route, RoutingProblem, Shift

PATIENCE_ITERATIONS = 2000
"""Iterations without improvement after which the search ends."""
WEIGHT_STEPS = 100
"""Weights are distinguished to a hundredth of the largest."""
PARAMETERS = pyvrp.SolveParams(penalty=pyvrp.PenaltyParams(max_penalty=1e9))
"""The penalty of a late arrival must be able to exceed any prize, or the search stays
infeasible.
"""


def search(
    problem: RoutingProblem,
    visits: Sequence[int],
    *,
    seconds: float,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> list[Route]:
    """The routes of the shifts that have visits; only ``visits`` are planned.

    Each of them must fit some shift alone.
    """
    if not visits:
        return []
    first = insert_remaining(problem, [], visits)
    data, visit_of_client = _problem(problem, visits)
    stop = _StopCriterion(seconds, progress)
    start = _solution(problem, first, data, visit_of_client)
    result = pyvrp.solve(
        data, stop, seed=seed, collect_stats=False, params=PARAMETERS, initial_solution=start
    )
    if progress:
        progress(PATIENCE_ITERATIONS, PATIENCE_ITERATIONS)
    orders = [
        Route(
            problem.shifts[route.vehicle_type()], tuple(visit_of_client[c] for c in _clients(route))
        )
        for route in result.best.routes()
    ]
    kept = _on_earliest_days(problem, [order for order in orders if problem.timing(order)])
    return insert_remaining(problem, kept, visits)


def _solution(
    problem: RoutingProblem,
    orders: Sequence[Route],
    data: pyvrp.ProblemData,
    visit_of_client: Sequence[int],
) -> pyvrp.Solution:
    """Routes as a PyVRP solution to start from; of a visit's clients the one whose opening is
    used.
    """
    routes = []
    origin = min(shift.begins for shift in problem.shifts)
    for order in orders:
        timing = problem.timing(order)
        if timing is None:
            continue
        clients = [
            next(
                c
                for c, v in enumerate(visit_of_client)
                if v == visit
                and data.client(c).tw_early <= begins - origin <= data.client(c).tw_late
            )
            for visit, begins in zip(order.visits, timing.begins, strict=True)
        ]
        steps = [pyvrp.Activity(pyvrp.ActivityType.CLIENT, client) for client in clients]
        routes.append(pyvrp.Route(data, steps, problem.shifts.index(order.shift)))
    return pyvrp.Solution(data, routes)


def _clients(route: pyvrp.Route) -> list[int]:
    """The clients of a PyVRP route in their order."""
    return [step.idx for step in route.schedule() if step.is_client()]


# --- the problem as PyVRP data


def _problem(problem: RoutingProblem, visits: Sequence[int]) -> tuple[pyvrp.ProblemData, list[int]]:
    """PyVRP's data, and for each of its clients the visit it stands for.

    A visit with several openings is a group of clients of which at most one is visited.
    """
    origin = min(shift.begins for shift in problem.shifts)
    prizes = _prizes(problem, visits)
    clients: list[pyvrp.Client] = []
    groups: list[pyvrp.ClientGroup] = []
    visit_of_client: list[int] = []
    homes = len(problem.max_visits)
    for row, visit in enumerate(visits):
        timed_visit = problem.timed_visits[visit]
        usable = [opening for opening in timed_visit.openings if opening.last >= origin]
        own = range(len(clients), len(clients) + len(usable))
        group = len(groups) if len(own) > 1 else None
        if group is not None:
            groups.append(pyvrp.ClientGroup(list(own), required=False))
        for opening in usable:
            clients.append(
                pyvrp.Client(
                    location=homes + row,
                    delivery=[1],
                    service_duration=timed_visit.minutes,
                    tw_early=max(opening.first - origin, 0),
                    tw_late=opening.last - origin,
                    prize=prizes[row],
                    required=False,
                    group=group,
                )
            )
            visit_of_client.append(visit)
    matrices = _travel_matrices(problem, visits)
    data = pyvrp.ProblemData(
        locations=[pyvrp.Location(0, 0)] * (homes + len(visits)),
        clients=clients,
        depots=[pyvrp.Depot(location=home) for home in range(homes)],
        vehicle_types=[_vehicle(problem, shift, origin, len(clients)) for shift in problem.shifts],
        distance_matrices=matrices,
        duration_matrices=matrices,
        groups=groups,
    )
    return data, visit_of_client


def _vehicle(problem: RoutingProblem, shift: Shift, origin: int, many: int) -> pyvrp.VehicleType:
    """A shift as a vehicle type; the number of visits is its capacity."""
    return pyvrp.VehicleType(
        capacity=[problem.max_visits[shift.team] or many],
        start_depot=shift.team,
        end_depot=shift.team,
        tw_early=shift.begins - origin,
        tw_late=shift.ends - origin,
        profile=shift.team,
    )


def _travel_matrices(problem: RoutingProblem, visits: Sequence[int]) -> list[Any]:
    """One travel matrix per team, in which visits it must not make are unreachable."""
    homes = list(range(len(problem.max_visits)))
    places = [*homes, *map(problem.place, visits)]
    travel_minutes = problem.minutes[np.ix_(places, places)].astype(np.int64)
    matrices = []
    for team in homes:
        closed = [
            len(homes) + row
            for row, v in enumerate(visits)
            if team not in problem.timed_visits[v].teams
        ]
        own = travel_minutes.copy()
        own[:, closed] = own[closed, :] = UNREACHABLE
        np.fill_diagonal(own, 0)
        matrices.append(own)
    return matrices


def _prizes(problem: RoutingProblem, visits: Sequence[int]) -> list[int]:
    """The prize of each visit, in minutes of travel.

    One more visit never lengthens a route by more than twice the longest travel time, so the
    smallest prize exceeds that; and a promised visit counts more than all optional ones that a
    day can hold.
    """
    timed_visits = [problem.timed_visits[visit] for visit in visits]
    unit = 2 * int(problem.minutes.max(initial=0)) + 1
    heaviest = max(
        (timed_visit.weight for timed_visit in timed_visits if timed_visit.weight is not None),
        default=1.0,
    )
    longest = max(shift.ends - shift.begins for shift in problem.shifts)
    in_a_day = longest // min(timed_visit.minutes for timed_visit in timed_visits) + 1
    promised = unit * WEIGHT_STEPS * (in_a_day + 1)
    return [
        promised
        if timed_visit.weight is None
        else unit * max(round(WEIGHT_STEPS * timed_visit.weight / heaviest), 1)
        for timed_visit in timed_visits
    ]


class _StopCriterion:
    """Ends the search when there is no improvement or time is up; reports progress."""

    def __init__(self, seconds: float, progress: Callable[[int, int], None] | None) -> None:
        self._no_improvement = NoImprovement(PATIENCE_ITERATIONS)
        self._until = monotonic() + seconds
        self._progress = progress
        self._best, self._rounds = 0, 0

    def __call__(self, best_cost: int) -> bool:
        self._rounds = 0 if best_cost != self._best else self._rounds + 1
        self._best = best_cost
        if self._progress and self._rounds % 50 == 0:
            self._progress(min(self._rounds, PATIENCE_ITERATIONS), PATIENCE_ITERATIONS)
        return self._no_improvement(best_cost) or monotonic() >= self._until


# --- days


def _on_earliest_days(problem: RoutingProblem, orders: Sequence[Route]) -> list[Route]:
    """The same routes on the earliest days possible, team by team (linear assignment;
    ``linear_sum_assignment``).
    """
    moved: list[Route] = []
    for team in range(len(problem.max_visits)):
        own = [order for order in orders if order.shift.team == team]
        days = [shift for shift in problem.shifts if shift.team == team]
        if not own:
            continue
        begins = [[_earliest_start(problem, shift, order) for shift in days] for order in own]
        rows, columns = linear_sum_assignment(np.array(begins))
        moved += [Route(days[day], own[row].visits) for row, day in zip(rows, columns, strict=True)]
    return moved


def _earliest_start(problem: RoutingProblem, shift: Shift, order: Route) -> float:
    """When the shift begins, if it could hold the visits of the route; else ∞."""
    return shift.begins if problem.fits(Route(shift, order.visits)) else np.inf
