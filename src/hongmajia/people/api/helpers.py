"""Helpers in the interface: artisans and teams, to read."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from hongmajia.core.gate import get_for
from hongmajia.core.listing import Rows, Wanted, page_of
from hongmajia.core.programs import READING, SignedIn, within
from hongmajia.core.schemas import ContactCard, Key
from hongmajia.core.scopes import Scope

from ..actions import reveal_number
from ..enums import HelperKind
from ..models import Helper

router = Router(tags=["helpers"], auth=READING)


class HonourRow(Schema):
    """An honorary title; ``level`` counts from 1, the highest."""

    title: str
    level: int
    year: int | None


class HelperRow(Schema):
    """An artisan or a team; of a person only the name that may be public."""

    id: int
    kind: HelperKind
    name: str = Field(alias="public_name")
    union: int = Field(alias="union_id")
    region: str | None = Field(alias="region_id")
    place: str
    trade: str
    specialities: list[str]
    bio: str
    honours: list[HonourRow]
    weekly_capacity: int
    radius_km: int
    online_ok: bool
    paused_until: date | None
    is_active: bool

    @staticmethod
    def resolve_honours(helper: Any) -> list[Any]:
        return list(helper.honours.all())


class HelperFilter(Wanted):
    """Which helpers."""

    kind: HelperKind | None = None


def helpers_of(request: HttpRequest) -> QuerySet[Helper]:
    """The helpers that the request may see."""
    return within(request, Helper.objects.visible_to(request.user), "union__path")


@router.get("", response=Rows[HelperRow])
def list_helpers(request: HttpRequest, wanted: Query[HelperFilter]) -> Any:
    """Artisans and teams on the roll; those taken off it are not active."""
    rows = visible = helpers_of(request)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    return page_of(
        request, "helper", visible, wanted, lambda found: found.with_details(), narrowed=rows
    )


@router.get("/{int:pk}", response=HelperRow)
def get_helper(request: HttpRequest, pk: Key) -> Any:
    """One helper."""
    return get_for(request.user, helpers_of(request).with_details(), pk=pk)  # type: ignore[attr-defined]


@router.post("/{int:pk}/contact", response=ContactCard, auth=SignedIn(Scope.PERSONAL))
def helper_contact(request: HttpRequest, pk: Key) -> Any:
    """Full name and telephone number of a helper on your roll; the access is logged."""
    rows = helpers_of(request).with_details()  # type: ignore[attr-defined]
    helper = get_for(request.user, rows, "people.manage", pk=pk)
    return {"name": helper.name, "phone": reveal_number(helper=helper, actor=request.user)}
