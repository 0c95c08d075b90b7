"""Campaigns in the interface: reading them with their figures, and adding records."""

from datetime import date
from typing import Any, Literal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from hongmajia.core.gate import get_for
from hongmajia.core.listing import Rows, Wanted, page_of
from hongmajia.core.programs import READING, SignedIn, program_of, within
from hongmajia.core.schemas import Body, Day, FactsSchema, Key
from hongmajia.core.scopes import Scope
from hongmajia.insights.api import FigureRow
from hongmajia.insights.api import row_of as figure_row
from hongmajia.unions.models import Union
from hongmajia.unions.queries import manageable, paths_above
from hongmajia.unions.querysets import under

from .actions import add_record, start_campaign
from .enums import CampaignKind
from .facts import CAMPAIGN_FACTS
from .figures import figures_of
from .kinds import KINDS, asks_first, kept_by
from .models import Campaign

router = Router(tags=["campaigns"], auth=READING)
SERVING = SignedIn(Scope.SERVE)


class CampaignRow(Schema):
    """A campaign that a union runs beside the season."""

    id: int
    union: int = Field(alias="union_id")
    partners: list[int]
    kind: CampaignKind
    name: str
    theme: str
    starts: date
    ends: date
    text: str

    @staticmethod
    def resolve_partners(campaign: Any) -> list[int]:
        return [union.pk for union in campaign.partners.all()]


class CampaignFigures(Schema):
    """The indicators of a campaign; a record counts once in each."""

    campaign: int
    figures: list[FigureRow]


class NewCampaign(FactsSchema):
    """A campaign to start; ``targets`` by the names of the indicators."""

    fact_set = CAMPAIGN_FACTS

    union: Key
    kind: CampaignKind = CampaignKind.ACTION
    name: str = Field(min_length=1, max_length=60)
    theme: str = Field("", max_length=80)
    starts: Day
    ends: Day
    text: str = Field(min_length=1, max_length=2000)
    partners: list[Key] = Field(default_factory=list, max_length=200)
    targets: dict[str, int] = Field(default_factory=dict, max_length=20)


class NewRecord(Body):
    """A record that is to belong to a campaign, by its kind and key."""

    kind: Literal["needs", "activities", "helpers", "news"]
    record: Key


class Belongs(Schema):
    """``is_new`` is false for a record that belonged already, or a lecturer asked before.

    ``waits`` says that it belongs only once a lecturer who was asked agrees.
    """

    campaign: int
    kind: str
    record: int
    is_new: bool
    waits: bool


def _campaigns_of(request: HttpRequest) -> QuerySet[Campaign]:
    """Those that the user sees; for a program those of its union and below, and those it joins."""
    visible = Campaign.objects.visible_to(request.user)
    program = program_of(request)
    if program is None:
        return visible
    joint = Campaign.objects.open_to(paths_above(program.path)).values("pk")
    return visible.filter(under([program.path]) | Q(pk__in=joint))


@router.get("", response=Rows[CampaignRow])
def list_campaigns(request: HttpRequest, wanted: Query[Wanted]) -> Any:
    """Campaigns that have not been called off: of your union, and those that take its records."""
    rows = _campaigns_of(request)
    return page_of(request, "campaign", rows, wanted, lambda found: found.with_details())


@router.get("/{int:pk}", response=CampaignRow)
def get_campaign(request: HttpRequest, pk: Key) -> Any:
    """One campaign."""
    return get_for(request.user, _campaigns_of(request), pk=pk)


@router.get("/{int:pk}/figures", response=CampaignFigures)
def campaign_figures(request: HttpRequest, pk: Key) -> Any:
    """The indicators of a campaign, counted from records at this moment."""
    found = get_for(request.user, _campaigns_of(request), pk=pk)
    figures = figures_of(found, timezone.localdate())
    return {"campaign": found.pk, "figures": [figure_row(figure) for figure in figures]}


@router.post("", response={201: CampaignRow}, auth=SERVING)
def start_one(request: HttpRequest, wanted: NewCampaign) -> Any:
    """Start a campaign of your union or one below it."""
    unions: QuerySet[Union] = within(request, manageable(request.user).open(), "path")
    union = get_for(request.user, unions, "campaigns.start", pk=wanted.union)
    facts = wanted.dict(exclude={"union", "partners"})
    partners = _partners(wanted.partners)
    made = start_campaign(union=union, actor=request.user, partners=partners, **facts)
    return Status(201, made)


def _partners(keys: list[int]) -> list[Union]:
    """The unions with these keys; ``ValidationError`` naming those that are none, or closed."""
    found = {union.pk: union for union in Union.objects.open().filter(pk__in=keys)}
    if missing := [key for key in dict.fromkeys(keys) if key not in found]:
        keys_in_words = "、".join(map(str, missing))
        said = _("没有编号为%(keys)s的工会，或者它已经停用。") % {"keys": keys_in_words}
        raise ValidationError({"partners": said})
    return list(found.values())


@router.post("/{int:pk}/records", response=Belongs, auth=SERVING)
def add_one(request: HttpRequest, pk: Key, wanted: NewRecord) -> Any:
    """Let a record of your union belong to a campaign; adding it twice is once."""
    found = get_for(request.user, _campaigns_of(request), pk=pk)
    kind = KINDS[wanted.kind]
    visible = within(request, kind.visible(request.user), *kind.paths)
    thing = get_for(request.user, visible, pk=wanted.record)
    if not kept_by(request.user, kind, thing):
        raise PermissionDenied
    is_new = add_record(campaign=found, kind=kind, thing=thing, actor=request.user)
    waits = asks_first(found, kind) and not kind.of(found).filter(pk=thing.pk).exists()
    said = {"campaign": pk, "kind": wanted.kind, "record": wanted.record}
    return {**said, "is_new": is_new, "waits": waits}
