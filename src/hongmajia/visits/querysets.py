"""Queries for itineraries and their stops."""

from typing import Any

from django.db.models import Q, QuerySet

from hongmajia.people.querysets import STAFF
from hongmajia.unions.querysets import under


class ItineraryQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "ItineraryQuerySet":
        """The staff of the helper's union and above, and who answers for him."""
        if not user.pk:
            return self.none()
        own = Q(helper__artisan__user=user) | Q(helper__team__leader__user=user)
        return self.filter(under(user.scope(*STAFF), "helper__union__path") | own)

    def with_details(self) -> "ItineraryQuerySet":
        return self.select_related("helper__artisan__user", "helper__union", "owner")


class StopQuerySet(QuerySet[Any]):
    def made(self) -> "StopQuerySet":
        return self.filter(begins__isnull=False).order_by("begins", "pk")

    def left_out(self) -> "StopQuerySet":
        return self.filter(begins__isnull=True).order_by("pk")

    def with_details(self) -> "StopQuerySet":
        return self.select_related(
            "engagement__need__season",
            "engagement__need__region__parent",
            "engagement__need__enterprise",
            "engagement__need__union",
            "engagement__need__home_union",
        )
