"""Regions, the tree of unions, users and their roles, enterprises and seasons."""

from .accounts import Enterprise, Membership, User
from .seasons import Season, SeasonStage, Target
from .unions import Province, Region, Union

__all__ = [
    "Enterprise", "Membership", "Province", "Region", "Season", "SeasonStage", "Target", "Union",
    "User",
]  # fmt: skip
