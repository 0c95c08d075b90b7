"""Reactions to events of needs."""

from typing import Any

from django.dispatch import receiver

from hongmajia.core.models import Event
from hongmajia.core.signals import acted
from hongmajia.needs.enums import NeedVerb
from hongmajia.needs.models import Need

from .actions import (
    cancel_all_pending,
    end_engagements,
    match_if_full,
    press_helpers,
    refuse_while_agreed,
    tell_helpers_of_supplement,
)
from .told import NOT_ASKED, SOLVED


@receiver(acted, sender=Need)
def follow_need(event: Event, subject: Need, **rest: Any) -> None:
    """Match a newly listed need that has its helpers, and end what an ended one does not need.

    The former is an order that was accepted before its verification. A need that is withdrawn or
    merged ends its engagements; one that is solved while others are asked cancels the asking. One
    that is taken off the list may have no helper who has agreed (``Refused``). Helpers are told
    when the asker asks to hurry or adds something, on the page or by telephone.
    """
    if event.verb in (NeedVerb.LISTED, NeedVerb.TAKEN_OVER):
        match_if_full(need=subject, actor=event.actor)
    if event.verb == NeedVerb.UNLISTED:
        refuse_while_agreed(subject)
        cancel_all_pending(subject, event.actor, NOT_ASKED, event.note)
    if event.verb in (NeedVerb.WITHDRAWN, NeedVerb.MERGED):
        end_engagements(need=subject, actor=event.actor)
    if event.verb in (NeedVerb.SOLVED, NeedVerb.CONFIRMED):
        cancel_all_pending(subject, event.actor, SOLVED)
    if event.verb == NeedVerb.NUDGED:
        press_helpers(need=subject, actor=event.actor)
    if event.verb in (NeedVerb.SUPPLEMENTED, NeedVerb.CALLER_SAID):
        tell_helpers_of_supplement(need=subject, actor=event.actor)
