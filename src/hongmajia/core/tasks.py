"""Periodic cleaning up."""

from datetime import timedelta

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from django_tasks import task

from .erasures import apply_again, write_down
from .models import ModelCall
from .queues import LONG, SHORT
from .sent_forms import forget_sent_forms
from .write_marks import remove_marks


@task(queue_name=LONG)
def prune_task_results() -> None:
    """Delete results of tasks that succeeded two weeks ago, or failed two months ago."""
    call_command(
        "prune_db_task_results",
        queue_name="*",
        min_age_days=14,
        failed_min_age_days=60,
        verbosity=0,
    )


@task(queue_name=LONG)
def forget_model_calls() -> None:
    """Delete what is known of asking an outside model more than a year ago."""
    ModelCall.objects.filter(at__lt=timezone.now() - timedelta(days=365)).delete()


@task(queue_name=LONG)
def clear_sessions() -> None:
    """Delete expired sessions."""
    call_command("clearsessions")


@task(queue_name=LONG)
def clear_sent_forms() -> None:
    """Forget forms that were sent a month ago."""
    forget_sent_forms()


@task(queue_name=LONG)
def erase_again() -> None:
    """Write down the newest erasures, and erase again whom an older backup brought back."""
    write_down(settings.ERASURES_FILE)
    apply_again(settings.ERASURES_FILE)


@task(queue_name=SHORT)
def prune_write_marks() -> None:
    """Remove the marks of transactions where there are many."""
    remove_marks()
