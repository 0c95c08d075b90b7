"""Regions, unions and enterprises in the interface, to read."""

from typing import Any

from django.db.models import IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Length, Substr
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from hongmajia.core.gate import get_for
from hongmajia.core.listing import Rows, Wanted, page_of
from hongmajia.core.programs import READING, program_of, within
from hongmajia.core.schemas import Key

from .enums import Scale, Section, UnionKind
from .models import Enterprise, Region, Union
from .rules import STEP

regions = Router(tags=["regions"], auth=READING)
unions = Router(tags=["unions"], auth=READING)
enterprises = Router(tags=["enterprises"], auth=READING)


class RegionRow(Schema):
    """A city or county: its code by GB/T 2260, its name, and the code of its city."""

    code: str
    name: str
    city: str | None


class UnionRow(Schema):
    """A union; ``parent`` is the one above it, if you may see it."""

    id: int
    name: str
    kind: UnionKind
    region: str | None
    parent: int | None
    is_closed: bool

    @staticmethod
    def resolve_region(union: Any) -> str | None:
        return union.region_id

    @staticmethod
    def resolve_parent(union: Any) -> int | None:
        return union.above

    @staticmethod
    def resolve_is_closed(union: Any) -> bool:
        return union.closed_at is not None


class EnterpriseRow(Schema):
    """A registered enterprise."""

    id: int
    name: str
    credit_code: str
    section: Section
    division: str
    scale: Scale
    employees: int | None
    is_specialised: bool
    key_industry: str | None = Field(None, description="its own choice, by name (重点产业)")
    region: str
    union: int

    @staticmethod
    def resolve_key_industry(enterprise: Any) -> str | None:
        return enterprise.key_industry.name if enterprise.key_industry else None

    @staticmethod
    def resolve_region(enterprise: Any) -> str:
        return str(enterprise.region_id)

    @staticmethod
    def resolve_union(enterprise: Any) -> int:
        return int(enterprise.union_id)


@regions.get("", response=list[RegionRow])
def list_regions(request: HttpRequest) -> Any:
    """All cities and counties of your region, in the order of their codes."""
    return [
        {"code": region.pk, "name": region.name, "city": region.parent_id}
        for region in regions_of(request).order_by("pk")
    ]


def regions_of(request: HttpRequest) -> QuerySet[Region]:
    """The regions that the request may name: of a program, those of its union."""
    program, rows = program_of(request), Region.objects.divisions()
    if program and program.region:
        return rows.filter(Q(pk=program.region) | Q(parent=program.region))
    return rows


def unions_of(request: HttpRequest) -> QuerySet[Union]:
    """The unions that the request may see."""
    return within(request, Union.objects.visible_to(request.user), "path")


@unions.get("", response=Rows[UnionRow])
def list_unions(request: HttpRequest, wanted: Query[Wanted]) -> Any:
    """Your union and all below it."""
    return page_of(request, "union", _with_parent(request), wanted)


@unions.get("/{int:pk}", response=UnionRow)
def get_union(request: HttpRequest, pk: Key) -> Any:
    """One union."""
    return get_for(request.user, _with_parent(request), pk=pk)


def _with_parent(request: HttpRequest) -> QuerySet[Union]:
    """The unions with the key of the one above each, as ``above``."""
    upper = Substr(OuterRef("path"), 1, Length(OuterRef("path")) - len(STEP))
    above = unions_of(request).order_by().filter(path=upper).values("pk")[:1]
    return unions_of(request).annotate(above=Subquery(above, output_field=IntegerField()))


def enterprises_of(request: HttpRequest) -> QuerySet[Enterprise]:
    """The enterprises that the request may see."""
    return within(request, Enterprise.objects.visible_to(request.user), "union__path")


def enterprises_named(request: HttpRequest) -> QuerySet[Enterprise]:
    """The enterprises that a need may name: people may name any, as on the page."""
    return within(request, Enterprise.objects.all(), "union__path")


@enterprises.get("", response=Rows[EnterpriseRow])
def list_enterprises(request: HttpRequest, wanted: Query[Wanted]) -> Any:
    """Enterprises of your union and of those below it."""
    rows = enterprises_of(request).select_related("key_industry")
    return page_of(request, "enterprise", rows, wanted)


@enterprises.get("/{int:pk}", response=EnterpriseRow)
def get_enterprise(request: HttpRequest, pk: Key) -> Any:
    """One enterprise."""
    return get_for(request.user, enterprises_of(request), pk=pk)
