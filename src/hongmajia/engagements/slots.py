"""Places on the pages of an engagement that rooms to the right fill."""

from enum import StrEnum


class EngagementSlot(StrEnum):
    """The slots of an engagement's pages; the URL takes the engagement's key."""

    SCHEDULE = "engagement.schedule"
    """link: agree on a time"""
    CONFIRM = "engagement.confirm"
    """link: the asker confirms the service"""
    SERVICE = "engagement.service"
    """part: appointments and records"""
    THREAD = "engagement.thread"
    """part: the latest messages of helper and asker"""
    UNREAD = "engagement.unread"
    """part: unread marks of a list; the URL takes no key but ``?of=``"""
