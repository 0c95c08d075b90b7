"""The outside model that an office may have connected (docs/adr/0116).

Off unless both address and name are set. Whoever asks it takes names and numbers out of the texts
before, does without an answer after a fault, and lets a person decide about what it says.
"""

import time
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext_lazy

from hongmajia.chat import ChatFailed, Endpoint

from .actors import Actor, account_of
from .enums import ModelOutcome, ModelPurpose
from .limits import Limit
from .models import ModelCall

T = TypeVar("T")

RESTS = 60
"""Seconds for which nobody is made to wait for a model that has just failed."""
RESTING = "outside-model-rests"

MODEL_ASKED = Limit(
    "model",
    20,
    600,
    gettext_lazy("请模型帮忙太多次了，%(within)s分钟里最多%(most)s次。请%(minutes)s分钟以后再来。"),
)
"""Requests to the outside model by one visitor or account; each may cost the office money."""


class Sent(NamedTuple):
    """What is sent, as a fact: for what, about which need, how many characters and profiles."""

    purpose: ModelPurpose
    characters: int
    rows: int = 0
    subject: str = ""


def model_name() -> str:
    """The name of the model that may be asked; empty if there is none."""
    return str(settings.MODEL_NAME) if settings.MODEL_URL else ""


def ask_model(actor: Actor, sent: Sent, work: Callable[[Endpoint], T]) -> T | None:
    """What ``work`` makes of the model's answer; ``None`` if there is no model, or after a fault.

    That it was asked is kept, without any text. After a fault it is left alone for ``RESTS``.
    """
    if not model_name() or cache.get(RESTING):
        return None
    begun, outcome = time.monotonic(), ModelOutcome.ANSWERED
    found = None
    try:
        found = work(_endpoint())
    except ChatFailed as failed:
        outcome = ModelOutcome(failed.fault.value)
        cache.set(RESTING, 1, RESTS)
    _keep(actor, sent, outcome, time.monotonic() - begun)
    return found


def _endpoint() -> Endpoint:
    return Endpoint(
        settings.MODEL_URL, settings.MODEL_NAME, settings.MODEL_KEY, seconds=settings.MODEL_SECONDS
    )


def _keep(actor: Actor, sent: Sent, outcome: ModelOutcome, seconds: float) -> None:
    ModelCall.objects.create(
        actor=account_of(actor),
        purpose=sent.purpose,
        subject=sent.subject,
        model=model_name()[:100],
        characters=sent.characters,
        rows=sent.rows,
        milliseconds=round(seconds * 1000),
        outcome=outcome,
    )
