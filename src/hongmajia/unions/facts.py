"""The facts of an enterprise and of a season, as the actions take them."""

from datetime import date
from typing import TYPE_CHECKING, TypedDict

from hongmajia.core.facts import FactSet

from .enums import Stage

if TYPE_CHECKING:
    from .models import KeyIndustry, Region, Union


class UnionFacts(TypedDict, total=False):
    """What can be changed of a union without moving it."""

    name: str
    kind: str
    region: "Region | None"
    duty_phone: str
    in_charge: str


UNION_FACTS = FactSet(UnionFacts, not_facts={"reason": "why, an argument of its own"})


class EnterpriseFacts(TypedDict, total=False):
    """Fields of an enterprise; ``section`` follows from ``division`` where that is given."""

    name: str
    credit_code: str
    section: str
    division: str
    scale: str
    employees: int | None
    is_specialised: bool
    key_industry: "KeyIndustry | None"
    region: "Region"
    union: "Union"
    address: str


ENTERPRISE_FACTS = FactSet(
    EnterpriseFacts,
    written_as={"industry": ("section", "division")},  # one choice: a division, or a whole section
    not_facts={
        "contact_name": "a person, who becomes a contact by an act of their own",
        "contact_phone": "the number of that person",
    },
)


class SeasonFacts(TypedDict, total=False):
    """Name, number prefix and limits (working days) of a season."""

    name: str
    number_prefix: str
    verify_days: int
    match_days: int
    accept_days: int
    contact_days: int
    confirm_days: int
    urgent_days: int


SEASON_FACTS = FactSet(
    SeasonFacts,
    not_facts={
        "year": "decided when the season is opened, and never changed",
        **{f"{stage}_{end}": "StageDates" for stage in Stage for end in ("starts", "ends")},
    },
)


StageDates = dict[str, tuple[date, date]]
"""Each stage with its first and its last day."""
