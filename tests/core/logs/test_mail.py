"""Errors by mail: what happened and where, without what people typed, and not a flood of it."""

import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from django.core import mail
from pytest_django import Settings

from hongmajia.core import attempts
from hongmajia.core.logs.context import under_way
from hongmajia.core.logs.mail import MOST_AN_HOUR, MailToAdmins


@pytest.fixture(autouse=True)
def admin(settings: Settings) -> Iterator[None]:
    settings.ADMINS = [("", "admin@example.org")]
    attempts.forget_all()
    yield
    attempts.forget_all()


def report(error: Exception, path: str = "/needs/12/") -> None:
    """An error record, as a request that fails leaves it."""
    try:
        raise error
    except Exception:
        record = logging.LogRecord(
            "django.request", logging.ERROR, __file__, 1, "failed", None, sys.exc_info()
        )
    with under_way(lambda: {"path": path, "request": "f00ba4", "user": 7}):
        MailToAdmins().emit(record)
    for thread in threading.enumerate():
        if thread.name == "error-mail":
            thread.join()


def test_the_mail_names_the_place_and_nobody() -> None:
    report(ValueError("cannot use 13812341234 of 董建国"))
    [message] = mail.outbox
    assert message.to == ["admin@example.org"]
    assert message.subject == "[红马甲] ValueError /needs/12/"
    assert "request=f00ba4" in message.body
    assert "user=7" in message.body
    assert "in report" in message.body
    assert "ValueError: cannot use … of …" in message.body
    assert "COOKIES" not in message.body


def test_the_same_error_is_mailed_once() -> None:
    for _ in range(3):
        report(ValueError())
    report(KeyError())
    assert [each.subject.split()[1] for each in mail.outbox] == ["ValueError", "KeyError"]


def test_a_storm_of_different_errors_is_no_flood() -> None:
    for number in range(MOST_AN_HOUR + 5):
        report(ValueError(), path=f"/needs/{number}/")
    assert len(mail.outbox) == MOST_AN_HOUR
