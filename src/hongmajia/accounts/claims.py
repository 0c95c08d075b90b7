"""What the acts on a claim share: its addresses, its words, telling the claimant, its file."""

from contextlib import suppress
from functools import partial
from typing import Any

from django.db import transaction
from django.urls import reverse

from hongmajia.core.actors import Actor
from hongmajia.core.addresses import absolute
from hongmajia.core.errors import TooOften
from hongmajia.notices.actions import notify
from hongmajia.notices.sides import Callee, Side
from hongmajia.notices.telling import tell
from hongmajia.notices.texting import can_text, send_sms

from .models import Claim


def decide_path(claim: Claim) -> str:
    """The page on which the union decides."""
    return reverse("claim_decide", args=[claim.pk])


def code_path(claim: Claim) -> str:
    """The page on which the claimant sees how it stands."""
    return reverse("claim", args=[claim.code])


def words_of(claim: Claim) -> dict[str, str]:
    """The words of its events and notices."""
    return {"person": claim.contact_name, "enterprise": claim.enterprise_name}


def is_texted(claim: Claim) -> bool:
    """Whether the claimant gets text messages: the number is proved, and there is a gateway."""
    return claim.phone_proved_at is not None and can_text()


def tell_claimant(claim: Claim, actor: Actor, sentence: Any, **params: str) -> bool:
    """Let the claimant know; whether a text message goes out.

    An account gets a notice, a proved number a text message. Where neither reaches them, the union
    has a call to make.
    """
    if is_texted(claim):
        with suppress(TooOften):
            _text(claim)
            if claim.claimant:
                notify([claim.claimant], sentence, code_path(claim), **params)
            return True
    users = (claim.claimant,) if claim.claimant else ()
    side = Side(claim.contact_name, users, Callee(claim.contact_name, claim, claim.union))
    tell(side, sentence, decide_path(claim) if not users else code_path(claim), actor,
         story=claim.story, **params)  # fmt: skip
    return False


def _text(claim: Claim) -> None:
    words = {"enterprise": claim.enterprise_name, "union": claim.union.name}
    address = absolute(code_path(claim))
    send_sms("claim_answered", claim.phone, user=claim.claimant, address=address, **words)


def delete_file(claim: Claim) -> None:
    """Delete the photograph of the licence when the transaction is through."""
    if name := claim.licence.name:
        transaction.on_commit(partial(claim.licence.storage.delete, name))
