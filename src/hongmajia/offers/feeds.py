"""The Atom feed of the public list of services."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hongmajia.core.atom import PublicFeed
from hongmajia.unions.mastheads import site_name_here
from hongmajia.unions.visiting import shown_here

from .models import Offer


class OfferFeed(PublicFeed):
    """The Atom feed of the public list of services."""

    def title(self) -> str:
        return _("%(site)s：技术服务清单") % {"site": site_name_here()}

    def path(self) -> str:
        return reverse("offer_list")

    def rows(self) -> Any:
        return (
            Offer.objects.listed().filter(shown_here("helper__union")).order_by("-listed_at", "-pk")
        )

    def at(self, row: Any) -> datetime:
        found: datetime = row.listed_at
        return found

    def page(self, row: Any) -> str:
        return reverse("offer", args=[row.pk])

    def item_description(self, item: Any) -> str:
        return str(item.text)
