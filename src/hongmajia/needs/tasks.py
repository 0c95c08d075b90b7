"""Periodic tasks: reminders of overdue needs, forgetting who had the same problem."""

from django.utils import timezone
from django_tasks import task

from hongmajia.core.clocks import is_workday
from hongmajia.core.queues import LONG, SHORT

from .actions import forget_sharers
from .reminders import overdue_today, remind_holder


@task(queue_name=SHORT)
def remind_overdue() -> None:
    """On working days, remind the union of each overdue need, once a day."""
    if not is_workday(timezone.localdate()):
        return
    for need in overdue_today().iterator(chunk_size=500):
        remind_holder(need=need)


@task(queue_name=LONG)
def forget_same_problems() -> None:
    """Delete names and numbers of those with the same problem once nobody needs them any more."""
    forget_sharers()
