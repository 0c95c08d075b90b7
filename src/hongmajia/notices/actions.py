"""Telling people. Called by the actions of all rooms, inside their transaction."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation

from hongmajia.core.actors import Actor

from .delivery import mail_notice
from .models import MailChoice, Notice


def notify(recipients: Iterable[Any], sentence: Any, url: str, **params: Any) -> list[Notice]:
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


def others(people: Iterable[Any], actor: Actor | None) -> list[Any]:
    """Those of ``people`` (users; ``None`` is skipped) who did not do it themselves."""
    return [person for person in people if person is not None and person != actor]


def mark_read(notices: QuerySet[Notice]) -> int:
    """Mark those not read yet; returns how many there were."""
    return notices.filter(read_at__isnull=True).update(read_at=timezone.now())


def choose_mail(*, user: Any, wanted: bool) -> None:
    """Keep the person's word on mail; what is on its way follows it too."""
    MailChoice.objects.update_or_create(user=user, defaults={"wanted": wanted})
