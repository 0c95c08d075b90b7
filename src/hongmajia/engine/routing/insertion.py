"""TODO."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from hongmajia.engine.routing.schedule import Board, Order, Shift


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
