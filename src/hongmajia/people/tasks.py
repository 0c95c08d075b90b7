"""Scheduled tasks of the people room."""

from typing import Any

from django.utils import timezone
from django_tasks import task

from hongmajia.core.queues import SHORT

from .actions import remind_of
from .models import Insurance, Licence


@task(queue_name=SHORT)
def remind_of_ending() -> None:
    """Remind once of each licence and insurance that ends within 30 days, or has ended."""
    now = timezone.now()
    licences = Licence.objects.to_renew(now).select_related(
        "artisan__helper__union", "artisan__helper__artisan__user"
    )
    covers = Insurance.objects.to_renew(now).select_related(
        "union", "helper__union", "helper__artisan__user", "helper__team__leader__user"
    )
    found: list[Any] = [*licences.filter(reminded_at=None), *covers.filter(reminded_at=None)]
    for thing in found:
        remind_of(thing)
