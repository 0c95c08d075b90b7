"""Engagements in the API: list, claim, order, accept, decline, by the same actions as the pages."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status
from ninja.security import django_auth

from hongmajia.core.gate import get_for
from hongmajia.core.paging import page_by_key
from hongmajia.core.schemas import Body, ErrorMessage, FieldErrors
from hongmajia.needs.api import NeedContent
from hongmajia.needs.facts import NEED_FACTS
from hongmajia.needs.limits import limit_asking
from hongmajia.needs.models import Need
from hongmajia.offers.enums import OfferMode
from hongmajia.offers.models import Offer
from hongmajia.people.models import Helper

from .actions import accept, claim_need, decline, order_offer
from .enums import EngagementState, Origin
from .models import Engagement

router = Router(tags=["engagements"], auth=django_auth)
MAX_PAGE_SIZE = 100
ERRORS = {
    401: ErrorMessage,
    403: ErrorMessage,
    404: ErrorMessage,
    409: ErrorMessage,
    422: FieldErrors,
}


class EngagementRow(Schema):
    """One engagement: need, helper, origin, state and dates."""

    id: int
    need: int = Field(alias="need_id")
    helper: int = Field(alias="helper_id")
    helper_name: str = Field(alias="helper.public_name")
    origin: Origin
    state: EngagementState
    opened_at: datetime
    held_since: datetime
    due_at: datetime | None
    contacted_at: datetime | None


class EngagementPage(Schema):
    """One page of engagements; ``next`` is the ``after`` of the next page, empty on the last."""

    engagements: list[EngagementRow]
    next: str


class EngagementFilter(Schema):
    """Filter and page of the list of engagements."""

    state: EngagementState | None = None
    after: str = ""
    limit: int = Field(20, ge=1, le=MAX_PAGE_SIZE)


class Claim(Body):
    """The need to claim; ``helper`` says for whom, if you answer for several helpers."""

    need: int = Field(gt=0, lt=2**63)
    helper: int | None = Field(None, gt=0, lt=2**63)


class Declined(Body):
    """Why the invitation is declined; only the unions can read it."""

    reason: str = Field(min_length=1, max_length=300)


class Order(NeedContent):
    """An order of an offer of the 技术服务清单; ``mode`` is by default the offer's."""

    fact_set = NEED_FACTS.with_arguments({"offer": "the offer that is ordered"})

    offer: int = Field(gt=0, lt=2**63)
    mode: OfferMode | None = None


class Ordered(EngagementRow):
    """The engagement an order opened, with the tracking code of its need."""

    tracking_code: str = Field(alias="need.tracking_code")


@router.get("", response={200: EngagementPage, 401: ErrorMessage, 422: FieldErrors})
def list_engagements(request: HttpRequest, wanted: Query[EngagementFilter]) -> dict[str, Any]:
    """Engagements you or your union take part in, last changed first."""
    rows = Engagement.objects.visible_to(request.user).with_details()
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    page = page_by_key(rows, "held_since", wanted.after, wanted.limit)
    return {"engagements": page.rows, "next": page.next_key}


@router.post("/claim", response={201: EngagementRow, **ERRORS})
def claim(request: HttpRequest, claimed: Claim) -> Any:
    """Claim a listed need for yourself or your team."""
    user: Any = request.user
    need = get_for(user, Need.objects.visible_to(user), pk=claimed.need)
    return Status(201, claim_need(need=need, helper=_own(user, claimed.helper), actor=user))


@router.post("/order", response={201: Ordered, **ERRORS, 429: ErrorMessage})
def order(request: HttpRequest, ordered: Order) -> Any:
    """Order an offer in your own name."""
    user: Any = request.user
    offer = get_for(user, Offer.objects.visible_to(user).with_details(), pk=ordered.offer)
    facts = ordered.facts()
    limit_asking(request, ordered.contact_phone)
    facts["mode"] = facts["mode"] or offer.mode
    return Status(201, order_offer(offer=offer, actor=user, **facts))


@router.post("/{int:pk}/accept", response={200: EngagementRow, **ERRORS})
def accept_one(request: HttpRequest, pk: int) -> Engagement:
    """Accept an invitation."""
    return accept(engagement=_mine(request, pk), actor=request.user)


@router.post("/{int:pk}/decline", response={200: EngagementRow, **ERRORS})
def decline_one(request: HttpRequest, pk: int, declined: Declined) -> Engagement:
    """Decline an invitation; the union asks the next candidate."""
    return decline(engagement=_mine(request, pk), actor=request.user, reason=declined.reason)


def _mine(request: HttpRequest, pk: int) -> Engagement:
    user: Any = request.user
    visible = Engagement.objects.visible_to(user).with_details()
    return get_for(user, visible, "engagements.answer", pk=pk)


def _own(user: Any, key: int | None) -> Helper:
    helpers = Helper.objects.of(user).with_details()
    if key is None and not helpers:
        raise PermissionDenied
    return get_for(user, helpers, pk=key or helpers[0].pk)
