"""What may be told of an enterprise; the same for form, API and spreadsheet."""

from datetime import date
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from .models import Region, Union


class EnterpriseFacts(TypedDict, total=False):
    """Fields of an enterprise. The section may be left to its division."""

    name: str
    credit_code: str
    section: str
    division: str
    scale: str
    employees: int | None
    is_specialised: bool
    region: "Region"
    union: "Union"
    address: str


class SeasonFacts(TypedDict, total=False):
    """Name, number prefix and limits (working days) of a season."""

    name: str
    number_prefix: str
    verify_days: int
    match_days: int
    accept_days: int
    contact_days: int
    confirm_days: int


StageDates = dict[str, tuple[date, date]]
"""Stage → its first and last day."""
