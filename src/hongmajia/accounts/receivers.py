"""Reactions: whoever is given an account is invited to it; who signs in is noted."""

from collections.abc import Sequence
from typing import Any

from allauth.account.signals import user_logged_in as let_in
from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from hongmajia.core.errors import Refused
from hongmajia.core.models import Event
from hongmajia.core.signals import acted_together
from hongmajia.unions.enums import UnionVerb
from hongmajia.unions.models import Union, User

from . import waiting
from .actions import accept_by_signing_in, invite_all, link_identity, note_sign_in


@receiver(acted_together, sender=User)
def invite_whoever_gets_an_account(
    events: Sequence[Event], subjects: Sequence[User], **rest: Any
) -> None:
    """Invite people when their accounts are added, in the same transaction."""
    acts = zip(events, subjects, strict=True)
    added = [(act, user) for act, user in acts if act.verb == UnionVerb.ACCOUNT_ADDED]
    if not added:
        return
    unions = Union.objects.in_bulk({act.data["union"] for act, _user in added})
    people = [(user, unions[act.data["union"]]) for act, user in added]
    invite_all(actor=events[0].actor, people=people)


@receiver(user_logged_in)
def note_who_signs_in(request: HttpRequest, user: User, **rest: Any) -> None:
    """Add a sign-in to the history of its account; an invitation that still waits has served."""
    accept_by_signing_in(user=user)
    note_sign_in(request=request, user=user)


@receiver(let_in)
def link_what_waits(request: HttpRequest, user: User, **rest: Any) -> None:
    """Link the identity with which somebody came, once they have proved the account's number."""
    if not (found := waiting.taken(request, user)):
        return
    name = waiting.name_of(found.provider)
    try:
        link_identity(user=user, provider=found.provider, uid=found.uid, name=name)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, waiting.LINKED % {"provider": name})
