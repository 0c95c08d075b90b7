"""What the clock does in this room."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task

from hongmajia.core.errors import WrongState
from hongmajia.core.queues import SHORT

from .actions import expire, remind
from .models import Engagement

SOON = timedelta(hours=24)
"""So long before its end an invitation is called to mind."""


@task(queue_name=SHORT)
def expire_silent() -> None:
    """Invitations nobody answered in time end; whoever hears of it asks the next."""
    _each(Engagement.objects.unanswered(by=timezone.now()), expire)


@task(queue_name=SHORT)
def remind_overdue() -> None:
    """Once for each: an invitation that ends within a day, a first contact that is overdue."""
    now = timezone.now()
    _each(Engagement.objects.unanswered(by=now + SOON).filter(reminded_at=None), remind)
    _each(Engagement.objects.uncalled(by=now).filter(reminded_at=None), remind)


def _each(found: QuerySet[Engagement], act: Any) -> None:
    """Every one in a transaction of its own; one that has moved on meanwhile is left alone."""
    for engagement in list(found.select_related("need")):
        try:
            act(engagement=engagement)
        except WrongState:
            continue
