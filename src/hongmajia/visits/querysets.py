"""Filters of itineraries and their stops."""

from typing import Any

from django.db.models import Q, QuerySet

from hongmajia.core.encryption import field_keys
from hongmajia.unions.enums import STAFF
from hongmajia.unions.querysets import under

DIGEST_LENGTH = 32
"""Characters of the digest of a feed's token: 192 bits."""


def digests_of(token: str) -> list[str]:
    """What may be stored for a token: its digest under each key of the installation."""
    return [key.digest("calendar-feed", token, DIGEST_LENGTH) for key in field_keys()]


class CalendarFeedQuerySet(QuerySet[Any]):
    """Filters of private calendar addresses."""

    def with_token(self, token: str) -> "CalendarFeedQuerySet":
        """The one with this token, of an account in use."""
        return self.filter(digest__in=digests_of(token), user__is_active=True)


class ItineraryQuerySet(QuerySet[Any]):
    """Filters by who may see."""

    def visible_to(self, user: Any) -> "ItineraryQuerySet":
        """Those of helpers whose union's staff, or above, the user is, or for whom they answer."""
        if not user.pk:
            return self.none()
        own = Q(helper__artisan__user=user) | Q(helper__team__leader__user=user)
        return self.filter(under(user.scope(*STAFF), "helper__union__path") | own)

    def with_details(self) -> "ItineraryQuerySet":
        """Join what pages show."""
        return self.select_related("helper__artisan__user", "helper__union", "owner")


class StopQuerySet(QuerySet[Any]):
    """Filters of stops."""

    def made(self) -> "StopQuerySet":
        """Planned visits, in order."""
        return self.filter(begins__isnull=False).order_by("begins", "pk")

    def left_out(self) -> "StopQuerySet":
        """Visits without a time."""
        return self.filter(begins__isnull=True).order_by("pk")

    def with_details(self) -> "StopQuerySet":
        """Join what pages show of the need."""
        return self.select_related(
            "engagement__need__season",
            "engagement__need__region__parent",
            "engagement__need__enterprise",
            "engagement__need__union",
            "engagement__need__home_union",
        )
