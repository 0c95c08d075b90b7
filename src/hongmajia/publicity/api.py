"""News in the interface, to read."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from hongmajia.core.gate import get_for
from hongmajia.core.listing import Rows, Wanted, page_of
from hongmajia.core.programs import READING, within
from hongmajia.core.schemas import Key

from .enums import NewsState
from .models import NewsItem

router = Router(tags=["news"], auth=READING)


class NewsRow(Schema):
    """A piece of news."""

    id: int
    union: int = Field(alias="union_id")
    state: NewsState
    title: str
    summary: str
    text: str
    dated: date


def _news_of(request: HttpRequest) -> QuerySet[NewsItem]:
    return within(request, NewsItem.objects.visible_to(request.user), "union__path")


@router.get("", response=Rows[NewsRow])
def list_news(request: HttpRequest, wanted: Query[Wanted]) -> Any:
    """News: of your union also drafts and what was withdrawn."""
    return page_of(request, "news", _news_of(request), wanted)


@router.get("/{int:pk}", response=NewsRow)
def get_news(request: HttpRequest, pk: Key) -> Any:
    """One piece of news."""
    return get_for(request.user, _news_of(request), pk=pk)
