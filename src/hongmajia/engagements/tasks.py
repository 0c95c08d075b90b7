"""Periodic tasks: expire invitations, send reminders."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task

from hongmajia.core.closed_years import of_open_years
from hongmajia.core.errors import WrongState
from hongmajia.core.queues import SHORT

from .actions import expire, remind
from .models import Engagement

REMIND_BEFORE = timedelta(hours=24)
"""How long before an invitation expires its helper is reminded."""


@task(queue_name=SHORT)
def expire_silent() -> None:
    """End overdue invitations; ``matching`` hears of the event and asks the next candidate."""
    _each(Engagement.objects.unanswered(by=timezone.now()), expire)


@task(queue_name=SHORT)
def remind_overdue() -> None:
    """Remind, once each, of invitations that soon expire, and of idle helpers who accepted."""
    now = timezone.now()
    _each(Engagement.objects.unanswered(by=now + REMIND_BEFORE).filter(reminded_at=None), remind)
    _each(Engagement.objects.idle(by=now).filter(reminded_at=None), remind)


def _each(found: QuerySet[Engagement], act: Any) -> None:
    """Call ``act`` on each in its own transaction; skip those whose state changed meanwhile."""
    for engagement in list(of_open_years(found).select_related("need")):
        try:
            act(engagement=engagement)
        except WrongState:
            continue
