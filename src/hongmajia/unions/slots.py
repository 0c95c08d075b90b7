"""What the page of an enterprise leaves to rooms to the right."""

from enum import StrEnum


class EnterpriseSlot(StrEnum):
    """The slots of an enterprise's page."""

    NEW_NEED = "enterprise.new_need"
    """link: enter a need for it; the URL takes no key"""
