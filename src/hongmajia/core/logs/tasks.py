"""Every task leaves a line when it ends: its path, its result's id and its arguments' ids."""

import logging
import sys
from typing import Any

from django_tasks import TaskResult, TaskResultStatus
from django_tasks.signals import (
    log_task_finished,
    log_task_started,
    task_finished,
    task_started,
)

from . import context
from .records import told_arguments

logger = logging.getLogger("task")


def connect() -> None:
    """Log tasks in place of the library, which names neither arguments nor duration."""
    task_started.disconnect(log_task_started)
    task_finished.disconnect(log_task_finished)
    task_started.connect(started, dispatch_uid="log_task")
    task_finished.connect(finished, dispatch_uid="log_task")


def started(task_result: TaskResult[Any], **sender: Any) -> None:
    """Lines written by the task carry its result's id."""
    facts = {"task": task_result.task.module_path, "result": str(task_result.id)}
    context.begin(lambda: facts)


def finished(task_result: TaskResult[Any], **sender: Any) -> None:
    """Say how it ended; called while the error of a failed one is being handled."""
    context.end()
    facts = facts_of(task_result)
    if task_result.status == TaskResultStatus.FAILED:
        error = sys.exc_info()
        logger.error("failed", extra={"facts": facts}, exc_info=error if error[1] else None)
    else:
        logger.info("done", extra={"facts": facts})


def facts_of(task_result: TaskResult[Any]) -> context.Facts:
    """Arguments are ids of rows; should a text be among them, it is not told."""
    facts: context.Facts = {
        "task": task_result.task.module_path,
        "result": str(task_result.id),
        "arguments": told_arguments(task_result.args, task_result.kwargs),
    }
    if task_result.started_at and task_result.finished_at:
        taken = task_result.finished_at - task_result.started_at
        facts["ms"] = round(taken.total_seconds() * 1000)
    return facts
