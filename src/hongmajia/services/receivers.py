"""Reactions to events of engagements."""

from collections.abc import Sequence
from typing import Any

from django.dispatch import receiver

from hongmajia.core.models import Event
from hongmajia.core.signals import acted, acted_together
from hongmajia.engagements.enums import EngagementVerb
from hongmajia.engagements.models import Engagement
from hongmajia.unions.enums import UnionVerb
from hongmajia.unions.models import Enterprise

from .actions import drop_visits, take_up_sign_ups


@receiver(acted_together, sender=Enterprise)
def count_sign_ups_for_new_firms(
    events: Sequence[Event], subjects: Sequence[Enterprise], **rest: Any
) -> None:
    """Let earlier sign-ups count for enterprises that are registered now."""
    acts = zip(events, subjects, strict=True)
    if added := [firm for event, firm in acts if event.verb == UnionVerb.ENTERPRISE_ADDED]:
        take_up_sign_ups(added, actor=events[0].actor)


@receiver(acted, sender=Engagement)
def drop_visits_of_ended(event: Event, subject: Engagement, **rest: Any) -> None:
    """Call off the visits of a helper who cannot come, or whose need is withdrawn or merged."""
    if event.verb in (EngagementVerb.RELEASED, EngagementVerb.ENDED):
        drop_visits(engagement=subject, actor=event.actor, reason=event.note)
