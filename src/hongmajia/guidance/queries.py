"""Messages of a thread, and how many of them a user has not read."""

from collections.abc import Collection
from typing import Any

from django.db.models import Count, QuerySet

from hongmajia.engagements.models import Engagement

from .models import Message

SHOWN = 50
"""Messages on a page of a thread; earlier ones are a click away."""


def latest_messages(engagement: Engagement, before: int | None = None) -> list[Message]:
    """The last messages of the thread (those before the key ``before``), oldest first."""
    thread = _thread(engagement)
    if before is not None:
        thread = thread.filter(pk__lt=before)
    return list(thread.order_by("-pk")[:SHOWN])[::-1]


def messages_after(engagement: Engagement, seen: int) -> list[Message]:
    """What came since the message with key ``seen``, oldest first."""
    return list(_thread(engagement).filter(pk__gt=seen).order_by("pk")[: SHOWN * 2])


def _thread(engagement: Engagement) -> QuerySet[Message]:
    thread: QuerySet[Message] = Message.objects.filter(engagement=engagement).with_details()
    return thread


def unread_counts(user: Any, engagements: Collection[int]) -> dict[int, int]:
    """Engagement → how many messages ``user`` has not read; those without any are left out."""
    new = Message.objects.unread_by(user).filter(engagement__in=engagements).order_by()
    return dict(new.values_list("engagement").annotate(n=Count("pk")))
