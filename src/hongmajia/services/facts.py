"""Typed inputs of the service actions, the same for form and API."""

from datetime import datetime
from decimal import Decimal
from typing import TypedDict

from hongmajia.core.facts import FactSet
from hongmajia.people.models import Helper
from hongmajia.unions.models import Enterprise, Region


class VisitFacts(TypedDict, total=False):
    """Time and place of a visit. ``starts_at`` and ``ends_at`` are required."""

    starts_at: datetime
    ends_at: datetime
    mode: str
    kind: str
    place: str
    meeting_link: str


TIMES = {
    "day": ("starts_at", "ends_at"),
    "time": ("starts_at", "ends_at"),
    "hours": ("ends_at",),
}
"""Form field → facts made from it: a form asks for day, time of day and duration."""

SECOND_WORD = {
    "free_day": "a second word on a doubtful time, part of an argument of its own",
    "doubled": "the same",
    "uninsured": "the same, on a missing insurance",
}
"""Fields of the forms that fix a time, for ``bookings.SecondWord``."""

VISIT_FACTS = FactSet(VisitFacts, written_as=TIMES, not_facts=SECOND_WORD)


class ActivityFacts(VisitFacts, total=False):
    """Fields of an activity for many people."""

    title: str
    form: str
    theme: str
    region: Region
    venue_kind: str
    host: Enterprise | None
    text: str
    is_open: bool
    places: int | None
    sign_up_until: datetime | None


FIRMS = "enterprises visited, an argument of their own"

ACTIVITY_FACTS = FactSet(
    ActivityFacts,
    written_as=TIMES,
    not_facts={
        **SECOND_WORD,
        "union": "organising union, an argument of its own",
        "served": "engagements, an argument of its own",
        "firms": FIRMS,
        "campaign": "joined after it is made (core.themes)",
    },
)


class RecordFacts(TypedDict, total=False):
    """Fields of a service record. ``done`` and ``result`` are required."""

    visitors: int
    learners: int
    diagnosis: str
    done: str
    result: str
    measure: str
    before: str
    after: str
    unit: str
    hours: Decimal


RECORD_FACTS = FactSet(
    RecordFacts,
    written_as={"length": ("hours",)},
    not_facts={
        "firms": FIRMS,
        "enterprises": FIRMS,
        "helpers": "Party",
        "companions": "Party",
        "masters": "Party",
        "photos": "files, an argument of their own",
    },
)


class Party(TypedDict):
    """The volunteers who attended: artisans on the roll, and companions by name."""

    helpers: list[Helper]
    companions: list[str]


class SuggestionFacts(TypedDict):
    """One suggestion for improvement (合理化建议) and whether it was adopted."""

    text: str
    adoption: str


SUGGESTION_FACTS = FactSet(SuggestionFacts)


class TrainingFacts(TypedDict):
    """A topic that was taught, and to how many people."""

    topic: str
    people: int


TRAINING_FACTS = FactSet(TrainingFacts)


class ConfirmationFacts(TypedDict, total=False):
    """Fields of a confirmation. ``outcome`` and ``satisfaction`` are required; money in 万元."""

    outcome: str
    satisfaction: int
    benefit_wan: Decimal | None
    benefit_basis: str
    words: str
    case_consent: bool
    way_consent: bool


CONFIRMATION_FACTS = FactSet(
    ConfirmationFacts,
    not_facts={
        "evidence": "files, an argument of their own",
        "behalf_reason": "why a union confirms, an argument of its own",
        "slip": "a photograph, an argument of its own",
    },
)
