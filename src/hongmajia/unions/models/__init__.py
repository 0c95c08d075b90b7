"""Regions, the tree of unions, users and their roles, enterprises and seasons."""

from .accounts import Enterprise, Membership, User
from .doubles import FirmPair
from .key_industries import KeyIndustry, KeyIndustryCode
from .seasons import Season, SeasonStage, Target
from .unions import Region, Union

__all__ = [
    "Enterprise", "FirmPair", "KeyIndustry", "KeyIndustryCode", "Membership", "Region", "Season",
    "SeasonStage", "Target", "Union", "User",
]  # fmt: skip
