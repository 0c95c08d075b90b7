"""Reactions to events: queue the long work of rounds, embed new needs, ask the next candidate.

A task is a row of the same database, so it is queued if and only if the action is committed.
"""

from typing import Any

from django.dispatch import receiver

from hongmajia.core.models import Event
from hongmajia.core.signals import acted
from hongmajia.engagements.enums import EngagementVerb, Origin
from hongmajia.engagements.models import Engagement
from hongmajia.needs.enums import NeedVerb
from hongmajia.needs.models import Need
from hongmajia.offers.models import Offer
from hongmajia.people.enums import HelperVerb
from hongmajia.people.models import Helper

from . import tasks
from .enums import RoundVerb
from .learning import is_waiting
from .models import Round

WITHOUT_WORDS = (
    HelperVerb.PAUSED,
    HelperVerb.RESUMED,
    HelperVerb.REVEALED,
    HelperVerb.SAFETY_REVEALED,
    HelperVerb.LICENCE_SAVED,
    HelperVerb.LICENCE_REMOVED,
    HelperVerb.INSURED,
    HelperVerb.UNINSURED,
)
"""Acts that change no words about what a helper can do."""


@receiver(acted, sender=Round)
def queue_work(event: Event, subject: Round, **rest: Any) -> None:
    """Queue the computation of a started round, or the sending of its plan."""
    work = {str(RoundVerb.STARTED): tasks.compute, str(RoundVerb.SENDING): tasks.invite_all}
    if event.verb in work:
        work[event.verb].enqueue(subject.pk)


@receiver(acted, sender=Need)
def learn_meaning_of_need(event: Event, **rest: Any) -> None:
    """Embed a need when it is listed."""
    if event.verb == NeedVerb.LISTED:
        tasks.learn_needs.enqueue()


@receiver(acted, sender=Helper)
@receiver(acted, sender=Offer)
def learn_meaning_of_helper(event: Event, **rest: Any) -> None:
    """Embed a helper who was added or changed, or who offers something else.

    An import adds hundreds in one transaction: one waiting task learns them all.
    """
    if event.verb not in WITHOUT_WORDS and not is_waiting(tasks.learn_meanings):
        tasks.learn_meanings.enqueue()


@receiver(acted, sender=Engagement)
def ask_next_candidate(event: Event, subject: Engagement, **rest: Any) -> None:
    """Ask the next candidate when a union's invitation was declined or expired."""
    came_to_nothing = event.verb in (EngagementVerb.DECLINED, EngagementVerb.EXPIRED)
    if came_to_nothing and subject.origin == Origin.DISPATCH:
        tasks.ask_next.enqueue(subject.pk)
