"""Queries on offers."""

from typing import Any

from django.db.models import Q, QuerySet

from hongmajia.unions.enums import STAFF
from hongmajia.unions.querysets import under

from .enums import OfferMode


class OfferQuerySet(QuerySet[Any]):
    """Queries on offers."""

    def listed(self) -> "OfferQuerySet":
        """Offers on the public list: listed ones of helpers who are on the roll."""
        return self.filter(is_listed=True, helper__is_active=True)

    def visible_to(self, user: Any) -> "OfferQuerySet":
        """All public offers; for the helper and the staff of their union also unlisted ones."""
        public = Q(is_listed=True, helper__is_active=True)
        if not user.pk:
            return self.filter(public)
        staff = under(user.scope(*STAFF), "helper__union__path")
        own = Q(helper__artisan__user=user) | Q(helper__team__leader__user=user)
        return self.filter(public | staff | own)

    def in_region(self, region: Any) -> "OfferQuerySet":
        """Offers of helpers in a county, or in a city with its counties."""
        return self.filter(Q(helper__region=region) | Q(helper__region__parent=region))

    def in_mode(self, mode: str) -> "OfferQuerySet":
        """Offers on site, or online; those of mode ``BOTH`` are in either."""
        return self.filter(mode__in={mode, OfferMode.BOTH})

    def with_details(self) -> "OfferQuerySet":
        """With everything loaded that a row of a list shows."""
        return self.select_related(
            "helper__union",
            "helper__region__parent",
            "helper__artisan__user",
            "helper__team__leader__user",
        ).prefetch_related("helper__honours")
