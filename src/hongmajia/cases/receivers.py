"""What happens in the services room and touches a case."""

from typing import Any

from django.dispatch import receiver

from hongmajia.core.models import Event
from hongmajia.core.signals import acted
from hongmajia.services.enums import ServiceVerb

from .actions import note_changed_record
from .models import Case

TOUCHES = (ServiceVerb.CORRECTED, ServiceVerb.WITHDRAWN, ServiceVerb.CONFIRMATION_CORRECTED)


@receiver(acted)
def check_cases(sender: Any, event: Event, subject: Any, **kwargs: Any) -> None:
    """A record or a confirmation under a case was corrected: the case's keepers look at it."""
    if event.verb not in TOUCHES:
        return
    for case in Case.objects.filter(engagement__in=engagements_of(subject)).with_details():
        note_changed_record(case=case, actor=event.actor)


def engagements_of(subject: Any) -> list[int]:
    """Of a confirmation its one, of an activity or its record those it served."""
    if hasattr(subject, "engagement_id"):
        return [subject.engagement_id]
    activity = getattr(subject, "activity", subject)
    return list(activity.engagements.values_list("pk", flat=True))
