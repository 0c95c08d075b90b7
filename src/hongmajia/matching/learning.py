"""Whether helpers and needs are still being learnt: their embeddings wait for the worker."""

from typing import Any

from django_tasks import TaskResultStatus
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult


def is_waiting(task: Task[Any, Any]) -> bool:
    """Whether the task is queued and not begun, so that it will see all that is new."""
    return _queued(task).filter(status=TaskResultStatus.READY).exists()


def is_under_way() -> bool:
    """Whether embeddings are being computed, or wait to be: who suits is not known for sure yet."""
    from .tasks import learn_meanings, learn_needs  # tasks import actions, which import queries

    unfinished = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    return _queued(learn_meanings, learn_needs).filter(status__in=unfinished).exists()


def _queued(*tasks: Task[Any, Any]) -> Any:
    return DBTaskResult.objects.filter(task_path__in=[task.module_path for task in tasks])
