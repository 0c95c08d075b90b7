"""What a round is asked to do: needs, pins, bans and the earlier plan, checked and numbered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from hongmajia.engine.arrays import Bools, Ints
from hongmajia.engine.facts import EngineError, Need, require_distinct
from hongmajia.engine.index.helper_index import HelperIndex
from hongmajia.engine.index.needs import NeedBatch
from hongmajia.engine.scoring.pairs import PairTable

PairIds = tuple[str, str]
"""(need id, helper id)."""


@dataclass(frozen=True, slots=True)
class RoundRequest:
    """A checked request; ids are replaced by rows, bans are among the exclusions of the needs.

    ``capacity`` is what each helper takes in all weeks, ``remaining`` what the pins leave of it,
    ``seconds`` the time for leximin.
    """

    batch: NeedBatch
    index: HelperIndex
    pins: frozenset[tuple[int, int]]
    previous: frozenset[tuple[int, int]] | None
    capacity: Ints
    remaining: Ints
    wanted: Ints
    urgency: Ints
    seconds: float
    weeks: int


def build_request(
    needs: Sequence[Need],
    index: HelperIndex,
    pins: Collection[PairIds],
    bans: Collection[PairIds],
    previous: Collection[PairIds] | None,
    per_need: int | None,
    seconds: float,
    weeks: int,
) -> RoundRequest:
    """The request for these arguments of `plan`. Raises `EngineError` if they contradict each
    other.
    """
    require_distinct(need.id for need in needs)
    rows = {need.id: row for row, need in enumerate(needs)}
    pinned = frozenset(_as_rows(pins, rows, index.position))
    banned = frozenset(_as_rows(bans, rows, index.position))
    for need, helper in sorted(pinned & banned):
        raise EngineError(
            "pinned_and_banned", need=needs[need].id, helper=index.helpers[helper].name
        )
    known_before = [
        pair for pair in previous or () if pair[0] in rows and pair[1] in index.position
    ]
    capacity = _capacity(index, weeks)
    remaining, wanted = _remaining(index, pinned, capacity), _wanted(needs, per_need)
    return RoundRequest(
        batch=index.prepare(_with_exclusions(needs, banned, index)),
        index=index,
        pins=pinned,
        previous=None
        if previous is None
        else frozenset(_as_rows(known_before, rows, index.position)),
        capacity=capacity,
        remaining=remaining,
        wanted=wanted,
        urgency=np.array([need.urgency for need in needs], dtype=np.int64),
        seconds=seconds,
        weeks=weeks,
    )


def _as_rows(
    pairs: Iterable[PairIds], rows: Mapping[str, int], columns: Mapping[str, int]
) -> Iterable[tuple[int, int]]:
    """Yield pairs of ids as (row of the need, row of the helper)."""
    for need, helper in pairs:
        if need not in rows:
            raise EngineError("unknown_need", id=need)
        if helper not in columns:
            raise EngineError("unknown_helper", id=helper)
        yield rows[need], columns[helper]


def _with_exclusions(
    needs: Sequence[Need], banned: Collection[tuple[int, int]], index: HelperIndex
) -> tuple[Need, ...]:
    """The needs, each also excluding the helpers banned for it."""
    against: dict[int, set[str]] = {}
    for need, helper in banned:
        against.setdefault(need, set()).add(index.helpers[helper].id)
    return tuple(
        replace(need, excluded=need.excluded | against[row]) if row in against else need
        for row, need in enumerate(needs)
    )


def _capacity(index: HelperIndex, weeks: int) -> Ints:
    """What each helper takes in all weeks."""
    if weeks < 1:
        raise EngineError("no_weeks", weeks=weeks)
    return np.asarray(index.capacity + (weeks - 1) * index.weekly, dtype=np.int64)


def _remaining(index: HelperIndex, pins: Collection[tuple[int, int]], capacity: Ints) -> Ints:
    """What the pins leave of each helper's capacity."""
    pinned = np.bincount([helper for _, helper in pins], minlength=len(index)).astype(np.int64)
    exceeded = np.flatnonzero(pinned > capacity)
    if len(exceeded):
        helper = index.helpers[exceeded[0]]
        raise EngineError(
            "pins_over_capacity",
            helper=helper.name,
            pinned=int(pinned[exceeded[0]]),
            capacity=int(capacity[exceeded[0]]),
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


def is_listed(table: PairTable, pairs: Collection[tuple[int, int]]) -> Bools:
    """Mask of the pairs of a table that are among these (need row, helper row)."""
    width = int(table.helper.max(initial=0)) + 1
    keys = np.array(
        [need * width + helper for need, helper in pairs if helper < width], dtype=np.int64
    )
    return np.isin(table.need * width + table.helper, keys)
