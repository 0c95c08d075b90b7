"""How long the steps of a season took, beside its limits: in working days, from stored days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hongmajia.core.clocks import workdays_between

from .copying import Pairs, taken_in
from .models import Season


@dataclass(frozen=True)
class StepTime:
    """The steps under one limit: half took at most ``median`` working days."""

    median: int
    late: float
    """The share that took longer than the limit, 0 to 1."""


def step_times(season: Season) -> dict[str, StepTime]:
    """The limits of a season of which any step was done; one query each."""
    found = {name: _step_time(pairs, getattr(season, name)) for name, pairs in taken_in(season)}
    return {name: time for name, time in found.items() if time}


def _step_time(pairs: Pairs, limit: int) -> StepTime | None:
    lasted = _by_length(pairs)
    total = sum(lasted.values())
    if not total:
        return None
    late = sum(n for days, n in lasted.items() if days > limit)
    return StepTime(_median(lasted, total), late / total)


def _by_length(pairs: Mapping[tuple[date, date], int]) -> dict[int, int]:
    """Working days → how many steps took so many."""
    lasted: dict[int, int] = {}
    for (begun, done), n in pairs.items():
        days = max(workdays_between(begun, done), 0)
        lasted[days] = lasted.get(days, 0) + n
    return lasted


def _median(lasted: Mapping[int, int], total: int) -> int:
    """The least number of days within which at least half were done."""
    so_far = 0
    for days in sorted(lasted):
        so_far += lasted[days]
        if 2 * so_far >= total:
            return days
    raise ValueError("nothing to take the middle of")
