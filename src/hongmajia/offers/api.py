"""The read-only API of the service list."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from hongmajia.core.paging import page_by_key
from hongmajia.core.schemas import FieldErrors

from .enums import OfferKind, OfferMode
from .models import Offer
from .queries import find_offers

router = Router(tags=["offers"])
MOST = 100


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
    listed_at: datetime
    helper: By


class OfferPage(Schema):
    """A page of offers; ``next`` is the ``after`` of the next page, empty on the last."""

    offers: list[OfferRow]
    next: str


class Narrowed(Schema):
    """The query parameters; the filters are those of the list's page."""

    q: str = Field("", max_length=40)
    kind: OfferKind | None = None
    mode: OfferMode | None = None
    region: str = Field(
        "", pattern=r"^(\d{6})?$", description="GB/T 2260; a city's holds its counties'"
    )
    helper: int | None = Field(None, ge=1, le=2**63 - 1)
    after: str = ""
    limit: int = Field(20, ge=1, le=MOST)


@router.get("", response={200: OfferPage, 422: FieldErrors})
def list_offers(request: HttpRequest, narrowed: Query[Narrowed]) -> dict[str, Any]:
    """The public service list (技术服务清单), newest first; open to everybody."""
    wanted = narrowed.dict(exclude={"after", "limit", "kind"})
    rows = find_offers(Offer.objects.listed(), **wanted).with_details()
    if narrowed.kind:
        rows = rows.filter(kind=narrowed.kind)
    page = page_by_key(rows, "listed_at", narrowed.after, narrowed.limit)
    return {"offers": page.rows, "next": page.next_key}
