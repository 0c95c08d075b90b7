"""Keeping house."""

from django.core.management import call_command
from django_tasks import task

from .queues import LONG


@task(queue_name=LONG)
def prune_task_results() -> None:
    """Forget the results of tasks done two weeks ago, and of failed ones after two months."""
    call_command(
        "prune_db_task_results",
        queue_name="*",
        min_age_days=14,
        failed_min_age_days=60,
        verbosity=0,
    )


@task(queue_name=LONG)
def clear_sessions() -> None:
    """Forget the sessions of people who have not come back."""
    call_command("clearsessions")
