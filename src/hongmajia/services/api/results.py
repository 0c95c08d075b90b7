"""What came of a service, in the interface: suggestions, and what enterprises confirm."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from hongmajia.core.gate import get_for
from hongmajia.core.listing import Rows, Wanted, page_of
from hongmajia.core.programs import READING
from hongmajia.core.schemas import Key
from hongmajia.engagements.api import engagements_of

from ..enums import Adoption, Outcome
from ..models import Confirmation, Suggestion
from .seen import records_of

suggestions = Router(tags=["suggestions"], auth=READING)
confirmations = Router(tags=["confirmations"], auth=READING)


class SuggestionRow(Schema):
    """A suggestion for improvement (合理化建议) and whether it was adopted."""

    id: int
    record: int = Field(alias="record_id")
    text: str
    adoption: Adoption
    benefit: str


class ConfirmationRow(Schema):
    """What the enterprise says of a service; ``on_behalf``: a union confirmed for it."""

    id: int
    engagement: int = Field(alias="engagement_id")
    outcome: Outcome
    satisfaction: int = Field(description="1 (worst) to 4")
    benefit_wan: Decimal | None = Field(description="10,000 yuan a year")
    benefit_basis: str
    words: str
    on_behalf: bool
    confirmed_at: datetime


@suggestions.get("", response=Rows[SuggestionRow])
def list_suggestions(request: HttpRequest, wanted: Query[Wanted]) -> Any:
    """Suggestions for improvement that were made at activities."""
    return page_of(request, "suggestion", _suggestions_of(request), wanted)


@suggestions.get("/{int:pk}", response=SuggestionRow)
def get_suggestion(request: HttpRequest, pk: Key) -> Any:
    """One suggestion."""
    return get_for(request.user, _suggestions_of(request), pk=pk)


def _suggestions_of(request: HttpRequest) -> QuerySet[Suggestion]:
    return Suggestion.objects.filter(record__in=records_of(request).values("pk"))


@confirmations.get("", response=Rows[ConfirmationRow])
def list_confirmations(request: HttpRequest, wanted: Query[Wanted]) -> Any:
    """Confirmations by enterprises."""
    return page_of(request, "confirmation", _confirmations_of(request), wanted)


@confirmations.get("/{int:pk}", response=ConfirmationRow)
def get_confirmation(request: HttpRequest, pk: Key) -> Any:
    """One confirmation."""
    return get_for(request.user, _confirmations_of(request), pk=pk)


def _confirmations_of(request: HttpRequest) -> QuerySet[Confirmation]:
    seen = engagements_of(request).order_by().values("pk")
    return Confirmation.objects.filter(engagement__in=seen)
