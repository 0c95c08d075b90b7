"""Periodic tasks: rooms register them in ``registrations.py``, the clock enqueues what is due.

    schedule.every("*/10 * * * *", expire_silent)

Times are local. Any number of clock processes may run: a conditional update lets exactly one of
them enqueue each run. Runs missed while no clock ran are made up for by one run.
"""

from datetime import datetime
from typing import Any

from croniter import croniter
from django.db import transaction
from django.utils import timezone

from .models import Schedule

_entries: dict[str, tuple[str, Any]] = {}


def every(cron: str, task: Any) -> None:
    """Run ``task`` (without arguments) at the times of the cron expression.

    Raises ``ValueError`` for an invalid expression.
    """
    if not croniter.is_valid(cron):
        raise ValueError(f"not a cron expression: {cron}")
    _entries[task.module_path] = (cron, task)


def following(cron: str, moment: datetime) -> datetime:
    """Return the next time of ``cron`` after ``moment``."""
    found: datetime = croniter(cron, timezone.localtime(moment)).get_next(datetime)
    return found


@transaction.atomic
def sync(now: datetime) -> None:
    """Make the table equal to the registered entries."""
    Schedule.objects.exclude(name__in=_entries).delete()
    for name, (cron, _) in _entries.items():
        at = following(cron, now)
        Schedule.objects.get_or_create(name=name, defaults={"cron": cron, "next_run": at})
        Schedule.objects.filter(name=name).exclude(cron=cron).update(cron=cron, next_run=at)


def run_due(now: datetime) -> list[str]:
    """Enqueue the tasks that are due and not claimed by another clock; return their names."""
    due = Schedule.objects.filter(next_run__lte=now, name__in=_entries)
    return [entry.name for entry in due if _claim(entry, now)]


@transaction.atomic
def _claim(entry: Schedule, now: datetime) -> bool:
    """Move the entry to its next run and enqueue its task; ``False`` if another clock did."""
    cron, task = _entries[entry.name]
    same = Schedule.objects.filter(name=entry.name, next_run=entry.next_run)
    if not same.update(next_run=following(cron, now)):
        return False
    task.enqueue()
    return True
