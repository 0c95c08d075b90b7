"""Needs in the interface: list, read and submit, by the same queries and actions as the pages."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from hongmajia.core.external_ids import ExternalIdField, Named
from hongmajia.core.gate import get_for
from hongmajia.core.listing import Rows, WantedOfYear, page_of
from hongmajia.core.programs import Anybody, SignedIn, program_of, within
from hongmajia.core.schemas import ContactCard, Day, FactsSchema, Key, Phone
from hongmajia.core.scopes import Scope
from hongmajia.offers.enums import OfferMode
from hongmajia.spelling import name_key, read_code
from hongmajia.unions.api import enterprises_named, regions_of
from hongmajia.unions.models import Enterprise
from hongmajia.unions.queries import enterprises_called

from .actions import correct_need, resubmit_need, reveal_contact, submit_need
from .enums import Category, Channel, NeedState, Urgency, Visibility
from .facets import regions_of as regions_of_cities
from .facts import NEED_FACTS
from .firm_forms import refuse_several
from .limits import limit_asking
from .models import Need, need_search
from .querysets import named_to
from .safety import Danger

router = Router(tags=["needs"], auth=Anybody(Scope.READ))


class NeedRow(Schema):
    """A need; ``enterprise`` and ``asker`` only for those who may know who asks."""

    id: int
    number: str
    year: int = Field(alias="season.year")
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
    dangers: list[Danger]
    needs_doctor: bool
    visibility: Visibility
    region: str = Field(alias="region_id", description="GB/T 2260")
    place: str = Field(alias="region.place")
    union: int = Field(alias="union_id", description="the union that holds it now")
    home_union: int = Field(alias="home_union_id", description="the union it came from")
    enterprise: int | None
    asker: str | None
    submitted_at: datetime
    listed_at: datetime | None
    due_at: datetime | None

    @staticmethod
    def resolve_enterprise(need: Any) -> int | None:
        return need.enterprise_id if need.is_named else None

    @staticmethod
    def resolve_asker(need: Any) -> str | None:
        return need.asker_label if need.is_named else None


class NeedContent(FactsSchema):
    """The facts of a need; ``region`` may be left out for a registered enterprise."""

    fact_set = NEED_FACTS.with_arguments({"external_id": "what the caller calls the need"})

    external_id: str | None = ExternalIdField
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
    dangers: list[Danger] = Field([], max_length=len(Danger))
    needs_doctor: bool = False

    def facts(self, request: HttpRequest) -> dict[str, Any]:
        """Return the facts for an action; ``ValidationError`` where no region is known."""
        enterprise = _enterprise_of(self, enterprises_named(request))
        region = regions_of(request).filter(adcode=self.region or "").first()
        if region is None and enterprise is not None:
            region = enterprise.region
        if region is None:
            raise ValidationError({"region": _("请写地区代码，或已登记企业的统一社会信用代码。")})
        said = self.dict(include=set(self.fact_set.names) - {"region"})
        name, code = (self.enterprise_name, read_code(self.credit_code or ""))
        given = ("", "") if enterprise else (name, code)
        named = dict(zip(("enterprise_name", "credit_code"), given, strict=True))
        return {**said, **named, "enterprise": enterprise, "region": region}

    def changes(self, request: HttpRequest, need: Need | None = None) -> dict[str, Any]:
        """Those of the facts that the request names, for ``need``, which exists.

        One that a cadre linked to an enterprise stays linked where the asker is the same as before.
        """
        sent = {*self.model_fields_set, *ASKING_FIRM, "region"}
        facts = self.facts(request)
        if need is not None and _asks_as_before(need, facts):
            sent -= ASKING_FIRM
        return {name: value for name, value in facts.items() if name in sent}


ASKING_FIRM = {"enterprise", "enterprise_name", "credit_code"}
"""The facts that say which firm asks."""


def _asks_as_before(need: Need, facts: dict[str, Any]) -> bool:
    """Whether the facts name the firm that a linked need named when it was not registered."""
    if facts["enterprise"] is not None:
        return bool(facts["enterprise"] == need.enterprise)
    same_name = name_key(facts["enterprise_name"]) == name_key(need.enterprise_name)
    return same_name and facts["credit_code"] in ("", need.credit_code)


def _enterprise_of(content: NeedContent, rows: Any) -> Enterprise | None:
    """The registered enterprise by its code, else by its name, as on the ask page.

    Raises ``ValidationError`` if several have the name.
    """
    rows = rows.select_related("union", "region")
    if content.credit_code:
        return rows.with_code(read_code(content.credit_code)).first()
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
    due_at: datetime | None


class NeedFilter(WantedOfYear):
    """Search, filter and page of the list, by the names they have in the page's address."""

    q: str = Field("", max_length=60)
    state: list[NeedState] = []
    city: list[str] = Field([], description="first four digits of the city's code")
    category: list[Category] = []


