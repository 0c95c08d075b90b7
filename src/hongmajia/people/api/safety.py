"""Licences and insurances of helpers in the interface, for whoever keeps the roll."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from hongmajia.core.gate import get_for
from hongmajia.core.programs import SignedIn
from hongmajia.core.schemas import Day, FactsSchema, Key
from hongmajia.core.scopes import Scope

from ..actions import insure, save_licence
from ..enums import LicenceKind
from ..facts import INSURANCE_FACTS, LICENCE_FACTS
from ..models import Helper, Licence
from .helpers import helpers_of

router = Router(tags=["helpers"], auth=SignedIn(Scope.PERSONAL))


class LicenceRow(Schema):
    """A licence; of its number only the last four characters."""

    kind: LicenceKind
    name: str
    number: str = Field(alias="masked_number")
    issuer: str
    valid_until: date | None
    is_valid: bool


class LicenceContent(FactsSchema):
    """The facts of a licence; one of the same kind (and name) takes them over."""

    fact_set = LICENCE_FACTS

    kind: LicenceKind
    name: str = Field("", max_length=40, description="of licences of the kind `other`")
    number: str = Field("", max_length=40)
    issuer: str = Field("", max_length=60)
    valid_until: Day | None = None


class InsuranceRow(Schema):
    """An insurance of a volunteer; of its number only the last four characters."""

    number: str = Field(alias="masked_number")
    insurer: str
    valid_from: date
    valid_until: date


class InsuranceContent(FactsSchema):
    """The facts of an insurance; one with the same number takes them over."""

    fact_set = INSURANCE_FACTS

    number: str = Field(min_length=1, max_length=40)
    insurer: str = Field(min_length=1, max_length=60)
    valid_from: Day
    valid_until: Day


def kept(request: HttpRequest, pk: int) -> Helper:
    """The helper, for whoever keeps their roll."""
    rows = helpers_of(request).with_details()  # type: ignore[attr-defined]
    found: Helper = get_for(request.user, rows, "people.manage", pk=pk)
    return found


@router.get("/{int:pk}/licences", response=list[LicenceRow])
def list_licences(request: HttpRequest, pk: Key) -> Any:
    """The licences of an artisan on your roll; a team has those of its members."""
    helper = kept(request, pk)
    return list(Licence.objects.filter(artisan=helper.pk))


@router.post("/{int:pk}/licences", response={201: LicenceRow})
def add_licence(request: HttpRequest, pk: Key, licence: LicenceContent) -> Any:
    """Enter or renew a licence of an artisan on your roll."""
    helper = get_for(request.user, Helper.objects.artisans(), pk=kept(request, pk).pk)
    return Status(201, save_licence(helper=helper, actor=request.user, **licence.dict()))


@router.get("/{int:pk}/insurances", response=list[InsuranceRow])
def list_insurances(request: HttpRequest, pk: Key) -> Any:
    """The insurances of a helper on your roll, without those of unions."""
    return list(kept(request, pk).insurances.all())


@router.post("/{int:pk}/insurances", response={201: InsuranceRow})
def add_insurance(request: HttpRequest, pk: Key, insurance: InsuranceContent) -> Any:
    """Enter an insurance of a helper on your roll."""
    made = insure(owner=kept(request, pk), actor=request.user, **insurance.dict())
    return Status(201, made)
