"""Reactions to events of needs."""

from typing import Any

from django.dispatch import receiver

from hongmajia.core.models import Event
from hongmajia.core.signals import acted
from hongmajia.needs.enums import NeedVerb
from hongmajia.needs.models import Need

from .actions import end_engagements, match_if_full


@receiver(acted, sender=Need)
def follow_need(event: Event, subject: Need, **rest: Any) -> None:
    """Match a newly listed need that has its helpers, and end the engagements of an ended one.

    The former is an order that was accepted before its verification; a need ends here when it is
    withdrawn or merged.
    """
    if event.verb in (NeedVerb.LISTED, NeedVerb.TAKEN_OVER):
        match_if_full(need=subject, actor=event.actor)
    if event.verb in (NeedVerb.WITHDRAWN, NeedVerb.MERGED):
        end_engagements(need=subject, actor=event.actor)
