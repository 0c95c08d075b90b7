"""Telling people. Called by the actions of all rooms, inside their transaction."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import translation

from .delivery import mail_notice
from .models import Notice


def tell(recipients: Iterable[Any], sentence: Any, url: str, **params: Any) -> list[Notice]:
    """Leave each of ``recipients`` (users; ``None`` and repeats are skipped) a notice.

    ``sentence`` is a ``gettext_lazy`` text with ``%(name)s`` places filled from ``params``. It is
    there once the act is committed, and goes out by mail to those who have an address.
    """
    with translation.override("zh-hans"):
        source = str(sentence)
    words = {key: str(value) for key, value in params.items()}
    people = {user.pk: user for user in recipients if user is not None}
    notices = Notice.objects.bulk_create(
        Notice(recipient=user, sentence=source, params=words, url=url) for user in people.values()
    )
    for notice in notices:
        if notice.recipient.email:
            transaction.on_commit(partial(mail_notice.enqueue, notice.pk))
    return notices
