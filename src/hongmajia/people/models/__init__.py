"""Helpers, which are artisans or teams, and apprenticeships."""

from .apprenticeships import Apprenticeship, Assessment
from .helpers import (
    EARLIEST,
    MAX_RADIUS_KM,
    MAX_WEEKLY,
    Artisan,
    Helper,
    Honour,
    this_year,
)
from .recruits import Recruit
from .teams import Team, TeamGroup, TeamMembership

__all__ = [
    "EARLIEST",
    "MAX_RADIUS_KM",
    "MAX_WEEKLY",
    "Apprenticeship",
    "Artisan",
    "Assessment",
    "Helper",
    "Honour",
    "Recruit",
    "Team",
    "TeamGroup",
    "TeamMembership",
    "this_year",
]
