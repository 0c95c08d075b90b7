"""Tasks that failed: to be run again, or not any more."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django_tasks_db.models import DBTaskResult

from .reclaiming import READY

Row = Any
"""A row of the queue; the library's type takes parameters that nobody knows here."""


@transaction.atomic
def run_again(pk: UUID) -> str | None:
    """Put a failed task back into its queue, with all its attempts; return its path.

    ``None`` if it is not failed any more: somebody else was faster.
    """
    row = _failed(pk)
    if row is None:
        return None
    row.status, row.worker_ids = READY, []
    row.started_at = row.finished_at = None
    row.exception_class_path = row.traceback = ""
    row.save()
    path: str = row.task_path
    return path


@transaction.atomic
def drop(pk: UUID) -> str | None:
    """Delete a failed task; return its path, or ``None`` if it is not failed any more."""
    row = _failed(pk)
    if row is None:
        return None
    row.delete()
    path: str = row.task_path
    return path


def _failed(pk: UUID) -> Row | None:
    return DBTaskResult.objects.failed().select_for_update().filter(pk=pk).first()
