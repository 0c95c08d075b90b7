"""Periodic tasks of the accounts room."""

from django.utils import timezone
from django_tasks import task

from hongmajia.core.queues import SHORT

from .actions.deciding import LICENCE_KEPT, forget_licence
from .models import Claim


@task(queue_name=SHORT)
def forget_licences() -> None:
    """Delete the licences of claims that were decided a week ago."""
    over = Claim.objects.filter(decided_at__lt=timezone.now() - LICENCE_KEPT).exclude(licence="")
    for claim in over:
        forget_licence(claim)
