"""What acts on claims and applications share: addresses, words, telling whoever asked, files."""

from contextlib import suppress
from typing import Any

from django.urls import reverse

from hongmajia.core.actors import Actor
from hongmajia.core.errors import TooOften
from hongmajia.notices.actions import notify
from hongmajia.notices.sides import Callee, Side
from hongmajia.notices.telling import tell
from hongmajia.notices.texting import can_text, send_sms

from .models import Asked


def decide_path(asked: Asked) -> str:
    """The page on which the union decides."""
    return reverse(f"{asked.ADDRESS}_decide", args=[asked.pk])


def code_path(asked: Asked) -> str:
    """The page on which whoever asked sees how it stands."""
    return reverse(asked.ADDRESS, args=[asked.code])


def is_texted(asked: Asked) -> bool:
    """Whether they get text messages: the number is proved, and there is a gateway."""
    return asked.phone_proved_at is not None and can_text()


def tell_claimant(asked: Any, actor: Actor, sentence: Any, **params: str) -> bool:
    """Let whoever asked know; whether a text message goes out.

    An account gets a notice, a proved number a text message. Where neither reaches them, the union
    has a call to make.
    """
    if is_texted(asked):
        with suppress(TooOften):
            _text(asked)
            if asked.claimant:
                notify([asked.claimant], sentence, code_path(asked), **params)
            return True
    users = (asked.claimant,) if asked.claimant else ()
    side = Side(asked.contact_name, users, Callee(asked.contact_name, asked, asked.union))
    tell(side, sentence, decide_path(asked) if not users else code_path(asked), actor,
         story=asked.story, **params)  # fmt: skip
    return False


def _text(asked: Any) -> None:
    words = {**asked.words, "union": asked.union.name, "code": asked.code}
    send_sms(f"{asked.ADDRESS}_answered", asked.phone, user=asked.claimant, **words)
