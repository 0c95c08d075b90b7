"""Queries on notices, calls and deliveries."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from .enums import NOT_ARRIVED, WAITING, DeliveryState


class NoticeQuerySet(QuerySet[Any]):
    """Queries on notices."""

    def visible_to(self, user: Any) -> "NoticeQuerySet":
        """The notices addressed to ``user``; none for a visitor who is not signed in."""
        return self.filter(recipient=user) if user.pk else self.none()

    def unread(self) -> "NoticeQuerySet":
        """The notices whose page was not opened and that were not marked read."""
        return self.filter(read_at__isnull=True)


class CallQuerySet(QuerySet[Any]):
    """Queries on calls to make."""

    def open(self) -> "CallQuerySet":
        """The calls that nobody has made yet."""
        return self.filter(made_at__isnull=True)


class DeliveryQuerySet(QuerySet[Any]):
    """Queries on messages that leave the product."""

    def due(self) -> "DeliveryQuerySet":
        """The messages that wait and whose time has come."""
        return self.filter(state__in=WAITING, due_at__lte=timezone.now())

    def expired(self) -> "DeliveryQuerySet":
        """The messages that wait and are not worth sending any more."""
        return self.filter(state__in=WAITING, expires_at__lte=timezone.now())

    def interrupted(self, since: datetime) -> "DeliveryQuerySet":
        """The messages that a worker began to send before ``since`` and never ended."""
        return self.filter(state=DeliveryState.SENDING, claimed_at__lt=since)

    def not_arrived(self) -> "DeliveryQuerySet":
        """The messages that ended without having arrived for certain."""
        return self.filter(state__in=NOT_ARRIVED)

    def untold(self) -> "DeliveryQuerySet":
        """The messages whose person is still to be told by telephone."""
        return self.filter(call__isnull=False, call__made_at=None)
