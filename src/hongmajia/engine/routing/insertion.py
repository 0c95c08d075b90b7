"""Inserting visits that the search left out (best insertion, and exchange with one
other visit).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from hongmajia.engine.routing.schedule import Route, RoutingProblem, Shift


def insert_remaining(
    problem: RoutingProblem, orders: Sequence[Route], visits: Sequence[int]
) -> list[Route]:
    """The routes with every further visit that fits, promised ones and high weights first.

    A search that was stopped early leaves visits that still fit; one at a local optimum leaves
    visits that would fit if another one were moved to another day. Afterwards no visit is left
    out without a cause that can be stated.
    """
    days = {order.shift: order for order in orders}
    made = {visit for order in orders for visit in order.visits}
    for visit in sorted(set(visits) - made, key=lambda visit: _rank(problem, visit)):
        best = _best_insertion(problem, days, visit) or _best_exchange(problem, days, visit)
        days.update(best)
    return [order for order in days.values() if order.visits]


def _rank(problem: RoutingProblem, visit: int) -> tuple[float, int, int]:
    """Sort key: promised visits first, then by weight, then those with the fewest possible
    shifts.
    """
    weight = problem.timed_visits[visit].weight
    return -np.inf if weight is None else -weight, len(problem.shifts_for(visit)), visit


Days = dict[Shift, Route]


def _best_insertion(
    problem: RoutingProblem, days: Days, visit: int, but: Shift | None = None
) -> Days:
    """The one changed route (not on the shift ``but``) whose travel time grows least by taking
    the visit; empty if none can.
    """
    able_teams = (
        shift for shift in problem.shifts if shift.team in problem.timed_visits[visit].teams
    )
    now = {shift: days.get(shift, Route(shift, ())) for shift in able_teams if shift != but}
    grown = [
        order for day in now.values() for order in _insertions(day, visit) if problem.fits(order)
    ]
    if not grown:
        return {}
    best = min(
        grown,
        key=lambda order: problem.travel_minutes(order) - problem.travel_minutes(now[order.shift]),
    )
    return {best.shift: best}


def _best_exchange(problem: RoutingProblem, days: Days, visit: int) -> Days:
    """Two changed routes: one takes the visit in place of another, which the other route takes;
    empty if there are none.
    """
    for day in list(days.values()):
        if day.shift.team not in problem.timed_visits[visit].teams:
            continue
        for other in day.visits:
            rest = Route(day.shift, tuple(v for v in day.visits if v != other))
            grown = next((order for order in _insertions(rest, visit) if problem.fits(order)), None)
            if grown and (moved := _best_insertion(problem, days, other, but=day.shift)):
                return {day.shift: grown, **moved}
    return {}


def _insertions(order: Route, visit: int) -> list[Route]:
    """The route with the visit inserted at each position."""
    before = order.visits
    places = range(len(before) + 1)
    return [Route(order.shift, (*before[:at], visit, *before[at:])) for at in places]
