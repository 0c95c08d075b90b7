"""Places on the pages of this room that rooms to the right fill."""

from enum import StrEnum


class MatchingSlot(StrEnum):
    """The slots of the pages about common problems."""

    MEETING = "problem.meeting"
    """link: plan a meeting for all who ask; the URL takes no key"""
