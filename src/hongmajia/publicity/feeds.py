"""The Atom feed of published news."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hongmajia.core.atom import PublicFeed
from hongmajia.unions.mastheads import site_name_here
from hongmajia.unions.visiting import shown_here

from .models import NewsItem


class NewsFeed(PublicFeed):
    """The Atom feed of published news."""

    def title(self) -> str:
        return _("%(site)s：动态") % {"site": site_name_here()}

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
