"""What an asker may tell of his problem; the same for form, spreadsheet and API."""

from datetime import date
from typing import TypedDict

from hongmajia.unions.models import Enterprise, Region


class Facts(TypedDict, total=False):
    """Fields of a need that its asker fills in. ``text``, ``region`` and the contact are needed."""

    title: str
    text: str
    equipment: str
    conditions: str
    tried: str
    goal: str
    times: str
    mode: str
    urgency: str
    wanted_by: date | None
    helpers_wanted: int
    industry: str
    visibility: str
    enterprise: Enterprise | None
    enterprise_name: str
    region: Region
    contact_name: str
    contact_phone: str
