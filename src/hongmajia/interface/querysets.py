"""Queries on service accounts and tokens."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone


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
