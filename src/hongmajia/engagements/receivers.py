"""What the room hears of a need: it is listed now, or it is over."""

from typing import Any

from django.dispatch import receiver

from hongmajia.core.models import Event
from hongmajia.core.signals import acted
from hongmajia.needs.enums import NeedVerb
from hongmajia.needs.models import Need

from .actions import end_all, settle


@receiver(acted, sender=Need)
def follow_need(event: Event, subject: Need, **rest: Any) -> None:
    """A need that brought its helper along is matched once it is listed; with a need that is
    withdrawn or merged its engagements end."""
    if event.verb in (NeedVerb.LISTED, NeedVerb.TAKEN_OVER):
        settle(need=subject, actor=event.actor)
    if event.verb in (NeedVerb.WITHDRAWN, NeedVerb.MERGED):
        end_all(need=subject, actor=event.actor)
