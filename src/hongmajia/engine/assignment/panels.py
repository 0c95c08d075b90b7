"""Panels: every need gets several helpers, and what counts for it is the sum of their values.

This is how reviewers are assigned to papers. The matrix of values comes from outside. Aims in
this order: as many seats filled as possible; the totals of the needs leximin, the least as large
as possible, then the second least, and so on while there is time; the sum of all.

No flow can bound the total of a need, so this is an integer programme (HiGHS) on the dense
matrix, for some hundred needs and helpers; flows that weigh needs differently find most answers
faster.
"""

from __future__ import annotations

from time import monotonic

import numpy as np

from hongmajia.engine.arrays import Floats, Ints
from hongmajia.engine.assignment.min_cost_flow import FlowNetwork
from hongmajia.engine.assignment.panel_programme import PanelProgramme
from hongmajia.engine.assignment.panel_search import Panels, PanelSearch
from hongmajia.engine.facts import EngineError

SECONDS = 8.0
"""Default time limit of fairness."""


def assign_panels(
    affinity: Floats, wanted: Ints, capacity: Ints, *, seconds: float = SECONDS
) -> Panels:
    """The fairest panels, in about so many seconds.

    ``affinity``: needs × helpers, finite and ≥ 0; NaN where the pair is not allowed. ``wanted``:
    helpers per need; ``capacity``: needs per helper. Raises `EngineError` for shapes that do not
    match and invalid values.
    """
    _check(affinity, wanted, capacity)
    seats = _fill_seats(affinity, wanted, capacity)
    search = PanelSearch(PanelProgramme(affinity, seats, capacity), monotonic(), seconds)
    return search.run(int(wanted.sum() - seats.sum()))


def _check(affinity: Floats, wanted: Ints, capacity: Ints) -> None:
    """Raise `EngineError` for shapes that do not match and invalid values."""
    if affinity.ndim != 2 or affinity.shape != (len(wanted), len(capacity)):
        raise EngineError("matrix_shape", shape=" × ".join(map(str, affinity.shape)))
    for row, column in np.argwhere((affinity < 0) | np.isinf(affinity))[:1]:
        value = float(affinity[row, column])
        raise EngineError("matrix_value", row=int(row) + 1, column=int(column) + 1, value=value)
    if (wanted < 0).any() or (capacity < 0).any():
        raise EngineError("matrix_negative")


def _fill_seats(affinity: Floats, wanted: Ints, capacity: Ints) -> Ints:
    """Filled seats of each need: as many needs as possible get one, then most seats are filled."""
    needs, helpers = affinity.shape
    net = FlowNetwork()
    source, sink = net.node(), net.node()
    need, helper = net.nodes(needs), net.nodes(helpers)
    total = int(wanted.sum())
    first = net.arcs(source, need, np.minimum(wanted, 1), -2)
    more = net.arcs(source, need, np.maximum(wanted - 1, 0), -1)
    rows, columns = np.nonzero(~np.isnan(affinity))
    net.arcs(need[rows], helper[columns], 1, 0)
    net.arcs(helper, sink, capacity, 0)
    net.arcs(source, sink, total, 0)
    net.supply(source, total)
    net.supply(sink, -total)
    flows = net.solve()
    return np.asarray(flows[first] + flows[more], dtype=np.int64)
