"""Mail is a delivery like others: tried again with growing pauses, and not for ever."""

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
from hongmajia.notices import sending
from hongmajia.notices.actions import mark_read, notify
from hongmajia.notices.enums import DeliveryState, Reason
from hongmajia.notices.models import Delivery, Notice, Preference
from hongmajia.notices.resting import Rest
from hongmajia.notices.sending import PAUSES, send_delivery, send_due
from hongmajia.unions.models import User
from tests.actors import Province
from tests.notices.conftest import with_mail

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
                if self.server.breaks:
                    return
            answers = {b"QUIT": "221 bye", b"RCPT": self.server.reply}
            self._say(answers.get(verb, "250 ok"))
            if verb == b"QUIT":
                return

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@pytest.fixture(autouse=True)
def rested() -> None:
    sending.rests.clear()


@pytest.fixture
def office(settings: Settings) -> Iterator[socketserver.ThreadingTCPServer]:
    """A mail server on this machine."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Office) as server:
        server.reply, server.calls, server.letters = "250 ok", 0, 0
        server.breaks = False
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
def mail(province: Province) -> Delivery:
    """A mail to Xu that waits."""
    return mail_to(province.xu)


def mail_to(person: User, title: str = "焊接") -> Delivery:
    with_mail(person)
    notify([person], LISTED, "/needs/1/", title=title)
    return Delivery.objects.filter(user=person).latest("pk")


def tried(mail: Delivery) -> Delivery:
    send_delivery.func(mail.pk)
    mail.refresh_from_db()
    return mail


def later(mail: Delivery) -> Delivery:
    """The time of the next try has come, and the server is asked again."""
    sending.rests.clear()
    Delivery.objects.filter(pk=mail.pk, due_at__isnull=False).update(due_at=timezone.now())
    send_due.func()
    mail.refresh_from_db()
    return mail


def test_what_is_refused_for_now_is_tried_again_after_growing_pauses(
    mail: Delivery, office: socketserver.ThreadingTCPServer
) -> None:
    office.reply = "451 try later"
    mail = tried(mail)
    waits = []
    for _try in PAUSES:
        waits.append(mail.due_at - timezone.now())
        mail = later(mail)

    assert all(wait < after for wait, after in pairwise(waits))
    assert waits[0] <= timedelta(minutes=1)
    assert (mail.state, mail.due_at, mail.detail) == (DeliveryState.GAVE_UP, None, "SMTP 451")
    assert office.calls == len(PAUSES) + 1


def test_the_second_try_delivers_it_once(
    mail: Delivery, office: socketserver.ThreadingTCPServer
) -> None:
    office.reply = "451 try later"
    tried(mail)
    send_due.func()
    assert office.calls == 1  # its time has not come
    office.reply = "250 ok"
    mail = later(mail)
    send_due.func()

    assert mail.state == DeliveryState.SENT
    assert mail.sent_at is not None
    assert office.letters == 1


def test_an_address_that_does_not_exist_is_given_up_at_once_and_others_go_on(
    province: Province, mail: Delivery, office: socketserver.ThreadingTCPServer,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    office.reply = "550 no such user"
    with caplog.at_level(logging.WARNING, "hongmajia.notices.sending"):
        mail = tried(mail)
    assert f"delivery {mail.pk} was not sent: number_refused" in caplog.text
    assert "@" not in caplog.text
    assert mail.why == "对方平台不给这个号码或账号发（SMTP 550）"

    office.reply = "250 ok"
    assert tried(mail_to(province.shen)).state == DeliveryState.SENT
    assert office.letters == 1


def test_a_connection_that_breaks_after_the_letter_is_not_tried_again(
    mail: Delivery, office: socketserver.ThreadingTCPServer
) -> None:
    office.breaks = True
    mail = tried(mail)
    assert (mail.state, mail.reason) == (DeliveryState.UNKNOWN, Reason.ANSWER_LOST)
    office.breaks = False
    later(mail)
    assert office.letters == 1


def test_a_silent_server_costs_one_timeout_and_then_rests(
    province: Province, silent: socket.socket
) -> None:
    for n in range(10):
        tried(mail_to(province.xu, str(n)))
    send_due.func()

    assert Delivery.objects.filter(due_at__isnull=False).count() == 10
    assert Delivery.objects.filter(tries=1, state=DeliveryState.FAILED).count() == 1


def test_what_waited_for_the_server_goes_out_when_it_answers(
    province: Province, silent: socket.socket, settings: Settings
) -> None:
    for n in range(3):
        tried(mail_to(province.xu, str(n)))
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    sending.rests.clear()
    Delivery.objects.update(due_at=timezone.now())
    send_due.func()
    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.SENT}


def test_each_rest_is_longer_and_none_is_endless() -> None:
    rest, lengths = Rest(), []
    for _failure in range(8):
        rest.begin()
        lengths.append(round(rest._until - time.monotonic()))
    assert lengths == sorted(lengths)
    assert lengths[0] <= 30
    assert lengths[-1] <= 900


def test_whoever_wants_no_mail_any_more_gets_none_later(
    province: Province, mail: Delivery, office: socketserver.ThreadingTCPServer
) -> None:
    office.reply = "451 try later"
    tried(mail)
    Preference.objects.create(user=province.xu, ticked={"news": []})
    mail = later(mail)
    assert (mail.state, mail.reason) == (DeliveryState.NEEDLESS, Reason.NOT_WANTED)
    assert office.calls == 1


def test_what_was_read_meanwhile_is_not_mailed(
    mail: Delivery, office: socketserver.ThreadingTCPServer
) -> None:
    mark_read(Notice.objects.all())
    mail = tried(mail)
    assert (mail.state, mail.reason, office.calls) == (DeliveryState.NEEDLESS, Reason.READ, 0)


def test_the_operator_sees_what_was_given_up_and_has_it_tried_again(
    mail: Delivery, office: socketserver.ThreadingTCPServer
) -> None:
    office.reply = "550 no such user"
    tried(mail)
    said = io.StringIO()
    call_command("mail", stdout=said)
    assert "没送到的1封" in said.getvalue()
    assert f"delivery {mail.pk}  user {mail.user_id}" in said.getvalue()

    office.reply = "250 ok"
    call_command("mail", "--again", stdout=said)
    send_due.func()
    assert office.letters == 1


def test_nobodys_page_waits_for_the_mail_of_an_error(
    silent: socket.socket, settings: Settings
) -> None:
    settings.ADMINS, settings.EMAIL_TIMEOUT = [("", "admin@example.org")], 1
    record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, "failed", None, None)
    MailToAdmins().emit(record)
    (thread,) = [thread for thread in threading.enumerate() if thread.name == "error-mail"]
    assert thread.is_alive()  # the page has its answer, the mail still waits for the server
    thread.join(5)
