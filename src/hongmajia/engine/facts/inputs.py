"""Needs and helpers, as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

DEFAULT_CAPACITY = 3
"""Needs a helper can still take if their capacity is not stated."""


class Mode(StrEnum):
    """How a need can be helped."""

    EITHER = "either"
    ONSITE = "onsite"
    ONLINE = "online"


class Kind(StrEnum):
    """Who helps: one artisan, or a team that works as one."""

    ARTISAN = "artisan"
    TEAM = "team"


class Licence(StrEnum):
    """A licence that some services take by law."""

    DOCTOR = "doctor"
    ELECTRICIAN = "electrician"
    WELDING = "welding"
    HEIGHT = "height"
    CONFINED = "confined"
    CHEMICAL = "chemical"


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One problem that somebody cannot solve alone.

    The place is the point ``lon``/``lat`` (degrees) if given, else the GB/T 2260 ``adcode``, else
    the words of ``region`` (“浙江湖州德清”). An unknown place is allowed: distance is then ignored.
    ``category`` is the official 1…7. ``excluded`` are the ids of helpers who must not be asked.
    ``required`` are the licences without all of which a helper must not be proposed.
    Needs with a higher ``urgency`` are served first when capacity is short.
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
    required: frozenset[Licence] = frozenset()
    urgency: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper:
    """One artisan or team that may be asked.

    ``capacity`` is how many further needs the helper can take now; 0 while paused or fully
    booked. ``weekly`` is how many they take in each later week of a plan over several weeks;
    ``None`` means as many as now. ``unit_type`` is the kind of place they work at (“高校”),
    ``grade`` their skill grade (“高级技师”). ``radius_km`` is how far the helper travels, ``None``
    for no limit; ``online_ok`` whether they offer guidance online. ``solved`` are texts of needs
    already solved, ``categories`` the need categories (1…7) of the services they offer, ``holds``
    the valid licences, of a team those of its members.
    """

    id: str
    name: str
    kind: Kind = Kind.ARTISAN
    text: str = ""
    trade: str = ""
    specialities: tuple[str, ...] = ()
    honours: tuple[str, ...] = ()
    unit_type: str = ""
    grade: str = ""
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
    holds: frozenset[Licence] = frozenset()


def in_order(licences: Iterable[Licence]) -> list[str]:
    """The values of the licences in the order of `Licence`, for messages."""
    told = set(licences)
    return [licence.value for licence in Licence if licence in told]


DEFAULT_CANDIDATES = 50
"""Candidates considered for each need, unless a shortage requires more."""
