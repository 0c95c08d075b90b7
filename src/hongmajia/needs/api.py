"""Needs in the API: list, read and submit, by the same queries and actions as the pages."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status
from ninja.security import django_auth

from hongmajia.core.gate import get_for
from hongmajia.core.paging import page_by_key
from hongmajia.core.schemas import Day, ErrorMessage, FactsSchema, FieldErrors, Phone
from hongmajia.offers.enums import OfferMode
from hongmajia.spelling import read_code
from hongmajia.unions.models import Enterprise, Region
from hongmajia.unions.queries import enterprises_called

from .actions import submit_need
from .enums import Category, Channel, NeedState, Urgency, Visibility
from .facets import Choice
from .facts import NEED_FACTS
from .forms import refuse_several
from .limits import limit_asking
from .models import Need

router = Router(tags=["needs"])
MAX_PAGE_SIZE = 100


class NeedRow(Schema):
    """A need as everybody reads it who can see it."""

    id: int
    number: str
    state: NeedState
    title: str
    text: str
    goal: str
    equipment: str
    conditions: str
    tried: str
    industry: str
    category: Category | None
    mode: str
    urgency: Urgency
    region: str = Field(alias="region_id", description="GB/T 2260")
    place: str = Field(alias="region.place")
    submitted_at: datetime
    listed_at: datetime | None
    due_at: datetime | None


class NeedPage(Schema):
    """One page of needs; ``next`` is the ``after`` of the next page, empty on the last."""

    needs: list[NeedRow]
    next: str


class NeedContent(FactsSchema):
    """The facts of a need; ``region`` may be left out for a registered enterprise."""

    fact_set = NEED_FACTS

    text: str = Field(min_length=6, max_length=2000)
    contact_name: str = Field(min_length=1, max_length=30)
    contact_phone: Phone
    region: str | None = Field(None, max_length=6, description="GB/T 2260")
    credit_code: str | None = Field(None, max_length=40, description="统一社会信用代码")
    enterprise_name: str = Field("", max_length=80)
    title: str = Field("", max_length=60)
    equipment: str = Field("", max_length=300)
    conditions: str = Field("", max_length=300)
    tried: str = Field("", max_length=300)
    goal: str = Field("", max_length=300)
    times: str = Field("", max_length=60)
    industry: str = Field("", max_length=30)
    urgency: Urgency = Urgency.NORMAL
    visibility: Visibility = Visibility.MASKED
    wanted_by: Day | None = None

    def facts(self) -> dict[str, Any]:
        """Return the facts for an action; ``ValidationError`` where no region is known."""
        enterprise = _enterprise_of(self)
        region = Region.objects.filter(adcode=self.region or "").first()
        if region is None and enterprise is not None:
            region = enterprise.region
        if region is None:
            raise ValidationError({"region": _("请写地区代码，或已登记企业的统一社会信用代码。")})
        said = self.dict(include=set(self.fact_set.names) - {"region"})
        name = "" if enterprise else self.enterprise_name
        return {**said, "enterprise": enterprise, "enterprise_name": name, "region": region}


def _enterprise_of(content: NeedContent) -> Enterprise | None:
    """The registered enterprise by its code, else by its name, as on the ask page.

    Raises ``ValidationError`` if several have the name.
    """
    rows = Enterprise.objects.select_related("union", "region")
    if content.credit_code:
        return rows.filter(credit_code=read_code(content.credit_code)).first()
    found = enterprises_called(rows, content.enterprise_name, content.region)
    try:
        refuse_several(content.enterprise_name, found)
    except ValidationError as error:
        raise ValidationError({"enterprise_name": error.messages}) from error
    return next(iter(found), None)


class NewNeed(NeedContent):
    """A need to submit."""

    mode: OfferMode = OfferMode.BOTH
    helpers_wanted: int = Field(1, ge=1, le=20)


class SubmittedNeed(Schema):
    """The need that was submitted: number, tracking code, holding union and time limit."""

    id: int
    number: str
    tracking_code: str
    union: str = Field(alias="union.name")
    due_at: datetime


class NeedFilter(Schema):
    """Search, filter and page of the list, by the names they have in the page's address."""

    q: str = Field("", max_length=60)
    state: list[NeedState] = []
    city: list[str] = Field([], description="first four digits of the city's code")
    category: list[Category] = []
    after: str = ""
    limit: int = Field(20, ge=1, le=MAX_PAGE_SIZE)


@router.get("", response={200: NeedPage, 422: FieldErrors})
def list_needs(request: HttpRequest, wanted: Query[NeedFilter]) -> dict[str, Any]:
    """The public 企业问题清单, newest first; open to everybody."""
    rows = Choice.of(request.GET).rows().select_related("season", "region__parent")
    page = page_by_key(rows, "listed_at", wanted.after, wanted.limit)
    return {"needs": page.rows, "next": page.next_key}


@router.get("/{pk}", response={200: NeedRow, 404: ErrorMessage, 422: FieldErrors})
def get_need(request: HttpRequest, pk: int) -> Need:
    """One need, if you may see it."""
    user: Any = request.user
    return get_for(user, Need.objects.visible_to(user).with_details(), pk=pk)


@router.post(
    "",
    response={
        201: SubmittedNeed,
        401: ErrorMessage,
        403: ErrorMessage,
        409: ErrorMessage,
        422: FieldErrors,
        429: ErrorMessage,
    },
    auth=django_auth,
)
def ask(request: HttpRequest, asked: NewNeed) -> Any:
    """Submit a need in your own name; it goes to the union that receives it."""
    limit_asking(request, asked.contact_phone)
    need = submit_need(actor=request.user, channel=Channel.API, **asked.facts())
    return Status(201, need)
