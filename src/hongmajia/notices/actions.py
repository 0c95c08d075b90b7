"""Notifying users. The actions of all rooms call this inside their own transaction."""

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
    """Store one notice for each user in ``recipients``; ``None`` and repeats are skipped.

    ``sentence`` is a ``gettext_lazy`` text whose ``%(name)s`` placeholders are filled from
    ``params``; ``url`` is the page to act on. Both are stored in Chinese whatever language the
    acting user works in. When the caller's transaction commits, a mail is queued for each
    recipient with an e-mail address. Returns the notices.
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
    """The users in ``people`` without ``actor``, who need no notice of their own action.

    ``None`` in ``people`` is skipped.
    """
    return [person for person in people if person is not None and person != actor]


def mark_read(notices: QuerySet[Notice]) -> int:
    """Mark the unread ones among ``notices`` as read; returns how many there were."""
    return notices.filter(read_at__isnull=True).update(read_at=timezone.now())


def choose_mail(*, user: Any, wanted: bool) -> None:
    """Save whether ``user`` wants notices by mail too.

    Mails that are queued but not sent yet follow the new choice.
    """
    MailChoice.objects.update_or_create(user=user, defaults={"wanted": wanted})