def needs_of(request: HttpRequest) -> QuerySet[Need]:
    """The needs that the request may see."""
    visible = Need.objects.visible_to(request.user)
    return within(request, visible, "union__path", "home_union__path")


@router.get("", response=Rows[NeedRow])
def list_needs(request: HttpRequest, wanted: Query[NeedFilter]) -> Any:
    """The needs that you may see; without signing in, the public 企业问题清单."""
    visible = needs_of(request)
    rows = wanted.of_year(visible)
    if wanted.q:
        rows = rows.filter(pk__in=need_search.matching(wanted.q))
    if wanted.state:
        rows = rows.filter(state__in=wanted.state)
    if wanted.category:
        rows = rows.filter(category__in=wanted.category)
    if wanted.city:
        rows = rows.filter(region__in=regions_of_cities(wanted.city))
    page = page_of(
        request, "need", visible, wanted, lambda found: found.with_details(), narrowed=rows
    )
    _name(request, page["rows"])
    return page


@router.get("/{int:pk}", response=NeedRow)
def get_need(request: HttpRequest, pk: Key) -> Any:
    """One need, if you may see it."""
    need = get_for(request.user, needs_of(request).with_details(), pk=pk)  # type: ignore[attr-defined]
    _name(request, [need])
    return need


def _name(request: HttpRequest, needs: Iterable[Need]) -> None:
    """Note on each need whether the reader may know who asks; one query for all."""
    rows = Need.objects.filter(named_to(request.user), pk__in=[need.pk for need in needs])
    named = set(rows.values_list("pk", flat=True))
    for need in needs:
        need.is_named = need.pk in named  # type: ignore[attr-defined]


@router.post("/{int:pk}/contact", response=ContactCard, auth=SignedIn(Scope.PERSONAL))
def need_contact(request: HttpRequest, pk: Key) -> Any:
    """Name and telephone number of whoever asked; the access is logged."""
    rows = needs_of(request).with_details()  # type: ignore[attr-defined]
    need = get_for(request.user, rows, "needs.contact", pk=pk)
    return {"name": need.contact_name, "phone": reveal_contact(need=need, actor=request.user)}


@router.post("", response={201: SubmittedNeed, 200: SubmittedNeed}, auth=SignedIn(Scope.ASK))
@transaction.atomic
def ask(request: HttpRequest, asked: NewNeed) -> Any:
    """Submit a need; it goes to the union that receives it.

    People ask in their own name, programs for the contact that they give. With an ``external_id``
    that was sent before, the need of then is corrected (a returned one is handed in again): 200.
    """
    named = Named(request.user, "need", asked.external_id)
    if named.key:
        return Status(200, _correct(request, named.key, asked))
    limit_asking(request, asked.contact_phone)
    need = submit_need(actor=request.user, channel=Channel.API, **asked.facts(request))
    refuse_beyond(request, need)
    named.stands_for(need)
    return Status(201, need)


def _correct(request: HttpRequest, key: int, asked: NewNeed) -> Need:
    return correct_named(request, key, lambda need: asked.changes(request, need))


def correct_named(
    request: HttpRequest, key: int, changes: Callable[[Need], dict[str, Any]]
) -> Need:
    """Correct the need with this key, or hand it in again if it was returned."""
    rows = needs_of(request).with_details()  # type: ignore[attr-defined]
    need = get_for(request.user, rows, "needs.change", pk=key)
    act = resubmit_need if need.state == NeedState.RETURNED else correct_need
    return act(need=need, actor=request.user, **changes(need))


def refuse_beyond(request: HttpRequest, need: Need) -> None:
    """Raise ``ValidationError`` for a need that the program who made it could not see."""
    if program_of(request) and not needs_of(request).filter(pk=need.pk).exists():
        raise ValidationError({"region": _("这里的需求不归您的工会收，请核对地区和企业。")})
