"""The Atom feed of the public list of needs."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hongmajia.core.atom import PublicFeed
from hongmajia.unions.mastheads import site_name_here
from hongmajia.unions.visiting import shown_here

from .models import Need


class NeedFeed(PublicFeed):
    """The Atom feed of the public list of needs."""

    def title(self) -> str:
        return _("%(site)s：企业问题清单") % {"site": site_name_here()}

    def path(self) -> str:
        return reverse("need_list")

    def rows(self) -> Any:
        return Need.objects.public().filter(shown_here("home_union")).order_by("-listed_at", "-pk")

    def at(self, row: Any) -> datetime:
        found: datetime = row.listed_at
        return found

    def page(self, row: Any) -> str:
        return reverse("need", args=[row.pk])

    def item_description(self, item: Any) -> str:
        return str(item.text)
