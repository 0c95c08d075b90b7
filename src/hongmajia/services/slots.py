"""What the page of an activity leaves to rooms to the right."""

from enum import StrEnum


class ActivitySlot(StrEnum):
    """The slots of an activity's page; the URL takes the activity's key."""

    PUBLICITY = "activity.publicity"
    """part: news about it, poster, share card"""
