"""Queries on service accounts and tokens."""

from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

WARNED_BEFORE = timedelta(days=14)
"""How long before its end the administrators hear of a token."""


class ServiceAccountQuerySet(QuerySet[Any]):
    """Queries on service accounts."""

    def in_use(self) -> "ServiceAccountQuerySet":
        """Those that have not been ended."""
        return self.filter(ended_at=None)

    def with_details(self) -> "ServiceAccountQuerySet":
        """With everything loaded that pages show."""
        return self.select_related("user__program_of").prefetch_related("tokens__made_by")


class TokenQuerySet(QuerySet[Any]):
    """Queries on tokens."""

    def valid(self) -> "TokenQuerySet":
        """Those that let a program in today."""
        today = timezone.localdate()
        alive = Q(account__ended_at=None, account__user__is_active=True)
        return self.filter(alive, revoked_at=None, expires_on__gte=today)

    def ending(self) -> "TokenQuerySet":
        """Valid ones that end soon, without a later one of their account, not told of yet."""
        soon = timezone.localdate() + WARNED_BEFORE
        later = self.model.objects.valid().filter(account=OuterRef("account"), expires_on__gt=soon)
        return self.valid().filter(~Exists(later), expires_on__lte=soon, warned_at=None)
