"""Places on the pages of this room that rooms to the right fill."""

from enum import StrEnum


class MatchingSlot(StrEnum):
    """The slots of the pages about common problems."""

    KIND = "problem.kind"
    """link: confirm that its needs are one kind of problem; the URL takes the key of the problem"""
    MEETING = "problem.meeting"
    """link: call a meeting for all who ask; the URL takes the key of the problem"""
    MEETINGS = "problem.meetings"
    """part: the meetings that were called for it; the URL takes its key"""
