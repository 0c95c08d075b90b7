"""Reactions to events: queue the computation of an itinerary."""

from typing import Any

from django.dispatch import receiver

from hongmajia.core.models import Event
from hongmajia.core.signals import acted

from . import tasks
from .enums import ItineraryVerb
from .models import Itinerary


@receiver(acted, sender=Itinerary)
def lay_out(event: Event, subject: Itinerary, **rest: Any) -> None:
    """Queue the computation of an itinerary that was started."""
    if event.verb == ItineraryVerb.STARTED:
        tasks.lay_out.enqueue(subject.pk)
