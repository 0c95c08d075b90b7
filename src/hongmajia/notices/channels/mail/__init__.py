"""The mail channel.

The connection is opened before the mail is handed over, so that one knows of what fails at opening
that no mail has left (ADR 70).
"""

from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from ...enums import Reason
from ..protocol import AnswerLost, Message, NotTaken, NumberRefused, ServerFailed

PERMANENT = 500
"""From this reply on, the mail server will not change its mind (RFC 5321, 4.2.1)."""


def is_configured() -> bool:
    """Mail is always there; without a server it is printed."""
    return bool(settings.EMAIL_BACKEND)


def is_idempotent() -> bool:
    """Mail servers deliver what they are given twice."""
    return False


def send(message: Message) -> str:
    """Hand the mail over; servers tell no id of it. Raises ``NotDelivered``."""
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:  # every error of smtplib is one
        raise ServerFailed(Reason.UNREACHABLE, type(error).__name__) from None
    try:
        _hand_over(message, connection)
    finally:
        connection.close()
    return ""


def _hand_over(message: Message, connection: Any) -> None:
    headers = {"Message-ID": f"<{message.key}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2]}>"}
    mail = EmailMessage(
        message.title, message.text, to=[message.to], headers=headers, connection=connection
    )
    try:
        mail.send()
    except SMTPRecipientsRefused as error:
        raise _refusal([code for code, _reply in error.recipients.values()]) from None
    except SMTPDataError as error:
        raise _refusal([error.smtp_code]) from None
    except SMTPSenderRefused as error:
        raise NotTaken(Reason.ANSWERED_NO, f"SMTP {error.smtp_code}") from None
    except ValueError:  # an address or a title that no mail can have
        raise NumberRefused(Reason.NUMBER_REFUSED) from None
    except OSError as error:
        raise AnswerLost(Reason.ANSWER_LOST, type(error).__name__) from None


def _refusal(codes: list[int]) -> NotTaken | NumberRefused:
    """What a server said of this mail: never, or not now."""
    detail = f"SMTP {codes[0]}" if codes else ""
    if codes and all(code >= PERMANENT for code in codes):
        return NumberRefused(Reason.NUMBER_REFUSED, detail)
    return NotTaken(Reason.ANSWERED_NO, detail)
