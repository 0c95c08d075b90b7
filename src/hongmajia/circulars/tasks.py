"""Periodic task: reminding unions of circulars that they have still to read or to answer."""

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from hongmajia.core.clocks import is_workday
from hongmajia.core.queues import SHORT

from .actions import remind_open_of
from .queries import due_today

AT_ONCE = 200
"""Receipts of one transaction."""


@task(queue_name=SHORT)
def remind_unanswered() -> None:
    """On working days, remind of what is due today or overdue, each union once a day."""
    if not is_workday(timezone.localdate()):
        return
    while _remind_some():
        pass


@transaction.atomic
def _remind_some() -> bool:
    """Remind of some; ``False`` once nobody is left who can be."""
    some = list(due_today()[:AT_ONCE])
    return remind_open_of(some) > 0
