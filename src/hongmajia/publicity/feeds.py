"""The Atom feed of published news."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hongmajia.core.atom import PublicFeed
from hongmajia.unions.visiting import shown_here

from .models import NewsItem


class NewsFeed(PublicFeed):
    """The Atom feed of published news."""

    title = _("红马甲：动态")

    def path(self) -> str:
        return reverse("news_list")

    def rows(self) -> Any:
        return NewsItem.objects.published().filter(shown_here()).order_by("-held_since", "-pk")

    def at(self, row: Any) -> datetime:
        found: datetime = row.held_since
        return found

    def page(self, row: Any) -> str:
        return reverse("news_item", args=[row.pk])

    def item_description(self, item: Any) -> str:
        return str(item.summary)
