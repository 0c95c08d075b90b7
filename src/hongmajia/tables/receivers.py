"""Enqueues the filling of a table when one is asked for.

Tasks are rows of the same database, so the task exists exactly if the request was committed.
"""

from typing import Any

from django.dispatch import receiver

from hongmajia.core.models import Event
from hongmajia.core.signals import acted

from . import tasks
from .enums import TableVerb
from .models import Filling


@receiver(acted, sender=Filling)
def enqueue_filling(event: Event, subject: Filling, **rest: Any) -> None:
    """Let the worker fill the table."""
    if event.verb == TableVerb.FILLED:
        tasks.fill_table.enqueue(subject.pk)
