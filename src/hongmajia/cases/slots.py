"""What the page of a case leaves to rooms to the right."""

from enum import StrEnum


class CaseSlot(StrEnum):
    """The slots of a case's page; the URL takes the case's key."""

    CARD = "case.card"
    """link: a picture to share, with a QR code"""
