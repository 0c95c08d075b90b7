"""The facts of a need: what form, API, import and export share."""

from datetime import date
from typing import TypedDict

from hongmajia.core.facts import FactSet
from hongmajia.unions.models import Enterprise, Region


class Facts(TypedDict, total=False):
    """Fields that the asker fills in; ``text``, ``region`` and the contact are required."""

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
    dangers: list[str]
    needs_doctor: bool
    industry: str
    visibility: str
    enterprise: Enterprise | None
    enterprise_name: str
    credit_code: str
    region: Region
    contact_name: str
    contact_phone: str


NEED_FACTS = FactSet(
    Facts,
    written_as={
        # A known name or code finds the enterprise; an unknown code is kept beside the name.
        "enterprise_name": ("enterprise_name", "enterprise", "credit_code"),
        "credit_code": ("enterprise", "credit_code"),
    },
    not_facts={
        "campaign": "joined after it is made (core.themes)",
        "photos": "files, an argument of their own",
        "category": "confirmed by a cadre; an import may suggest one, an argument of its own",
    },
    left_out={
        "import": dict.fromkeys(
            ("enterprise_name", "credit_code"),
            "a spreadsheet holds needs of registered enterprises only",
        ),
        "export": {
            **dict.fromkeys(
                ("equipment", "conditions", "tried", "times", "urgency", "wanted_by"),
                "the workbook repeats the list, which does not show it",
            ),
            "helpers_wanted": "the workbook repeats the list, which does not show it",
            "visibility": "decides which rows and names are exported",
            "enterprise_name": "in the column of the enterprise",
            "credit_code": "the list shows no codes",
            "contact_name": "personal data",
            "contact_phone": "personal data",
        },
        "page": {
            "contact_phone": "shown on demand, which is logged",
            **dict.fromkeys(
                ("enterprise_name", "credit_code"),
                "shown only where no registered enterprise asks",
            ),
        },
    },
)
