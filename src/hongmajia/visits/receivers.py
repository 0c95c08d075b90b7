"""Queues the computation of an itinerary when one is started."""

from typing import Any

from django.dispatch import receiver

from hongmajia.core.models import Event
from hongmajia.core.signals import acted

from . import tasks
from .enums import ItineraryVerb
from .models import Itinerary


@receiver(acted, sender=Itinerary)
def lay_out(event: Event, subject: Itinerary, **rest: Any) -> None:
    """The search for good days is the worker's."""
    if event.verb == ItineraryVerb.STARTED:
        tasks.lay_out.enqueue(subject.pk)
