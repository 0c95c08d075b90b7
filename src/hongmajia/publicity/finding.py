"""What the search finds among news."""

from typing import Any

from django.template.defaultfilters import date
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hongmajia.core.search import SearchIndex
from hongmajia.core.search_kinds import Hit, SearchKind

from .enums import NewsState
from .models import NewsItem

news_search = SearchIndex("publicity_search")


def words_of(item: NewsItem) -> str:
    """The words by which a piece of news is found."""
    return "\n".join((item.title, item.summary, item.text))


def hit(item: NewsItem, reader: Any) -> Hit:
    """A piece of news as it is found: whose it is and of which day."""
    facts = [item.union.name, date(item.dated, "DATE_FORMAT")]
    if item.state != NewsState.PUBLISHED:
        facts.append(str(item.get_state_display()))
    return Hit(
        item.title, reverse("news_item", args=[item.pk]), (item.summary, item.text), tuple(facts)
    )


NEWS = SearchKind(
    name="news",
    label=_("动态"),
    index=news_search,
    visible_to=lambda reader: NewsItem.objects.visible_to(reader).select_related("union"),
    hit=hit,
    day="dated",
    union="union",
    dated="dated",
)
