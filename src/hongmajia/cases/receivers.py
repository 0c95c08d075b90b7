"""Reactions of the cases room to events of the services room."""

from typing import Any

from django.dispatch import receiver

from hongmajia.core.models import Event
from hongmajia.core.signals import acted
from hongmajia.services.enums import ServiceVerb

from .actions import note_changed_record
from .models import Case

AFFECTING = (ServiceVerb.CORRECTED, ServiceVerb.WITHDRAWN, ServiceVerb.CONFIRMATION_CORRECTED)


@receiver(acted)
def check_cases(sender: Any, event: Event, subject: Any, **kwargs: Any) -> None:
    """Ask for a check of each case whose record or confirmation was corrected or withdrawn."""
    if event.verb not in AFFECTING:
        return
    for case in Case.objects.filter(engagement__in=engagements_of(subject)).with_details():
        note_changed_record(case=case, actor=event.actor)


def engagements_of(subject: Any) -> list[int]:
    """Keys of the engagements of a confirmation, of an activity, or of a record's activity."""
    if hasattr(subject, "engagement_id"):
        return [subject.engagement_id]
    activity = getattr(subject, "activity", subject)
    return list(activity.engagements.values_list("pk", flat=True))
