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
from .safety import DAYS_BEFORE, Insurance, Licence, masked
from .teams import Team, TeamGroup, TeamMembership
from .ties import FirmTie

__all__ = [
    "DAYS_BEFORE",
    "EARLIEST",
    "MAX_RADIUS_KM",
    "MAX_WEEKLY",
    "Apprenticeship",
    "Artisan",
    "Assessment",
    "FirmTie",
    "Helper",
    "Honour",
    "Insurance",
    "Licence",
    "Recruit",
    "Team",
    "TeamGroup",
    "TeamMembership",
    "masked",
    "this_year",
]
