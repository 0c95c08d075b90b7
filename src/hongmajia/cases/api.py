"""Cases (优秀案例) in the interface, to read."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from hongmajia.core.gate import get_for
from hongmajia.core.listing import Rows, WantedOfYear, page_of
from hongmajia.core.programs import READING, within
from hongmajia.core.schemas import Key
from hongmajia.needs.enums import Category

from .enums import CaseState
from .models import Case

router = Router(tags=["cases"], auth=READING)


class CaseRow(Schema):
    """A case; ``enterprise`` is its name only if it agreed to that."""

    id: int
    engagement: int = Field(alias="engagement_id")
    year: int = Field(alias="season.year")
    union: int = Field(alias="union_id", description="the union that holds it now")
    home_union: int = Field(alias="home_union_id")
    state: CaseState
    title: str
    gist: str
    problem: str
    practice: str
    lesson: str
    quote: str
    category: Category
    enterprise: str = Field(alias="enterprise_label")
    published_at: datetime | None


def _cases_of(request: HttpRequest) -> QuerySet[Case]:
    visible = Case.objects.visible_to(request.user)
    return within(request, visible, "union__path", "home_union__path")


@router.get("", response=Rows[CaseRow])
def list_cases(request: HttpRequest, wanted: Query[WantedOfYear]) -> Any:
    """Cases that you may see: of your union, and of others those that are public."""
    visible = _cases_of(request)
    rows = wanted.of_year(visible, "season")
    return page_of(
        request, "case", visible, wanted, lambda found: found.with_details(), narrowed=rows
    )


@router.get("/{int:pk}", response=CaseRow)
def get_case(request: HttpRequest, pk: Key) -> Any:
    """One case."""
    return get_for(request.user, _cases_of(request).with_details(), pk=pk)  # type: ignore[attr-defined]
