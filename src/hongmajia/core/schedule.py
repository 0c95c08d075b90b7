"""Tasks that come again: rooms name them in ``AppConfig.ready``, the clock enqueues what is due.

    schedule.every("*/10 * * * *", expire_silent)

The times are those of the wall clock here. Any number of clocks may run: a conditional update
lets exactly one of them have each run. A run missed while no clock ran is made up for once.
"""

from datetime import datetime
from typing import Any

from croniter import croniter
from django.db import transaction
from django.utils import timezone

from .models import Schedule

_entries: dict[str, tuple[str, Any]] = {}


def every(cron: str, task: Any) -> None:
    """Let ``task`` (a django task without arguments) come at the times of ``cron``.

    ``ValueError`` for an expression that is none.
    """
    if not croniter.is_valid(cron):
        raise ValueError(f"not a cron expression: {cron}")
    _entries[task.module_path] = (cron, task)


def following(cron: str, moment: datetime) -> datetime:
    """The next time of ``cron`` after ``moment``."""
    found: datetime = croniter(cron, timezone.localtime(moment)).get_next(datetime)
    return found


@transaction.atomic
def sync(now: datetime) -> None:
    """Make the table say what the code says: new entries, changed times, none that are gone."""
    Schedule.objects.exclude(name__in=_entries).delete()
    for name, (cron, _) in _entries.items():
        at = following(cron, now)
        Schedule.objects.get_or_create(name=name, defaults={"cron": cron, "next_run": at})
        Schedule.objects.filter(name=name).exclude(cron=cron).update(cron=cron, next_run=at)


def run_due(now: datetime) -> list[str]:
    """Enqueue what is due and not yet claimed by another clock; returns the names."""
    due = Schedule.objects.filter(next_run__lte=now, name__in=_entries)
    return [entry.name for entry in due if _claim(entry, now)]


@transaction.atomic
def _claim(entry: Schedule, now: datetime) -> bool:
    """Whether this run is ours; moving the entry on and enqueueing its task are one act."""
    cron, task = _entries[entry.name]
    same = Schedule.objects.filter(name=entry.name, next_run=entry.next_run)
    if not same.update(next_run=following(cron, now)):
        return False
    task.enqueue()
    return True
