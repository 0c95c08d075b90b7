"""Slots in the page of a helper, which other rooms fill (docs/architecture.md, Rooms)."""

from enum import StrEnum


class HelperSlot(StrEnum):
    """The slots of a helper's page; a URL takes the primary key of the helper."""

    CEREMONIES = "helper.ceremonies"
    """part: the ceremonies at which a team got its flags, or a master's pairs were sealed"""
    CAMPAIGNS = "helper.campaigns"
    """part: the campaigns in which the helper takes part"""
    OFFERS = "helper.offers"
    """part: what the helper offers"""
    HISTORY = "helper.history"
    """part: what the helper has done"""
    SERVICES = "helper.services"
    """part: the next visits, and what enterprises said about past ones"""
    CASES = "helper.cases"
    """part: cases about the helper"""
    FIGURES = "helper.figures"
    """part: the figures of a team's services"""
    YEARS = "helper.years"
    """link: what the helper did, by year"""
    NEW_OFFER = "helper.new_offer"
    """link: list an offer; the URL takes no key but ``?helper=``"""
    ITINERARY = "helper.itinerary"
    """link: the plan of a month's visits"""
    CERTIFICATES = "helper.certificates"
    """link: certificates of voluntary service"""


class ApprenticeshipSlot(StrEnum):
    """The slots of the page of an apprenticeship."""

    CEREMONY = "apprenticeship.ceremony"
    """part: the ceremony at which it was sealed"""
    GROWTH = "apprenticeship.growth"
    """link: how the apprentice grew"""
