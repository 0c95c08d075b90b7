"""What people write down of a service; the same for form and API."""

from datetime import datetime
from decimal import Decimal
from typing import TypedDict

from hongmajia.people.models import Helper
from hongmajia.unions.models import Region


class VisitFacts(TypedDict, total=False):
    """When and where two sides meet. ``starts_at`` and ``ends_at`` are needed."""

    starts_at: datetime
    ends_at: datetime
    mode: str
    kind: str
    place: str
    meeting_link: str


class ActivityFacts(VisitFacts, total=False):
    """An activity for many."""

    title: str
    form: str
    region: Region
    text: str
    is_open: bool
    places: int | None
    sign_up_until: datetime | None


class RecordFacts(TypedDict, total=False):
    """Fields of a service record. ``done`` and ``result`` are needed."""

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


class Party(TypedDict):
    """Who was there in a red vest: artisans on the roll, and companions by name."""

    helpers: list[Helper]
    companions: list[str]


class SuggestionFacts(TypedDict):
    text: str
    adoption: str


class TrainingFacts(TypedDict):
    topic: str
    people: int


class ConfirmationFacts(TypedDict, total=False):
    """What the enterprise says. ``outcome`` and ``satisfaction`` are needed."""

    outcome: str
    satisfaction: int
    benefit_wan: Decimal | None
    benefit_basis: str
    words: str
    case_consent: bool
