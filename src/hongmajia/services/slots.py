"""Slots on the page of an activity, which rooms to the right fill."""

from enum import StrEnum


class ActivitySlot(StrEnum):
    """Slots of an activity's page; each URL takes the activity's primary key."""

    MEETING = "activity.meeting"
    """part: the needs that a meeting for many answers, and what their askers said"""
    CLASS = "activity.class"
    """part: the class of which it is a session"""
    CLASSES = "activity.classes"
    """link on the list of activities: classes; the URL takes no key"""
    EVENT = "activity.event"
    """part: agenda, ceremony, and afterwards who came and what was asked"""
    EVENT_SIDE = "activity.event_side"
    """part: who holds it, where it goes, what people said"""
    CAMPAIGNS = "activity.campaigns"
    """part: the campaigns to which it belongs"""
    PUBLICITY = "activity.publicity"
    """part: news about it, poster, share card"""
