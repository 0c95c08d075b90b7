"""Engagements in the interface: list, claim, order, accept, decline, as the pages do."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from hongmajia.core.external_ids import Named
from hongmajia.core.gate import get_for
from hongmajia.core.listing import Rows, WantedOfYear, page_of
from hongmajia.core.programs import READING, SignedIn, program_of, within
from hongmajia.core.schemas import Body, ContactCard, Key
from hongmajia.core.scopes import Scope
from hongmajia.needs.api import NeedContent, correct_named, needs_of, refuse_beyond
from hongmajia.needs.facts import NEED_FACTS
from hongmajia.needs.limits import limit_asking
from hongmajia.offers.api import offers_of
from hongmajia.offers.enums import OfferMode
from hongmajia.people.api.helpers import helpers_of
from hongmajia.people.models import Helper

from .actions import accept, claim_need, decline, order_offer, reveal_contact
from .enums import EngagementState, Origin
from .models import Engagement

router = Router(tags=["engagements"], auth=READING)
MATCHING = SignedIn(Scope.MATCH)


class EngagementRow(Schema):
    """One engagement: need, helper, origin, state and dates."""

    id: int
    need: int = Field(alias="need_id")
    year: int = Field(alias="need.season.year")
    helper: int = Field(alias="helper_id")
    helper_name: str = Field(alias="helper.public_name")
    origin: Origin
    state: EngagementState
    offer: int | None = Field(alias="offer_id")
    opened_at: datetime
    held_since: datetime
    due_at: datetime | None
    contacted_at: datetime | None


class EngagementFilter(WantedOfYear):
    """Filter and page of the list of engagements."""

    state: EngagementState | None = None
    need: Key | None = None


class Claim(Body):
    """The need to claim; ``helper`` says for whom.

    People may leave it out if they answer for one helper only. Programs claim for a helper who has
    no account, as a union notes what such a helper says.
    """

    need: Key
    helper: Key | None = None


class Declined(Body):
    """Why the invitation is declined; only the unions can read it."""

    reason: str = Field(min_length=1, max_length=300)


class Order(NeedContent):
    """An order of an offer of the 技术服务清单; ``mode`` is by default the offer's."""

    fact_set = NEED_FACTS.with_arguments(
        {"offer": "the offer that is ordered", "external_id": "what the caller calls the need"}
    )

    offer: Key
    mode: OfferMode | None = None


class Ordered(EngagementRow):
    """The engagement an order opened, with the tracking code of its need."""

    tracking_code: str = Field(alias="need.tracking_code")


def engagements_of(request: HttpRequest) -> QuerySet[Engagement]:
    """The engagements that the request may see."""
    visible = Engagement.objects.visible_to(request.user)
    sides = ("need__union__path", "need__home_union__path", "helper__union__path")
    return within(request, visible, *sides)


@router.get("", response=Rows[EngagementRow])
def list_engagements(request: HttpRequest, wanted: Query[EngagementFilter]) -> Any:
    """Engagements you or your union take part in."""
    visible = engagements_of(request)
    rows = wanted.of_year(visible, "need__season")
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.need:
        rows = rows.filter(need=wanted.need)
    return page_of(
        request, "engagement", visible, wanted, lambda found: found.with_details(), narrowed=rows
    )


@router.get("/{int:pk}", response=EngagementRow)
def get_engagement(request: HttpRequest, pk: Key) -> Any:
    """One engagement."""
    return get_for(request.user, engagements_of(request).with_details(), pk=pk)  # type: ignore[attr-defined]


@router.post("/{int:pk}/contact", response=ContactCard, auth=SignedIn(Scope.PERSONAL))
def engagement_contact(request: HttpRequest, pk: Key) -> Any:
    """Name and telephone number of the other side of an agreed engagement; access is logged."""
    rows = engagements_of(request).with_details()  # type: ignore[attr-defined]
    engagement = get_for(request.user, rows, "engagements.contact", pk=pk)
    name, phone = reveal_contact(engagement=engagement, actor=request.user)
    return {"name": name, "phone": phone}


@router.post("/claim", response={201: EngagementRow}, auth=MATCHING)
def claim(request: HttpRequest, claimed: Claim) -> Any:
    """Claim a listed need for yourself, for your team, or for a helper without an account."""
    need = get_for(request.user, needs_of(request), pk=claimed.need)
    helper = _own(request, claimed.helper)
    return Status(201, claim_need(need=need, helper=helper, actor=request.user))


def _sent(facts: dict[str, Any]) -> dict[str, Any]:
    """Without what the request leaves open."""
    return {name: value for name, value in facts.items() if value is not None}


@router.post("/order", response={201: Ordered, 200: Ordered}, auth=SignedIn(Scope.ASK))
@transaction.atomic
def order(request: HttpRequest, ordered: Order) -> Any:
    """Order an offer: people in their own name, programs for the contact that they give.

    With an ``external_id`` that was sent before, the need of then is corrected: 200.
    """
    named = Named(request.user, "order", ordered.external_id)
    if named.key:
        found = get_for(request.user, engagements_of(request), pk=named.key)
        correct_named(request, found.need_id, lambda need: _sent(ordered.changes(request, need)))
        return Status(200, Engagement.objects.with_details().get(pk=found.pk))
    rows = offers_of(request).with_details()  # type: ignore[attr-defined]
    offer = get_for(request.user, rows, pk=ordered.offer)
    facts = ordered.facts(request)
    limit_asking(request, ordered.contact_phone)
    facts["mode"] = facts["mode"] or offer.mode
    made = order_offer(offer=offer, actor=request.user, **facts)
    refuse_beyond(request, made.need)
    named.stands_for(made)
    return Status(201, made)


@router.post("/{int:pk}/accept", response=EngagementRow, auth=MATCHING)
def accept_one(request: HttpRequest, pk: Key) -> Engagement:
    """Accept an invitation."""
    return accept(engagement=_mine(request, pk), actor=request.user)


@router.post("/{int:pk}/decline", response=EngagementRow, auth=MATCHING)
def decline_one(request: HttpRequest, pk: Key, declined: Declined) -> Engagement:
    """Decline an invitation; the union asks the next candidate."""
    return decline(engagement=_mine(request, pk), actor=request.user, reason=declined.reason)


def _mine(request: HttpRequest, pk: int) -> Engagement:
    rows = engagements_of(request).with_details()  # type: ignore[attr-defined]
    return get_for(request.user, rows, "engagements.answer", pk=pk)


def _own(request: HttpRequest, key: int | None) -> Helper:
    """The helper for whom a need is claimed; ``PermissionDenied`` for whoever has none."""
    helpers = Helper.objects.of(request.user).with_details()
    if program_of(request):
        rows: Any = helpers_of(request)
        helpers = rows.filter(is_active=True).without_answerer().with_details()
    if key is None and not helpers:
        raise PermissionDenied
    return get_for(request.user, helpers, pk=key or helpers[0].pk)
