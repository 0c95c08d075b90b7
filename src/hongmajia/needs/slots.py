"""Places on the pages of a need that rooms to the right fill."""

from enum import StrEnum


class NeedSlot(StrEnum):
    """The slots of a need's pages; the URL takes the need's key."""

    ALIKE = "need.alike"
    """part: problems like the one that is being typed; the URL takes no key"""
    CALLERS = "need.callers"
    """link: answer those who telephone; the URL takes no key"""
    CAMPAIGNS = "need.campaigns"
    """part: the campaigns to which it belongs"""
    CLAIM = "need.claim"
    """link: a helper offers to solve it"""
    CONFIRM = "need.confirm"
    """link: the asker confirms how it ended"""
    ENGAGEMENTS = "need.engagements"
    """part: who was asked and who helps"""
    INVITING = "need.inviting"
    """link: invite helpers for many needs; the URL takes no key"""
    KIND = "need.kind"
    """part: of which kind of problem it is, and how it was solved"""
    SERVICES = "need.services"
    """part: appointments, records, call-backs"""
    SHORTLIST = "need.shortlist"
    """part and link: suitable helpers"""
    SUPERVISION = "need.supervision"
    """link: put it under supervision, or see how that stands"""
    SUPERVISIONS = "need.supervisions"
    """link: all supervisions; the URL takes no key"""
    TRACKING = "need.tracking"
    """link: how it stands; the URL takes the tracking code"""
