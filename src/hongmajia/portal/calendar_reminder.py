"""The reminder on the host's desk that the calendar of working days is not filled in."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from hongmajia.core.clocks import special_days
from hongmajia.core.holidays import is_published
from hongmajia.unions.enums import Role

DECEMBER = 12
"""From this month on the next year is looked at: the State Council publishes it in November."""


@dataclass(frozen=True)
class MissingYear:
    """A year without an entry, and whether the installed data have its arrangement."""

    year: int
    is_published: bool


def missing_year(user: Any, today: date) -> MissingYear | None:
    """The year whose calendar the user is to fill in, for cadres of unions that run seasons.

    From 1 December that is the next year, before that the present one. ``None`` if there is any
    entry of it. One query at most; the calendar is cached for a minute.
    """
    year = today.year + 1 if today.month >= DECEMBER else today.year
    if not user.scope(Role.CADRE) or any(day.year == year for day in special_days()):
        return None
    return MissingYear(year, is_published(year)) if user.hosts_seasons() else None
