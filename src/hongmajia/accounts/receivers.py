"""Reactions: whoever is given an account is invited to it; who signs in is noted."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from hongmajia.core.models import Event
from hongmajia.core.signals import acted
from hongmajia.unions.enums import UnionVerb
from hongmajia.unions.models import Union, User

from .actions import invite, note_sign_in


@receiver(acted, sender=User)
def invite_whoever_gets_an_account(event: Event, subject: User, **rest: Any) -> None:
    """Invite a person when their account is added, in the same transaction."""
    if event.verb == UnionVerb.ACCOUNT_ADDED:
        union = Union.objects.get(pk=event.data["union"])
        invite(actor=event.actor, user=subject, union=union)


@receiver(user_logged_in)
def note_who_signs_in(request: HttpRequest, user: User, **rest: Any) -> None:
    """Add a sign-in to the history of its account."""
    note_sign_in(request=request, user=user)
