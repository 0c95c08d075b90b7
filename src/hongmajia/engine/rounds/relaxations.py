"""What would serve more: the cheapest changes for a whole round, each counted exactly by flow.

Whoever is left out though somebody suits him is short of room. The helpers who could free him are
taken together by craft and city, given all the room they like, and it is counted how many more are
served and who would have to take how many more for that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from hongmajia.engine.arrays import Bools, Ints
from hongmajia.engine.assignment.graph import Choices
from hongmajia.engine.assignment.matching import Matching
from hongmajia.engine.index.helper_index import HelperIndex
from hongmajia.engine.messages.codes import Relaxation
from hongmajia.engine.places.regions import place_of
from hongmajia.engine.rounds.results import Unserved
from hongmajia.engine.scoring.pairs import Table
from hongmajia.engine.text import crafts

SHOWN = 5
"""Relaxations told: more are not read."""
LOOKED_AT = 5
"""Groups of helpers tried, those first whom most of those left out could use."""
SINGLE = {
    "allow_online": "more_online",
    "extend_radius": "more_radius",
    "lift_exclusion": "more_lifted",
}
"""Remedies of single needs, and what they are called when they are counted together."""


def more_room(
    index: HelperIndex, pairs: Table, left_out: Ints, firsts: Table, room: Ints, weeks: int
) -> tuple[Relaxation, ...]:
    """Room that would serve more, the most first. ``pairs``: all that are not pinned, also with the
    full; ``left_out``: rows of needs without a helper; ``firsts``: a pair of each other need;
    ``room``: what each helper may take beside what is pinned.
    """
    needs = int(max(pairs.need.max(initial=0), left_out.max())) + 1
    choices = Choices.of(pairs.need, pairs.helper, pairs.score, needs, room)
    now = Matching.of(choices, firsts.need, firsts.helper)
    seekers = np.zeros(needs, dtype=np.bool_)
    seekers[left_out] = True
    wanted = np.unique(pairs.helper[np.isin(pairs.need, left_out)])
    found = [
        _tried(index, now, group, seekers, weeks)
        for group in _groups(index, pairs, wanted, seekers)
    ]
    ranked = sorted(found, key=lambda each: (-each.params["serves"], each.params["extra"]))
    return tuple(each for each in ranked if each.params["serves"])[:SHOWN]


def _groups(index: HelperIndex, pairs: Table, wanted: Ints, seekers: Bools) -> Iterable[Ints]:
    """The helpers of one craft in one city, the most wanted groups first."""
    craft = index.known.crafts_of(wanted).argmax(axis=1)
    city = index.known.where.city[index.known.cell[wanted]]
    keys, group = np.unique(np.column_stack([craft, city]), axis=0, return_inverse=True)
    group = group.ravel()
    use = pairs.where(seekers[pairs.need])
    touched = np.unique(
        np.column_stack([use.need, group[np.searchsorted(wanted, use.helper)]]), axis=0
    )
    popular = np.bincount(touched[:, 1], minlength=len(keys))
    return [wanted[group == each] for each in np.argsort(-popular, kind="stable")[:LOOKED_AT]]


def _tried(
    index: HelperIndex, now: Matching, group: Ints, seekers: Bools, weeks: int
) -> Relaxation:
    """How many more are served if this group had room enough (what room others have left is of no
    use to those left out, or they would not be).
    """
    room = now.choices.room - now.left()
    room[group] += int(seekers.sum())
    then = Matching(replace(now.choices, room=room), now.pair.copy())
    then.serve(seekers, now.choices.ends(-np.inf))
    used = room - then.left()
    more = np.maximum(used - now.choices.room, 0)[group]
    each = {index.helpers.ids[row]: int(n) for row, n in zip(group, more, strict=True) if n}
    chinese, english = crafts.named(index.known.crafts_of(group).sum(axis=0))
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
    """Remedies other than room, counted together: each need they name would have a helper."""
    counts = Counter(left.remedy.code for left in unserved)
    return tuple(
        Relaxation(code, {"serves": counts[remedy]})
        for remedy, code in SINGLE.items()
        if counts[remedy]
    )
