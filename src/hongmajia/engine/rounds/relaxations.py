"""What would serve more needs: the changes of least cost for a whole round, counted exactly.

A need that stays without a helper although one would suit lacks capacity. Helpers who could serve
such needs, directly or by giving up another need, are grouped by craft and city; each group gets
unlimited capacity, and augmenting paths tell how many more needs are served and how much more
each helper would have to take.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from hongmajia.engine.arrays import Bools, Ints
from hongmajia.engine.assignment.graph import CandidateGraph
from hongmajia.engine.assignment.matching import Matching
from hongmajia.engine.index.helper_index import HelperIndex
from hongmajia.engine.messages.codes import Relaxation
from hongmajia.engine.places.regions import place_of
from hongmajia.engine.rounds.results import Unserved
from hongmajia.engine.scoring.pairs import PairTable
from hongmajia.engine.text import crafts

MOST_SHOWN = 5
"""Relaxations shown; people do not read more."""
GROUPS_TRIED = 5
"""Groups of helpers tried, those first that suit the most needs without a helper."""
COUNTED_TOGETHER = {
    "allow_online": "more_online",
    "extend_radius": "more_radius",
    "lift_exclusion": "more_lifted",
}
"""Remedies of single needs, and the code of the relaxation that counts them."""


def more_capacity(
    index: HelperIndex,
    pairs: PairTable,
    left_out: Ints,
    firsts: PairTable,
    capacity: Ints,
    weeks: int,
) -> tuple[Relaxation, ...]:
    """Groups of helpers with whose additional capacity more needs would be served, the most
    first.

    ``pairs``: all that are not pinned, including those of fully booked helpers; ``left_out``:
    rows of needs without a helper; ``firsts``: one pair for each other need; ``capacity``: what
    each helper may take besides the pins; ``weeks``: of the plan.
    """
    needs = int(max(pairs.need.max(initial=0), left_out.max())) + 1
    graph = CandidateGraph.of(pairs.need, pairs.helper, pairs.score, needs, capacity)
    now = Matching.from_pairs(graph, firsts.need, firsts.helper)
    targets = np.zeros(needs, dtype=np.bool_)
    targets[left_out] = True
    wanted = np.unique(pairs.helper[np.isin(pairs.need, left_out)])
    found = [
        _measure_group(index, now, group, targets, weeks)
        for group in _groups(index, pairs, wanted, targets)
    ]
    ranked = sorted(found, key=lambda each: (-each.params["serves"], each.params["extra"]))
    return tuple(each for each in ranked if each.params["serves"])[:MOST_SHOWN]


def _groups(index: HelperIndex, pairs: PairTable, wanted: Ints, targets: Bools) -> Iterable[Ints]:
    """The helpers of one craft in one city, the most suitable groups first."""
    craft = index.arrays.fields_of(wanted).argmax(axis=1)
    city = index.arrays.places.city[index.arrays.place_rows[wanted]]
    keys, group = np.unique(np.column_stack([craft, city]), axis=0, return_inverse=True)
    group = group.ravel()
    use = pairs.select(targets[pairs.need])
    touched = np.unique(
        np.column_stack([use.need, group[np.searchsorted(wanted, use.helper)]]), axis=0
    )
    popular = np.bincount(touched[:, 1], minlength=len(keys))
    return [wanted[group == each] for each in np.argsort(-popular, kind="stable")[:GROUPS_TRIED]]


def _measure_group(
    index: HelperIndex, now: Matching, group: Ints, targets: Bools, weeks: int
) -> Relaxation:
    """How many more needs would be served if this group had unlimited capacity.

    Other helpers keep what they have: their free capacity is of no use to needs without a helper,
    for otherwise these would have been served.
    """
    capacity = now.graph.capacity - now.remaining()
    capacity[group] += int(targets.sum())
    then = Matching(replace(now.graph, capacity=capacity), now.pair.copy())
    then.serve(targets, now.graph.ends(-np.inf))
    used = capacity - then.remaining()
    more = np.maximum(used - now.graph.capacity, 0)[group]
    each = {index.helpers.ids[row]: int(n) for row, n in zip(group, more, strict=True) if n}
    chinese, english = crafts.heaviest_craft(index.arrays.fields_of(group).sum(axis=0))
    where = place_of(index.helpers[int(group[0])])
    return Relaxation(
        "more_room",
        {
            "craft": chinese,
            "english": english,
            "region": where.city or where.province,
            "extra": sum(-(-n // weeks) for n in each.values()),
            "weeks": weeks,
            "serves": int(then.served.sum() - now.served.sum()),
            "helpers": each,
        },
    )


def more_reach(unserved: Sequence[Unserved]) -> tuple[Relaxation, ...]:
    """Remedies other than capacity, counted: each need they name would have a helper."""
    counts = Counter(left.remedy.code for left in unserved)
    return tuple(
        Relaxation(code, {"serves": counts[remedy]})
        for remedy, code in COUNTED_TOGETHER.items()
        if counts[remedy]
    )
