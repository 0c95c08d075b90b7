"""Querysets of ledgers. ``visible_to`` is the list side of the access gate."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from hongmajia.unions.enums import STAFF
from hongmajia.unions.querysets import under

KEPT_DAYS = 30
"""Days after which the file of a ledger is deleted."""


class LedgerQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "LedgerQuerySet":
        """The user's own ledgers: their content depends on the rights of whoever requested them."""
        return self.filter(owner=user) if user.pk else self.none()

    def outdated(self) -> "LedgerQuerySet":
        """Ledgers whose file is older than ``KEPT_DAYS``."""
        long_ago = timezone.now() - timedelta(days=KEPT_DAYS)
        return self.filter(started_at__lt=long_ago).exclude(file="")


class ImportedRecordQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "ImportedRecordQuerySet":
        """Those of the unions whose figures the user may read."""
        return self.filter(under(user.scope(*STAFF))) if user.pk else self.none()
