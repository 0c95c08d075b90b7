"""For tasks whose effects all lie in the database and may happen once only."""

from collections.abc import Callable

from django.db import transaction
from django_tasks import TaskContext
from django_tasks_db.models import DBTaskResult

DONE = "done"


@transaction.atomic
def do_once(context: TaskContext, work: Callable[[], object]) -> str:
    """Do ``work`` in the transaction that also notes in the task's row that it is done.

    A worker that dies after that commit, but before it marks the task as successful, has the task
    run again: then there is nothing to do. Returns what the task is to return.
    """
    row = DBTaskResult.objects.select_for_update().get(pk=context.task_result.id)
    if row.return_value != DONE:
        work()
        DBTaskResult.objects.filter(pk=row.pk).update(return_value=DONE)
    return DONE
