"""What the room hears: its own rounds begin or go out, an invitation comes to nothing."""

from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from hongmajia.core.models import Event
from hongmajia.core.signals import acted
from hongmajia.engagements.enums import EngagementVerb, Origin
from hongmajia.engagements.models import Engagement

from . import tasks
from .enums import RoundVerb
from .models import Round


@receiver(acted, sender=Round)
def set_to_work(event: Event, subject: Round, **rest: Any) -> None:
    """The long part of starting and of sending is the worker's."""
    work = {RoundVerb.STARTED: tasks.compute, RoundVerb.SENDING: tasks.invite_all}.get(event.verb)
    if work:
        transaction.on_commit(partial(work.enqueue, subject.pk))


@receiver(acted, sender=Engagement)
def look_for_the_next(event: Event, subject: Engagement, **rest: Any) -> None:
    """A union's invitation was declined or not answered: the next candidate is asked at once."""
    came_to_nothing = event.verb in (EngagementVerb.DECLINED, EngagementVerb.EXPIRED)
    if came_to_nothing and subject.origin == Origin.DISPATCH:
        transaction.on_commit(partial(tasks.ask_next.enqueue, subject.pk))
