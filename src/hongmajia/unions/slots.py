"""Slots in the pages of this room, which other rooms fill (docs/architecture.md, Rooms)."""

from enum import StrEnum


class UnionSlot(StrEnum):
    """The slots of the pages of unions."""

    CIRCULARS = "union.circulars"
    """link: circulars received and sent; the URL takes no key"""
    ACCOUNT = "union.account"
    """link: the account of a person of the union; the URL takes the user's key"""
    INVITATIONS = "union.invitations"
    """link: the people who have not come in yet; the URL takes no key"""

    DELIVERIES = "union.deliveries"
    """link: messages that did not arrive; the URL takes no key"""

    ROBOT = "union.robot"
    """link: the robot of the group chat; the URL takes the key of the union"""

    INSURANCE = "union.insurance"
    """link: the insurance of volunteers of the union; the URL takes its key"""

    LEAVING = "union.leaving"
    """link: a person leaves for good; the URL takes the key of the user"""


class EnterpriseSlot(StrEnum):
    """The slots of an enterprise's page."""

    YEARS = "enterprise.years"
    """link: what was done for the enterprise, by year"""
    MASTERS = "enterprise.masters"
    """part: the masters and teams that look after the enterprise for good"""
    NEW_NEED = "enterprise.new_need"
    """link: enter a need for the enterprise; the URL takes no key"""


class SeasonSlot(StrEnum):
    """The slots of a season's page; the URL takes the season's key."""

    ARCHIVES = "season.archives"
    """link: packages of the closed year for the archive office"""
