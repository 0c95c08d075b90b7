"""Reactions to events of activities: a meeting that is moved or called off."""

from typing import Any

from django.dispatch import receiver

from hongmajia.core.models import Event
from hongmajia.core.signals import acted
from hongmajia.services.enums import ServiceVerb
from hongmajia.services.models import Activity

from .actions import dissolve, tell_listeners
from .models import Meeting
from .told import LISTEN_MOVED, LISTEN_OFF


@receiver(acted, sender=Activity)
def follow_activity(event: Event, subject: Activity, **rest: Any) -> None:
    """Tell listeners of a new time; let the needs of a meeting that is called off be listed."""
    if event.verb not in (ServiceVerb.MOVED, ServiceVerb.CALLED_OFF):
        return
    meeting = Meeting.objects.with_details().filter(activity=subject).first()
    if meeting is None:
        return
    if event.verb == ServiceVerb.MOVED:
        meeting.activity.starts_at = subject.starts_at
        tell_listeners(meeting, LISTEN_MOVED, event.actor)
        return
    dissolve(meeting=meeting, actor=event.actor, reason=event.note)
    tell_listeners(meeting, LISTEN_OFF, event.actor, why=event.note)
