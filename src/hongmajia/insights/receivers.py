"""What the room hears: a ledger that was asked for is written.

A task is a row of the same database: it is there once the act is committed, and only then.
"""

from typing import Any

from django.dispatch import receiver

from hongmajia.core.models import Event
from hongmajia.core.signals import acted

from . import tasks
from .enums import InsightVerb
from .models import Ledger


@receiver(acted, sender=Ledger)
def set_to_work(event: Event, subject: Ledger, **rest: Any) -> None:
    """The writing is the worker's."""
    if event.verb == InsightVerb.LEDGER_ASKED:
        tasks.write_ledger.enqueue(subject.pk)
