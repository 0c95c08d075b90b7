"""Places on the pages of accounts that rooms to the right fill."""

from enum import StrEnum


class SecuritySlot(StrEnum):
    """The slots of the pages of the security administrator."""

    WEBHOOKS = "security.webhooks"
    """link: events that are sent to other systems; the URL takes no key"""
