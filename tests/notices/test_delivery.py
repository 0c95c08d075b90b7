"""Mail that fails is tried again, with growing pauses and not for ever."""

import io
import logging
import socket
import socketserver
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import gettext_lazy as _lazy
from pytest_django import Settings

from hongmajia.core.logs.mail import MailToAdmins
from hongmajia.notices import delivery
from hongmajia.notices.actions import choose_mail, notify
from hongmajia.notices.delivery import PAUSES, Rest, mail_again, mail_notice
from hongmajia.notices.models import Notice
from tests.actors import Province

SMTP = "django.core.mail.backends.smtp.EmailBackend"
LISTED = _lazy("您的需求已列入企业问题清单：%(title)s")
TIMEOUT = 0.2


class Office(socketserver.StreamRequestHandler):
    """A mail server that says to each recipient what its ``reply`` says."""

    def handle(self) -> None:
        self.server.calls += 1
        self._say("220 post office")
        for line in self.rfile:
            verb = line.split()[0].upper()
            if verb == b"DATA":
                self._say("354 go on")
                list(iter(self.rfile.readline, b".\r\n"))
                self.server.letters += 1
            answers = {b"QUIT": "221 bye", b"RCPT": self.server.reply}
            self._say(answers.get(verb, "250 ok"))
            if verb == b"QUIT":
                return

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture(autouse=True)
def rested(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "rest", Rest())


@pytest.fixture
def office(settings: Settings) -> Iterator[socketserver.ThreadingTCPServer]:
    """A mail server on this machine."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Office) as server:
        server.reply, server.calls, server.letters = "250 ok", 0, 0
        settings.EMAIL_BACKEND = SMTP
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def silent(settings: Settings) -> Iterator[socket.socket]:
    """A mail server that accepts the connection and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.EMAIL_BACKEND, settings.EMAIL_TIMEOUT = SMTP, TIMEOUT
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.getsockname()
        yield server


@pytest.fixture
def notice(province: Province) -> Notice:
    (made,) = notify([province.xu], LISTED, "/needs/1/", title="焊接")
    return made


def later(notice: Notice) -> None:
    """The time of the next try has come, and the server is asked again."""
    delivery.rest.end()
    Notice.objects.filter(pk=notice.pk).update(mail_due_at=timezone.now())
    mail_again.func()
    notice.refresh_from_db()


def test_what_is_refused_for_now_is_tried_again_after_growing_pauses(
    notice: Notice, office: socketserver.ThreadingTCPServer
) -> None:
    office.reply = "451 try later"
    mail_notice.func(notice.pk)
    waits = []
    for _try in PAUSES:
        notice.refresh_from_db()
        waits.append(notice.mail_due_at - timezone.now())
        later(notice)

    assert all(wait < after for wait, after in pairwise(waits))
    assert waits[0] <= timedelta(minutes=1)
    assert notice.mail_given_up_at is not None
    assert notice.mail_due_at is None
    assert office.calls == len(PAUSES) + 1


def test_the_second_try_delivers_it_once(
    notice: Notice, office: socketserver.ThreadingTCPServer
) -> None:
    office.reply = "451 try later"
    mail_notice.func(notice.pk)
    mail_again.func()
    assert office.calls == 1  # its time has not come
    office.reply = "250 ok"
    later(notice)
    mail_again.func()

    assert notice.mailed_at is not None
    assert notice.mail_due_at is None
    assert office.letters == 1


def test_an_address_that_does_not_exist_is_given_up_at_once_and_others_go_on(
    province: Province, notice: Notice, office: socketserver.ThreadingTCPServer,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    office.reply = "550 no such user"
    with caplog.at_level(logging.ERROR, "hongmajia.notices.delivery"):
        mail_notice.func(notice.pk)
    assert f"mail of notice {notice.pk} given up: SMTPRecipientsRefused" in caplog.text
    assert "@" not in caplog.text

    office.reply = "250 ok"
    (other,) = notify([province.shen], LISTED, "/needs/1/", title="焊接")
    mail_notice.func(other.pk)
    assert office.letters == 1


def test_a_silent_server_costs_one_timeout_and_then_rests(
    province: Province, silent: socket.socket
) -> None:
    notices = [notify([province.xu], LISTED, "/needs/1/", title=str(n))[0] for n in range(10)]
    for notice in notices:
        mail_notice.func(notice.pk)
    mail_again.func()

    assert Notice.objects.filter(mail_due_at__isnull=False).count() == 10
    assert Notice.objects.filter(mail_tries=1).count() == 1


def test_what_waited_for_the_server_goes_out_when_it_answers(
    province: Province, silent: socket.socket, settings: Settings
) -> None:
    for n in range(3):
        mail_notice.func(notify([province.xu], LISTED, "/needs/1/", title=str(n))[0].pk)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    delivery.rest.end()
    Notice.objects.update(mail_due_at=timezone.now())
    mail_again.func()
    assert Notice.objects.filter(mailed_at=None).count() == 0


def test_each_rest_is_longer_and_none_is_endless() -> None:
    rest, lengths = Rest(), []
    for _failure in range(8):
        rest.begin()
        lengths.append(round(rest._until - time.monotonic()))
    assert lengths == sorted(lengths)
    assert lengths[0] <= 30
    assert lengths[-1] <= 900


def test_whoever_wants_no_mail_any_more_gets_none_later(
    province: Province, notice: Notice, office: socketserver.ThreadingTCPServer
) -> None:
    office.reply = "451 try later"
    mail_notice.func(notice.pk)
    choose_mail(user=province.xu, wanted=False)
    later(notice)
    assert notice.mail_due_at is None
    assert office.calls == 1


def test_the_operator_sees_what_was_given_up_and_has_it_tried_again(
    notice: Notice, office: socketserver.ThreadingTCPServer
) -> None:
    office.reply = "550 no such user"
    mail_notice.func(notice.pk)
    said = io.StringIO()
    call_command("mail", stdout=said)
    assert "放弃的1封" in said.getvalue()
    assert f"notice {notice.pk}  user {notice.recipient_id}" in said.getvalue()

    office.reply = "250 ok"
    call_command("mail", "--again", stdout=said)
    mail_again.func()
    assert office.letters == 1


def test_nobodys_page_waits_for_the_mail_of_an_error(
    silent: socket.socket, settings: Settings
) -> None:
    settings.ADMINS, settings.EMAIL_TIMEOUT = [("", "admin@example.org")], 1
    record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, "failed", None, None)
    MailToAdmins().emit(record)
    (sending,) = [thread for thread in threading.enumerate() if thread.name == "error-mail"]
    assert sending.is_alive()  # the page has its answer, the mail still waits for the server
    sending.join(5)
