"""The background tasks that send notices by mail, again and again where it fails.

A mail server that is silent costs one time-out (``EMAIL_TIMEOUT``) a pause: after a failure of the
server itself no mail is tried until the pause is over, so that other tasks do not wait.
"""

import logging
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused

from django.utils import timezone
from django_tasks import task

from hongmajia.core.queues import SHORT

from .channels import mail
from .models import Notice
from .queries import wants_mail
from .resting import Rest

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))
"""Before each further try of one mail."""
MOST_AT_ONCE = 20
"""Mails tried again by one task."""
PERMANENT = 500
"""From this reply on, the mail server will not change its mind (RFC 5321, 4.2.1)."""

logger = logging.getLogger(__name__)


rest = Rest()


@task(queue_name=SHORT)
def mail_notice(pk: int) -> None:
    """Mail the notice ``pk``, unless it was mailed before or the recipient wants no mail."""
    notice = Notice.objects.select_related("recipient").filter(pk=pk, mailed_at=None).first()
    if notice is None or not wants_mail(notice.recipient):
        return
    if rest.is_on():
        Notice.objects.filter(pk=pk).update(mail_due_at=timezone.now())
    else:
        _try(notice)


@task(queue_name=SHORT)
def mail_again() -> None:
    """Try the mails whose time has come, the longest due first, until the server fails."""
    due = Notice.objects.due().select_related("recipient").order_by("mail_due_at")
    for notice in due[:MOST_AT_ONCE]:
        if rest.is_on():
            return
        if not wants_mail(notice.recipient):
            Notice.objects.filter(pk=notice.pk).update(mail_due_at=None)
        elif _is_ours(notice):
            _try(notice)


def _is_ours(notice: Notice) -> bool:
    """Take a mail that is due; another worker may have taken it. If we die, it is due again."""
    rows = Notice.objects.filter(pk=notice.pk, mailed_at=None, mail_due_at=notice.mail_due_at)
    return bool(rows.update(mail_due_at=timezone.now() + PAUSES[1]))


def _try(notice: Notice) -> None:
    try:
        mail.send(notice)
    except (OSError, ValueError) as error:  # every error of smtplib is an OSError
        _note_failure(notice, error)
    else:
        rest.end()
        Notice.objects.filter(pk=notice.pk).update(mailed_at=timezone.now(), mail_due_at=None)


def _note_failure(notice: Notice, error: Exception) -> None:
    """Plan the next try, or give the mail up and tell whoever runs the product."""
    if not _is_of_this_mail(error):
        rest.begin()
    tries, now = notice.mail_tries + 1, timezone.now()
    is_last = tries > len(PAUSES) or _is_permanent(error)
    Notice.objects.filter(pk=notice.pk).update(
        mail_tries=tries,
        mail_fault=type(error).__name__,
        mail_due_at=None if is_last else now + PAUSES[tries - 1],
        mail_given_up_at=now if is_last else None,
    )
    say = logger.error if is_last else logger.warning
    words = "mail of notice %d given up" if is_last else "mail of notice %d failed, try again later"
    say(f"{words}: %s", notice.pk, type(error).__name__)


def _is_of_this_mail(error: Exception) -> bool:
    """Whether the server answered, and only this mail was refused."""
    refused = (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError)
    return isinstance(error, (*refused, ValueError))


def _is_permanent(error: Exception) -> bool:
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= PERMANENT for code, _reply in error.recipients.values())
    is_refusal = isinstance(error, SMTPDataError) and error.smtp_code >= PERMANENT
    return is_refusal or isinstance(error, ValueError)


def resume() -> int:
    """Try once more all mails that were given up, as from the beginning; returns how many."""
    now = timezone.now()
    return Notice.objects.given_up().update(mail_tries=0, mail_due_at=now, mail_given_up_at=None)
