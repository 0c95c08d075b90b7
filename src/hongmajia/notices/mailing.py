"""A single mail to an address that is not yet somebody's own."""

from datetime import timedelta
from typing import Any

from .models import Delivery
from .models.sentences import line_of, stored
from .sending import send_delivery

WORTH_SENDING = timedelta(hours=24)


def send_mail_to(
    email: str, name: str, title: Any, sentence: Any, user: Any, **params: str
) -> Delivery:
    """Queue a mail with ``sentence``, a ``gettext_lazy`` text that ``params`` fill.

    ``params`` may hold a secret, and are wiped at the end. Call it inside the act's transaction.
    """
    source, filled = stored(sentence, params)
    words: Any = filled
    delivery = Delivery(
        channel="mail", name=name, lines=[line_of(title, {})], sentence=source, params=words,
        address=email, user=user,
    )  # fmt: skip
    delivery.expires_at = delivery.created_at + WORTH_SENDING
    delivery.save()
    send_delivery.enqueue(delivery.pk)
    return delivery
