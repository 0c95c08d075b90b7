"""Reactions to events of engagements."""

from typing import Any

from django.dispatch import receiver

from hongmajia.core.models import Event
from hongmajia.core.signals import acted
from hongmajia.engagements.enums import EngagementVerb
from hongmajia.engagements.models import Engagement

from .actions import drop_visits


@receiver(acted, sender=Engagement)
def drop_visits_of_ended(event: Event, subject: Engagement, **rest: Any) -> None:
    """Call off the visits of a helper who cannot come, or whose need is withdrawn or merged."""
    if event.verb in (EngagementVerb.RELEASED, EngagementVerb.ENDED):
        drop_visits(engagement=subject, actor=event.actor, reason=event.note)
