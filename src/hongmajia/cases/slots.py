"""Slots on the page of a case, which rooms to the right fill."""

from enum import StrEnum


class CaseSlot(StrEnum):
    """Slots of a case's page; each URL takes the case's primary key."""

    CARD = "case.card"
    """link: a picture to share, with a QR code"""
    USE_BY_CODE = "case.use_by_code"
    """link: an enterprise without an account says that it put the case to use"""
    KINDS = "case.kinds"
    """link on the list of cases: kinds of problems; the URL takes no key"""
