"""Errors by mail to ``HONGMAJIA_ADMINS``: the facts of the record and nothing else.

Django's own handler would send the settings, the cookies and what was typed into the form.
"""

import logging
from hashlib import sha256
from threading import Thread

from django.core.mail import mail_admins

from .. import attempts
from .records import PlainLines, facts_of

logger = logging.getLogger("mail")

AGAIN_AFTER = 15 * 60
"""Seconds until the same error is mailed again."""
MOST_AN_HOUR = 20
"""Mails within an hour, whatever the errors."""


class MailToAdmins(logging.Handler):
    """Mails an error, but neither the same one again and again nor more than some an hour."""

    def emit(self, record: logging.LogRecord) -> None:
        """Mail the record. A mail server that is down costs no more than the mail."""
        try:
            facts = facts_of(record)
            place = facts.get("path") or facts.get("task") or facts["message"]
            subject = f"{facts.get('error', facts['level'])} {place}"
            if may_be_mailed(subject):
                words = PlainLines().format(record)
                Thread(target=_mail, args=(subject[:120], words), name="error-mail").start()
        except Exception as error:
            # Not handleError: it prints the record's arguments, which may be personal data.
            logger.warning("an error could not be mailed: %s", type(error).__qualname__)


def _mail(subject: str, words: str) -> None:
    """In a thread of its own: nobody's page waits for a mail server that is silent."""
    try:
        mail_admins(subject, words, fail_silently=True)
    except Exception as error:
        logger.warning("an error could not be mailed: %s", type(error).__qualname__)


def may_be_mailed(subject: str) -> bool:
    """Whether this error was not mailed lately and not too many were; counted by all processes."""
    same = sha256(subject.encode()).hexdigest()
    if attempts.count(f"error-mail-{same}", AGAIN_AFTER) > 1:
        return False
    return attempts.count("error-mails", 3600) <= MOST_AN_HOUR
