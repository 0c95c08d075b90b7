"""Regions, the tree of unions, users and their roles, enterprises and seasons."""

from .accounts import Enterprise, Membership, User
from .doubles import FirmPair
from .import_maps import ImportMap
from .key_industries import KeyIndustry, KeyIndustryCode
from .provinces import Province
from .season_drafts import DraftRemark, SeasonDraft
from .seasons import Season, SeasonStage, Target
from .unions import Region, Union

__all__ = [
    "DraftRemark", "Enterprise", "FirmPair", "ImportMap", "KeyIndustry", "KeyIndustryCode",
    "Membership", "Province", "Region", "Season", "SeasonDraft", "SeasonStage", "Target",
    "Union", "User",
]  # fmt: skip
