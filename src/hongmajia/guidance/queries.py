"""Queries of the messages of a thread, and of unread ones."""

from collections.abc import Collection
from typing import Any

from django.db.models import Count, QuerySet

from hongmajia.engagements.models import Engagement

from .models import Message

SHOWN = 50
"""Messages shown on a page of a thread."""


def latest_messages(engagement: Engagement, before: int | None = None) -> list[Message]:
    """The latest messages, or the latest ones before the key ``before``, oldest first."""
    thread = _thread(engagement)
    if before is not None:
        thread = thread.filter(pk__lt=before)
    return list(thread.order_by("-pk")[:SHOWN])[::-1]


def messages_after(engagement: Engagement, seen: int) -> list[Message]:
    """Messages after the one with key ``seen``, oldest first, at most twice a page."""
    return list(_thread(engagement).filter(pk__gt=seen).order_by("pk")[: SHOWN * 2])


def _thread(engagement: Engagement) -> QuerySet[Message]:
    thread: QuerySet[Message] = Message.objects.filter(engagement=engagement).with_details()
    return thread


def unread_counts(user: Any, engagements: Collection[int]) -> dict[int, int]:
    """Engagement key → number of unread messages; engagements without any are left out."""
    new = Message.objects.unread_by(user).filter(engagement__in=engagements).order_by()
    return dict(new.values_list("engagement").annotate(n=Count("pk")))
