"""Reads of the service list."""

from typing import Any

from django.db.models import Q, QuerySet

from hongmajia.unions.enums import STAFF
from hongmajia.unions.querysets import under

from .enums import OfferMode


class OfferQuerySet(QuerySet[Any]):
    def listed(self) -> "OfferQuerySet":
        return self.filter(is_listed=True, helper__is_active=True)

    def visible_to(self, user: Any) -> "OfferQuerySet":
        """What is listed is public; staff above the helper and the helper see the rest too."""
        public = Q(is_listed=True, helper__is_active=True)
        if not user.pk:
            return self.filter(public)
        staff = under(user.scope(*STAFF), "helper__union__path")
        own = Q(helper__artisan__user=user) | Q(helper__team__leader__user=user)
        return self.filter(public | staff | own)

    def near(self, region: Any) -> "OfferQuerySet":
        """By helpers of this county, or of this city and its counties."""
        return self.filter(Q(helper__region=region) | Q(helper__region__parent=region))

    def given(self, mode: str) -> "OfferQuerySet":
        """On site, or online: what is given both ways counts for either."""
        return self.filter(mode__in={mode, OfferMode.BOTH})

    def with_details(self) -> "OfferQuerySet":
        return self.select_related(
            "helper__union",
            "helper__region__parent",
            "helper__artisan__user",
            "helper__team__leader__user",
        ).prefetch_related("helper__honours")
