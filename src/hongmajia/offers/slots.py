"""Slots in the pages of an offer, which other rooms fill (docs/architecture.md, Rooms)."""

from enum import StrEnum


class OfferSlot(StrEnum):
    """The slots of an offer's pages; a URL takes the primary key of the offer."""

    ORDER = "offer.order"
    """link: order it"""
    HELD = "offer.held"
    """part: how often a course was held and how it was rated"""
