"""What a round is asked to do: needs, pins, bans and the earlier plan, checked and numbered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from hongmajia.engine.arrays import Bools, Ints
from hongmajia.engine.facts import EngineError, Need, require_distinct
from hongmajia.engine.index.helper_index import HelperIndex
from hongmajia.engine.index.needs import Asked
from hongmajia.engine.scoring.pairs import Table

Wish = tuple[str, str]
"""(need id, helper id)."""


@dataclass(frozen=True, slots=True)
class Round:
    """The question, checked and numbered; bans stand among the needs' exclusions.

    ``capacity`` is what each helper takes in all weeks, ``room`` what the pins leave of it.
    """

    asked: Asked
    index: HelperIndex
    pins: frozenset[tuple[int, int]]
    previous: frozenset[tuple[int, int]] | None
    capacity: Ints
    room: Ints
    wanted: Ints
    urgency: Ints
    seconds: float
    weeks: int


def prepare(
    needs: Sequence[Need],
    index: HelperIndex,
    pins: Collection[Wish],
    bans: Collection[Wish],
    previous: Collection[Wish] | None,
    per_need: int | None,
    seconds: float,
    weeks: int,
) -> Round:
    """Check the wishes against the facts and number everything."""
    require_distinct(need.id for need in needs)
    rows = {need.id: row for row, need in enumerate(needs)}
    pinned = frozenset(_numbered(pins, rows, index.position))
    banned = frozenset(_numbered(bans, rows, index.position))
    for need, helper in sorted(pinned & banned):
        raise EngineError(
            "pinned_and_banned", need=needs[need].id, helper=index.helpers[helper].name
        )
    known_before = [
        wish for wish in previous or () if wish[0] in rows and wish[1] in index.position
    ]
    capacity = _capacity(index, weeks)
    room, wanted = _room(index, pinned, capacity), _wanted(needs, per_need)
    return Round(
        asked=index.ask(_with_exclusions(needs, banned, index)),
        index=index,
        pins=pinned,
        previous=None
        if previous is None
        else frozenset(_numbered(known_before, rows, index.position)),
        capacity=capacity,
        room=room,
        wanted=wanted,
        urgency=np.array([need.urgency for need in needs], dtype=np.int64),
        seconds=seconds,
        weeks=weeks,
    )


def _numbered(
    wishes: Iterable[Wish], rows: Mapping[str, int], columns: Mapping[str, int]
) -> Iterable[tuple[int, int]]:
    """Ids as row and column numbers."""
    for need, helper in wishes:
        if need not in rows:
            raise EngineError("unknown_need", id=need)
        if helper not in columns:
            raise EngineError("unknown_helper", id=helper)
        yield rows[need], columns[helper]


def _with_exclusions(
    needs: Sequence[Need], banned: Collection[tuple[int, int]], index: HelperIndex
) -> tuple[Need, ...]:
    """The needs, each excluding also those banned for it."""
    against: dict[int, set[str]] = {}
    for need, helper in banned:
        against.setdefault(need, set()).add(index.helpers[helper].id)
    return tuple(
        replace(need, excluded=need.excluded | against[row]) if row in against else need
        for row, need in enumerate(needs)
    )


def _capacity(index: HelperIndex, weeks: int) -> Ints:
    """What each helper takes in all these weeks."""
    if weeks < 1:
        raise EngineError("no_weeks", weeks=weeks)
    return np.asarray(index.capacity + (weeks - 1) * index.weekly, dtype=np.int64)


def _room(index: HelperIndex, pins: Collection[tuple[int, int]], capacity: Ints) -> Ints:
    """What the pins leave of each helper's capacity."""
    pinned = np.bincount([helper for _, helper in pins], minlength=len(index)).astype(np.int64)
    over = np.flatnonzero(pinned > capacity)
    if len(over):
        helper = index.helpers[over[0]]
        raise EngineError(
            "pins_over_capacity",
            helper=helper.name,
            pinned=int(pinned[over[0]]),
            capacity=int(capacity[over[0]]),
        )
    return np.asarray(capacity - pinned, dtype=np.int64)


def _wanted(needs: Sequence[Need], per_need: int | None) -> Ints:
    """How many helpers each need wants, pins included."""
    for need in needs:
        if (wanted := need.helpers_wanted if per_need is None else per_need) < 1:
            raise EngineError("negative_wanted", id=need.id, wanted=wanted)
    return np.array(
        [need.helpers_wanted if per_need is None else per_need for need in needs], dtype=np.int64
    )


def _among(table: Table, wishes: Collection[tuple[int, int]]) -> Bools:
    """Which pairs of the table are among the wishes."""
    width = int(table.helper.max(initial=0)) + 1
    keys = np.array(
        [need * width + helper for need, helper in wishes if helper < width], dtype=np.int64
    )
    return np.isin(table.need * width + table.helper, keys)
