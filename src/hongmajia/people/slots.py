"""What the page of a helper leaves to rooms to the right."""

from enum import StrEnum


class HelperSlot(StrEnum):
    """The slots of a helper's page; the URL takes the helper's key."""

    OFFERS = "helper.offers"
    """part: what the helper offers"""
    HISTORY = "helper.history"
    """part: what the helper has done"""
    SERVICES = "helper.services"
    """part: where the helper goes next, what enterprises said"""
    CASES = "helper.cases"
    """part: cases about the helper"""
    FIGURES = "helper.figures"
    """part: a team's work in numbers"""
    NEW_OFFER = "helper.new_offer"
    """link: list an offer; the URL takes no key but ``?helper=``"""
    ITINERARY = "helper.itinerary"
    """link: the plan of a month's visits"""
    CERTIFICATES = "helper.certificates"
    """link: certificates of voluntary service"""
