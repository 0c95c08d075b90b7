"""Enqueues the writing of a ledger when one is requested.

Tasks are rows of the same database, so the task exists exactly if the request was committed.
"""

from typing import Any

from django.dispatch import receiver

from hongmajia.core.models import Event
from hongmajia.core.signals import acted

from . import tasks
from .enums import InsightVerb
from .models import Ledger


@receiver(acted, sender=Ledger)
def enqueue_ledger(event: Event, subject: Ledger, **rest: Any) -> None:
    """Let the worker write the ledger that was requested."""
    if event.verb == InsightVerb.LEDGER_ASKED:
        tasks.write_ledger.enqueue(subject.pk)
