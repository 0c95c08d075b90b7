"""What the room hears: its own rounds begin or go out, an invitation comes to nothing.

A task is a row of the same database: it is there once the act is committed, and only then.
"""

from typing import Any

from django.dispatch import receiver

from hongmajia.core.models import Event
from hongmajia.core.signals import acted, task_given_up
from hongmajia.engagements.enums import EngagementVerb, Origin
from hongmajia.engagements.models import Engagement
from hongmajia.needs.enums import NeedVerb
from hongmajia.needs.models import Need

from . import actions, tasks
from .enums import RoundState, RoundVerb
from .models import Round


@receiver(acted, sender=Round)
def set_to_work(event: Event, subject: Round, **rest: Any) -> None:
    """The long part of starting and of sending is the worker's."""
    work = {str(RoundVerb.STARTED): tasks.compute, str(RoundVerb.SENDING): tasks.invite_all}
    if event.verb in work:
        work[event.verb].enqueue(subject.pk)


@receiver(acted, sender=Need)
def learn_what_it_means(event: Event, **rest: Any) -> None:
    """A need that now seeks helpers is compared by its meaning too."""
    if event.verb == NeedVerb.LISTED:
        tasks.learn_needs.enqueue()


@receiver(acted, sender=Engagement)
def look_for_the_next(event: Event, subject: Engagement, **rest: Any) -> None:
    """A union's invitation was declined or not answered: the next candidate is asked at once."""
    came_to_nothing = event.verb in (EngagementVerb.DECLINED, EngagementVerb.EXPIRED)
    if came_to_nothing and subject.origin == Origin.DISPATCH:
        tasks.ask_next.enqueue(subject.pk)


@receiver(task_given_up, sender=tasks.invite_all.func)
def tell_of_unfinished_sending(args: list[int], **rest: Any) -> None:
    """The sending ended its worker each time: whoever sent the plan is told how to go on."""
    for round_ in Round.objects.filter(pk=args[0], state=RoundState.SENDING):
        actions.tell_unfinished(round=round_)
