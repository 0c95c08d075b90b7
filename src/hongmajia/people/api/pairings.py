"""Pairings in the interface: lasting ones with enterprises, and apprentices, of one helper."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from hongmajia.core.gate import get_for
from hongmajia.core.programs import SignedIn, within
from hongmajia.core.schemas import Day, FactsSchema, Key
from hongmajia.core.scopes import Scope
from hongmajia.unions.models import Enterprise

from ..actions import tie_firm
from ..enums import ApprenticeshipState
from ..facts import TIE_FACTS
from .safety import kept

router = Router(tags=["helpers"], auth=SignedIn(Scope.PERSONAL))


class TieRow(Schema):
    """A lasting pairing with an enterprise; ``ended_on`` is empty while it lasts."""

    id: int
    enterprise: int = Field(alias="enterprise_id")
    aim: str
    since: date
    ended_on: date | None


class TieContent(FactsSchema):
    """The facts of a lasting pairing; it began on a day that is not to come."""

    fact_set = TIE_FACTS

    enterprise: Key
    aim: str = Field(min_length=1, max_length=120)
    since: Day


class ApprenticeRow(Schema):
    """An apprenticeship; of its assessments only the last state, and no number."""

    id: int
    state: ApprenticeshipState
    apprentice_name: str
    workplace: str
    skill: str
    goals: str
    starts_on: date
    ends_on: date


@router.get("/{int:pk}/firms", response=list[TieRow])
def list_firms(request: HttpRequest, pk: Key) -> Any:
    """The enterprises that a helper on your roll looks after for good, also former ones."""
    return list(kept(request, pk).firm_ties.all())


@router.post("/{int:pk}/firms", response={201: TieRow})
def pair_with_firm(request: HttpRequest, pk: Key, tie: TieContent) -> Any:
    """Pair a helper on your roll with an enterprise for good."""
    helper = kept(request, pk)
    firms = within(request, Enterprise.objects.visible_to(request.user), "union__path")
    facts: Any = {**tie.dict(), "enterprise": get_for(request.user, firms, pk=tie.enterprise)}
    return Status(201, tie_firm(helper=helper, actor=request.user, **facts))


@router.get("/{int:pk}/apprentices", response=list[ApprenticeRow])
def list_apprentices(request: HttpRequest, pk: Key) -> Any:
    """The apprenticeships of an artisan on your roll, the latest first."""
    return list(kept(request, pk).apprenticeships.order_by("-starts_on", "-pk"))
