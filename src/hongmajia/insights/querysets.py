"""Reads of ledgers."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

KEPT_DAYS = 30


class LedgerQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "LedgerQuerySet":
        """A ledger is seen by the person who had it written: it says what he may read."""
        return self.filter(owner=user) if user.pk else self.none()

    def outdated(self) -> "LedgerQuerySet":
        """Those whose file has been kept long enough."""
        long_ago = timezone.now() - timedelta(days=KEPT_DAYS)
        return self.filter(started_at__lt=long_ago).exclude(file="")
