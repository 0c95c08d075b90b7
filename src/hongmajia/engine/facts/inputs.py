"""What the engine is told: needs and helpers, as plain facts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

DEFAULT_CAPACITY = 3
"""Needs a helper may still take when nobody has said how many."""


class Mode(StrEnum):
    """How a need can be helped."""

    EITHER = "either"
    ONSITE = "onsite"
    ONLINE = "online"


class Kind(StrEnum):
    """Who helps: one artisan, or a team that comes as one."""

    ARTISAN = "artisan"
    TEAM = "team"


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One problem somebody cannot solve alone.

    The place is the point ``lon``/``lat`` (degrees) if given, else the GB/T 2260 ``adcode``,
    else the words of ``region`` (“浙江湖州德清”). An unknown place is allowed: distance then
    plays no part. ``category`` is the official 1…7. ``excluded`` are the ids of helpers who
    must not be asked. A higher ``urgency`` is served first when capacity is short.
    """

    id: str
    text: str
    title: str = ""
    industry: str = ""
    category: int | None = None
    region: str = ""
    adcode: str = ""
    lon: float | None = None
    lat: float | None = None
    mode: Mode = Mode.EITHER
    helpers_wanted: int = 1
    excluded: frozenset[str] = frozenset()
    urgency: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper:
    """One artisan or team that may be asked.

    ``capacity`` is how many further needs the helper may take now; 0 while paused or full.
    ``weekly`` is how many he takes in each later week of a plan for several; ``None``: as now.
    ``radius_km`` is how far the helper travels, ``None`` for no limit; ``online_ok`` whether
    guidance at a distance is offered. ``solved`` are texts of needs already solved,
    ``categories`` the need categories (1…7) of what the helper offers.
    """

    id: str
    name: str
    kind: Kind = Kind.ARTISAN
    text: str = ""
    trade: str = ""
    specialities: tuple[str, ...] = ()
    honours: tuple[str, ...] = ()
    industry: str = ""
    categories: frozenset[int] = frozenset()
    region: str = ""
    adcode: str = ""
    lon: float | None = None
    lat: float | None = None
    capacity: int = DEFAULT_CAPACITY
    weekly: int | None = None
    radius_km: float | None = None
    online_ok: bool = True
    solved: tuple[str, ...] = ()


CANDIDATES = 50
"""Candidates looked at for each need, before a shortage widens the search."""
