"""Places on the pages of this room that rooms to the right fill."""

from enum import StrEnum


class MatchingSlot(StrEnum):
    """The slots of the pages about common problems."""

    MEETING = "problem.meeting"
    """link: call a meeting for all who ask; the URL takes the key of the problem"""
    MEETINGS = "problem.meetings"
    """part: the meetings that were called for it; the URL takes its key"""
