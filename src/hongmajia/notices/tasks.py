"""The periodic task of the room ``notices``."""

from django.utils import timezone
from django_tasks import task

from hongmajia.core.clocks import is_workday
from hongmajia.core.queues import SHORT

from .overdue import remind_all


@task(queue_name=SHORT)
def remind_overdue() -> None:
    """On working days, remind once of each overdue thing that has no reminder of its own."""
    if is_workday(timezone.localdate()):
        remind_all()
