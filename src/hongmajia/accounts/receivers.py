"""Reactions to events: whoever is given an account is invited to it."""

from typing import Any

from django.dispatch import receiver

from hongmajia.core.models import Event
from hongmajia.core.signals import acted
from hongmajia.unions.enums import UnionVerb
from hongmajia.unions.models import Union, User

from .actions import invite


@receiver(acted, sender=User)
def invite_whoever_gets_an_account(event: Event, subject: User, **rest: Any) -> None:
    """Invite a person when their account is added, in the same transaction."""
    if event.verb == UnionVerb.ACCOUNT_ADDED:
        union = Union.objects.get(pk=event.data["union"])
        invite(actor=event.actor, user=subject, union=union)
