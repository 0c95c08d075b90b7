"""Querysets of subscriptions and offers."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from .enums import UNFINISHED, EventOfferState, HookState


class SubscriptionQuerySet(QuerySet[Any]):
    def on(self) -> "SubscriptionQuerySet":
        """Those to which events are offered."""
        return self.filter(state=HookState.ON)

    def ready(self) -> "SubscriptionQuerySet":
        """Those on whose receiver does not rest after a failure."""
        rested = Q(rests_until=None) | Q(rests_until__lte=timezone.now())
        return self.on().filter(rested)


class EventOfferQuerySet(QuerySet[Any]):
    def heads(self) -> "EventOfferQuerySet":
        """Those that are due, and before which nothing of the same story is unfinished."""
        earlier = self.model._default_manager.filter(
            subscription=OuterRef("subscription"), story=OuterRef("story"),
            event__lt=OuterRef("event"), state__in=UNFINISHED,
        ).order_by()  # fmt: skip
        due = self.filter(state=EventOfferState.WAITING, due_at__lte=timezone.now())
        return due.filter(~Exists(earlier)).order_by("due_at", "event_id")

    def interrupted(self, since: datetime) -> "EventOfferQuerySet":
        """Those that a worker took before ``since`` and never ended."""
        return self.filter(state=EventOfferState.SENDING, claimed_at__lt=since)
