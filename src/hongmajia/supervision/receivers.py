"""A need that moves on ends its supervision."""

from typing import Any

from django.dispatch import receiver

from hongmajia.core.models import Event
from hongmajia.core.signals import acted
from hongmajia.needs.models import Need

from .actions import end_for_need


@receiver(acted, sender=Need)
def end_supervision(event: Event, subject: Need, **rest: Any) -> None:
    """Each step of a need's life is one: verified, returned, handed on, matched, withdrawn."""
    if event.to_state:
        end_for_need(subject)
