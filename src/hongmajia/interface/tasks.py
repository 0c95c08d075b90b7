"""Periodic cleaning up, and numbering of changes that nobody has read."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from hongmajia.core.changes import settle
from hongmajia.core.queues import LONG

from .models import StoredAnswer

KEPT = timedelta(hours=24)
"""How long an answer is kept for a request that is sent again."""


@task(queue_name=LONG)
def forget_answers() -> None:
    """Forget answers that nobody asks for again."""
    StoredAnswer.objects.filter(at__lt=timezone.now() - KEPT).delete()


@task(queue_name=LONG)
def number_changes() -> None:
    """Number what has changed, so that it does not pile up where no program reads."""
    settle()
