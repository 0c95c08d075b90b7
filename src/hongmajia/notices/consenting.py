"""What people agreed to in 微信: recorded when they tick it there, ended when 微信 says so."""

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.db import transaction

from .models import Delivery, WeChatConsent

ACCEPTED = "accept"
"""What 微信 calls a template to which somebody agreed."""


MOST_CHARACTERS = 8000
"""Of what 微信 tells at once; three templates take 300."""


@transaction.atomic
def consent(*, user: Any, details: str) -> int:
    """Record to which templates ``user`` agreed, as 微信 told their browser; to how many.

    ``details`` is the ``subscribeDetails`` of the event. Templates that were refused there are no
    longer used; what is not ours, or cannot be read, is left out.
    """
    ours = {each.id for each in settings.WECHAT_TEMPLATES.values()}
    answers = {name: state for name, state in _answers(details) if name in ours}
    agreed = [name for name, state in answers.items() if state == ACCEPTED]
    WeChatConsent.objects.filter(user=user, template__in=answers.keys() - set(agreed)).delete()
    for name in agreed:
        WeChatConsent.objects.get_or_create(user=user, template=name)
    return len(agreed)


def consent_used(delivery: Delivery) -> None:
    """Forget a consent that was good for the one message which was sent."""
    template = _template_of(delivery)
    if template and template.once:
        consent_ended(delivery)


def consent_ended(delivery: Delivery) -> None:
    """Forget the consent by which the message was to be sent: further ones go another way."""
    if template := _template_of(delivery):
        WeChatConsent.objects.filter(user=delivery.user_id, template=template.id).delete()


def _template_of(delivery: Delivery) -> Any:
    """The template of the newest notice, by which ``composing`` sends; ``None`` elsewhere."""
    if delivery.channel != "wechat":
        return None
    newest = delivery.notices.filter(read_at=None).order_by("sent_at", "pk").last()
    return settings.WECHAT_TEMPLATES.get(newest.kind) if newest else None


def _answers(details: str) -> Iterator[tuple[str, str]]:
    """Template → answer; each is JSON within the JSON, or a plain word in some versions."""
    if len(details) > MOST_CHARACTERS:
        return
    try:
        found = json.loads(details)
    except (ValueError, RecursionError):
        return
    for name, answer in found.items() if isinstance(found, dict) else ():
        with suppress(ValueError, TypeError, RecursionError):
            answer = json.loads(answer)
        state = answer.get("status") if isinstance(answer, dict) else answer
        yield str(name), str(state)
