"""Tasks whose worker is dead: they are run again, and given up after some attempts.

Every task can be run twice or from the middle (docs/operations.md, "Tasks that run again"), so a
task that lost its worker goes back to its queue. One that ends its worker each time, for instance
by using too much memory, fails after ``MOST_ATTEMPTS``; ``signals.task_given_up`` informs its room.
"""

import logging
from datetime import datetime
from typing import Any

from django.db import transaction
from django_tasks_db.models import DBTaskResult

from . import heartbeats
from .logs.records import told_arguments
from .models import Heartbeat
from .signals import task_given_up

MOST_ATTEMPTS = 3
"""How often a task is tried."""

logger = logging.getLogger(__name__)
READY, RUNNING = "READY", "RUNNING"


class WorkerLost(Exception):  # noqa: N818 - what happened, in the task's record
    """The worker ended, again and again, while it ran the task."""


def reclaim(silent_since: datetime | None = None) -> int:
    """Take all tasks from dead workers and delete their heartbeats; return how many tasks.

    ``silent_since``: see ``heartbeats.is_dead``. A worker beats before it claims a task, so one
    that runs a task and has no heartbeat is dead too; hence tasks are read before heartbeats.
    """
    running = list(DBTaskResult.objects.running().values_list("pk", "worker_ids"))
    beats = Heartbeat.objects.in_bulk()
    dead = {pk for pk, beat in beats.items() if heartbeats.is_dead(beat, silent_since)}
    taken = 0
    for pk, workers in running:
        worker = workers[-1] if workers else ""
        if worker in dead or worker not in beats:
            taken += _retry(pk, worker)
    for worker in dead:
        heartbeats.forget_unless_heard_since(beats[worker])
    return taken


def retry_tasks_of(worker_id: str) -> int:
    """Take tasks from a worker that does not run what it claimed; return how many.

    The attempt counts.
    """
    return sum(_retry(pk, worker_id) for pk in _claimed_by(worker_id))


def return_tasks_of(worker_id: str) -> int:
    """Take tasks from a worker that was stopped before they were done; return how many.

    The attempt does not count.
    """
    return sum(_return(pk, worker_id) for pk in _claimed_by(worker_id))


def _claimed_by(worker_id: str) -> list[object]:
    running = DBTaskResult.objects.running().values_list("pk", "worker_ids")
    return [pk for pk, workers in running if workers[-1:] == [worker_id]]


@transaction.atomic
def _retry(pk: object, worker_id: str) -> bool:
    row = _locked(pk, worker_id)
    if row is None:
        return False
    if len(row.worker_ids) >= MOST_ATTEMPTS:
        _give_up(row)
    else:
        _put_back(row, row.worker_ids)
    return True


@transaction.atomic
def _return(pk: Any, worker_id: str) -> bool:
    row = _locked(pk, worker_id)
    if row is not None:
        _put_back(row, row.worker_ids[:-1])
    return row is not None


def _locked(pk: Any, worker_id: str) -> "DBTaskResult[Any, Any] | None":
    """The task, if it is still that worker's: another may have taken it meanwhile."""
    row = DBTaskResult.objects.running().select_for_update().filter(pk=pk).first()
    return row if row is not None and (row.worker_ids or [""])[-1] == worker_id else None


def _put_back(row: "DBTaskResult[Any, Any]", worker_ids: list[str]) -> None:
    row.status, row.started_at, row.worker_ids = READY, None, worker_ids
    row.save(update_fields=["status", "started_at", "worker_ids"])
    logger.warning("task %s %s goes back to its queue", row.task_path, row.pk)


def _give_up(row: "DBTaskResult[Any, Any]") -> None:
    row.set_failed(WorkerLost(f"{len(row.worker_ids)} workers ended while they ran this task"))
    arguments = row.args_kwargs
    facts = {
        "task": row.task_path,
        "result": str(row.pk),
        "arguments": told_arguments(arguments["args"], arguments["kwargs"]),
    }
    logger.error("task is given up", extra={"facts": facts})
    try:
        with transaction.atomic():
            task_given_up.send(row.task.func, args=arguments["args"], kwargs=arguments["kwargs"])
    except Exception:
        # Whatever the room's receiver raises, this task must not come back for ever.
        logger.exception("no word of the given-up task %s %s", row.task_path, row.pk)
