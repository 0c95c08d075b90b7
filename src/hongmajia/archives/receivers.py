"""Enqueues the writing of a package when one is asked for.

Tasks are rows of the same database, so the task exists exactly if the request was committed.
"""

from typing import Any

from django.dispatch import receiver

from hongmajia.core.models import Event
from hongmajia.core.signals import acted

from . import tasks
from .enums import ArchiveVerb
from .models import Archive


@receiver(acted, sender=Archive)
def enqueue_archive(event: Event, subject: Archive, **rest: Any) -> None:
    """Let the worker write the package that was asked for."""
    if event.verb == ArchiveVerb.ASKED:
        tasks.write_archive.enqueue(subject.pk)
