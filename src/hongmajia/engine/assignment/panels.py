"""Panels: every need gets several helpers, and what counts for it is their sum.

This is how reviewers are assigned to papers. The matrix of values comes from outside. Aims, one
after the other: as many places filled as possible; the totals of the needs leximin, the worst as
large as can be, then the next, and so on while there is time; the sum of all.

No flow can bound the total of a need, so this is an integer programme (HiGHS) on the dense matrix:
for some hundred needs and helpers. Flows still find most answers, by weighing up who falls short.
"""

from __future__ import annotations

from time import monotonic

import numpy as np

from hongmajia.engine.arrays import Floats, Ints
from hongmajia.engine.assignment.min_cost_flow import Network
from hongmajia.engine.assignment.panel_programme import _Programme
from hongmajia.engine.assignment.panel_search import Panels, _Search
from hongmajia.engine.facts import EngineError

SECONDS = 8.0
"""Time for fairness, where nothing is said."""


def assign_panels(
    affinity: Floats, wanted: Ints, room: Ints, *, seconds: float = SECONDS
) -> Panels:
    """The fairest panels, in about so many seconds.

    ``affinity``: needs × helpers, finite and ≥ 0; NaN where the pair is not allowed. ``wanted``:
    helpers per need; ``room``: needs per helper. Raises `EngineError` for shapes that do not fit
    and values that are none.
    """
    _check(affinity, wanted, room)
    places = _filled(affinity, wanted, room)
    search = _Search(_Programme(affinity, places, room), monotonic(), seconds)
    return search.run(int(wanted.sum() - places.sum()))


def _check(affinity: Floats, wanted: Ints, room: Ints) -> None:
    """Shapes and values."""
    if affinity.ndim != 2 or affinity.shape != (len(wanted), len(room)):
        raise EngineError("matrix_shape", shape=" × ".join(map(str, affinity.shape)))
    for row, column in np.argwhere((affinity < 0) | np.isinf(affinity))[:1]:
        value = float(affinity[row, column])
        raise EngineError("matrix_value", row=int(row) + 1, column=int(column) + 1, value=value)
    if (wanted < 0).any() or (room < 0).any():
        raise EngineError("matrix_negative")


def _filled(affinity: Floats, wanted: Ints, room: Ints) -> Ints:
    """How many places of each need are filled when as many needs as possible have one, and then as
    many places as possible are filled.
    """
    needs, helpers = affinity.shape
    net = Network()
    source, sink = net.node(), net.node()
    need, helper = net.nodes(needs), net.nodes(helpers)
    total = int(wanted.sum())
    first = net.arcs(source, need, np.minimum(wanted, 1), -2)
    more = net.arcs(source, need, np.maximum(wanted - 1, 0), -1)
    rows, columns = np.nonzero(~np.isnan(affinity))
    net.arcs(need[rows], helper[columns], 1, 0)
    net.arcs(helper, sink, room, 0)
    net.arcs(source, sink, total, 0)
    net.supply(source, total)
    net.supply(sink, -total)
    flows = net.solve()
    return np.asarray(flows[first] + flows[more], dtype=np.int64)
