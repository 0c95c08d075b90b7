"""Regions, the tree of unions, users and their roles, enterprises and seasons."""

from .accounts import Enterprise, Membership, User
from .import_maps import ImportMap
from .seasons import Season, SeasonStage, Target
from .unions import Region, Union

__all__ = [
    "Enterprise", "ImportMap", "Membership", "Region", "Season", "SeasonStage", "Target", "Union",
    "User",
]  # fmt: skip
