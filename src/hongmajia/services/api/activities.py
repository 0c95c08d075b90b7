"""Activities in the interface, and signing up for one."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from hongmajia.core.external_ids import ExternalIdField, Named
from hongmajia.core.gate import get_for
from hongmajia.core.listing import Rows, WantedOfYear, page_of
from hongmajia.core.programs import READING, SignedIn
from hongmajia.core.schemas import Body, Key, Phone
from hongmajia.core.scopes import Scope
from hongmajia.offers.enums import OfferMode

from ..actions import sign_up
from ..enums import ActivityForm, ActivityKind, ActivityState, Attendee, VenueKind
from ..limits import limit_signing_up
from ..models import MOST_HEADS, SignUp
from .seen import activities_of, with_engagements

activities = Router(tags=["activities"], auth=READING)


class ActivityRow(Schema):
    """A visit, lecture or meeting; of the engagements that it serves those that you may see."""

    id: int
    union: int = Field(alias="union_id")
    year: int = Field(alias="season.year")
    state: ActivityState
    title: str
    kind: ActivityKind
    form: ActivityForm
    mode: OfferMode
    starts_at: datetime
    ends_at: datetime
    region: str = Field(alias="region_id")
    place: str
    theme: str
    venue_kind: VenueKind | None
    text: str
    engagements: list[int]
    enterprises: list[int] = Field(description="visited, of those that you may see")
    is_open: bool
    places: int | None
    sign_up_until: datetime | None

    @staticmethod
    def resolve_venue_kind(activity: Any) -> str | None:
        return activity.venue_kind or None

    @staticmethod
    def resolve_engagements(activity: Any) -> list[int]:
        return [engagement.pk for engagement in activity.engagements.all()]

    @staticmethod
    def resolve_enterprises(activity: Any) -> list[int]:
        return [enterprise.pk for enterprise in activity.enterprises.all()]


class NewSignUp(Body):
    """Who comes to an open activity."""

    external_id: str | None = ExternalIdField
    name: str = Field(min_length=1, max_length=30)
    phone: Phone
    workplace: str = Field("", max_length=80)
    heads: int = Field(1, ge=1, le=MOST_HEADS)
    group: Attendee | None = None
    access_needs: str = Field("", max_length=100)


class SignedUp(Schema):
    """A place that is reserved; ``code`` opens the page on which it can be given up."""

    id: int
    activity: int = Field(alias="activity_id")
    code: str
    waits: bool = Field(description="all places are taken; you are told when one is free")


@activities.get("", response=Rows[ActivityRow])
def list_activities(request: HttpRequest, wanted: Query[WantedOfYear]) -> Any:
    """Activities of your union, and those that serve engagements that you may see."""
    visible = activities_of(request)
    rows = wanted.of_year(visible)
    joined = with_engagements(request)
    return page_of(request, "activity", visible, wanted, joined, narrowed=rows)


@activities.get("/{int:pk}", response=ActivityRow)
def get_activity(request: HttpRequest, pk: Key) -> Any:
    """One activity."""
    return get_for(request.user, with_engagements(request)(activities_of(request)), pk=pk)


@activities.post(
    "/{int:pk}/sign-ups",
    response={201: SignedUp, 200: SignedUp},
    auth=SignedIn(Scope.SIGN_UP),
)
@transaction.atomic
def sign_up_one(request: HttpRequest, pk: Key, wanted: NewSignUp) -> Any:
    """Sign somebody up for an open activity; the same ``external_id`` gives the same place."""
    activity = get_for(request.user, activities_of(request), pk=pk)
    named = Named(request.user, "sign_up", wanted.external_id)
    if named.key and (known := SignUp.objects.filter(pk=named.key, activity=pk).first()):
        return Status(200, known)
    limit_signing_up(request, wanted.phone)
    facts = wanted.dict(exclude={"external_id"}) | {"group": wanted.group or ""}
    made = sign_up(activity=activity, actor=request.user, **facts)
    named.stands_for(made)
    return Status(201, made)
