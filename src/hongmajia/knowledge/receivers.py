"""Reactions to what happens to records that answers rest on, and to names in their texts."""

from typing import Any

from django.dispatch import receiver

from hongmajia.cases.enums import CaseVerb
from hongmajia.cases.models import Case
from hongmajia.core.models import Event
from hongmajia.core.signals import acted
from hongmajia.people.enums import HelperVerb
from hongmajia.services.enums import ServiceVerb

from .actions.checking import blank_name, check_answers

AFFECTING = (
    ServiceVerb.CORRECTED, ServiceVerb.WITHDRAWN, ServiceVerb.CONFIRMATION_CORRECTED,
    ServiceVerb.WAY_CLOSED,
)  # fmt: skip


@receiver(acted)
def check_what_rests_on_it(sender: Any, event: Event, subject: Any, **rest: Any) -> None:
    """Tell those who answer for answers that rest on a corrected or withdrawn record."""
    if event.verb in AFFECTING:
        check_answers(_engagements_of(subject), event.actor)
    elif sender is Case and event.verb == CaseVerb.ENTERPRISE_ANSWERED:
        check_answers([subject.engagement_id], event.actor)


@receiver(acted)
def blank_withdrawn_names(sender: Any, event: Event, subject: Any, **rest: Any) -> None:
    """Blank the full name of an artisan who withdraws their consent."""
    if event.verb == HelperVerb.NAME_WITHDRAWN:
        blank_name(subject.name)


def _engagements_of(subject: Any) -> list[int]:
    """Keys of the engagements of a confirmation, of an activity, or of a record's activity."""
    if hasattr(subject, "engagement_id"):
        return [subject.engagement_id]
    activity = getattr(subject, "activity", subject)
    return list(activity.engagements.values_list("pk", flat=True))
