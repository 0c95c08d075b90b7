"""What the pages of an offer leave to rooms to the right."""

from enum import StrEnum


class OfferSlot(StrEnum):
    """The slots of an offer's pages; the URL takes the offer's key."""

    ORDER = "offer.order"
    """link: order it"""
    HELD = "offer.held"
    """part: how often a course was held and how it was found"""
