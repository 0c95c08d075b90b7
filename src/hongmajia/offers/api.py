"""The service list in the interface, to read."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from hongmajia.core.gate import get_for
from hongmajia.core.listing import Rows, Wanted, page_of
from hongmajia.core.programs import Anybody, within
from hongmajia.core.schemas import Key
from hongmajia.core.scopes import Scope

from .enums import OfferKind, OfferMode
from .models import Offer
from .queries import find_offers

router = Router(tags=["offers"], auth=Anybody(Scope.READ))


class By(Schema):
    """The helper who makes the offer; of a person only the name that may be public."""

    id: int
    kind: str
    name: str = Field(alias="public_name")
    place: str


class OfferRow(Schema):
    """One offer."""

    id: int
    kind: OfferKind
    title: str
    text: str
    mode: OfferMode
    duration: str
    max_people: int | None
    is_listed: bool
    listed_at: datetime
    helper: By


class Narrowed(Wanted):
    """The query parameters; the filters are those of the list's page."""

    q: str = Field("", max_length=40)
    kind: OfferKind | None = None
    mode: OfferMode | None = None
    region: str = Field(
        "", pattern=r"^(\d{6})?$", description="GB/T 2260; a city's holds its counties'"
    )
    helper: Key | None = None


def offers_of(request: HttpRequest) -> QuerySet[Offer]:
    """The offers that the request may see."""
    return within(request, Offer.objects.visible_to(request.user), "helper__union__path")


@router.get("", response=Rows[OfferRow])
def list_offers(request: HttpRequest, narrowed: Query[Narrowed]) -> Any:
    """The service list (技术服务清单), open to everybody; for staff also unlisted offers."""
    wanted = narrowed.dict(include={"q", "mode", "region", "helper"})
    visible = offers_of(request)
    rows: Any = find_offers(visible, **wanted)  # type: ignore[arg-type]
    if narrowed.kind:
        rows = rows.filter(kind=narrowed.kind)
    return page_of(
        request, "offer", visible, narrowed, lambda found: found.with_details(), narrowed=rows
    )


@router.get("/{int:pk}", response=OfferRow)
def get_offer(request: HttpRequest, pk: Key) -> Any:
    """One offer."""
    return get_for(request.user, offers_of(request).with_details(), pk=pk)  # type: ignore[attr-defined]
