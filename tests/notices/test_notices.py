"""Notices to users: on their page, and by mail to those who want it."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import transaction
from django.test import Client
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _lazy
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries, Settings

from hongmajia.core.errors import Refused
from hongmajia.notices.actions import mark_read, notify
from hongmajia.notices.enums import DeliveryState, Reason
from hongmajia.notices.models import Delivery, Notice, Preference
from hongmajia.notices.sending import send_delivery
from hongmajia.unions.models import User
from tests.actors import Province
from tests.notices.conftest import with_mail

BACKEND = "django.contrib.auth.backends.ModelBackend"
LISTED = _lazy("您的需求已列入企业问题清单：%(title)s")
ACCEPTED = "%(helper)s接单了"


def notices_of(client: Client, person: object) -> str:
    client.force_login(person, backend=BACKEND)
    return client.get("/notices/").content.decode()


# --- notifying ------------------------------------------------------------------------------


def test_each_recipient_gets_one_notice(province: Province) -> None:
    recipients = [province.xu, None, province.dong, province.xu]
    notices = notify(recipients, LISTED, "/needs/1/", title="焊接")
    assert {notice.recipient for notice in notices} == {province.xu, province.dong}
    assert notices[0].text == "您的需求已列入企业问题清单：焊接"


def refused_act(person: User) -> None:
    """An action that notifies ``person`` and is then rolled back."""
    with transaction.atomic():
        notify([person], LISTED, "/needs/1/", title="焊接")
        raise Refused


def test_an_action_that_fails_notifies_nobody(
    province: Province, django_capture_on_commit_callbacks: Callable
) -> None:
    with (
        django_capture_on_commit_callbacks(execute=True) as later,
        pytest.raises(Refused),
    ):
        refused_act(province.xu)
    assert later == []
    assert not Notice.objects.exists()
    assert not DBTaskResult.objects.exists()


# --- the page -------------------------------------------------------------------------------


def test_people_read_only_their_own_notices(client: Client, province: Province) -> None:
    notify([province.xu], LISTED, "/needs/1/", title="给徐芳的")
    assert "给徐芳的" in notices_of(client, province.xu)
    assert "给徐芳的" not in notices_of(client, province.wu)


def test_following_one_marks_it_read(client: Client, province: Province) -> None:
    (notice,) = notify([province.xu], LISTED, "/desk/", title="焊接")
    assert "1条没看" in notices_of(client, province.xu)
    assert client.get(f"/notices/{notice.pk}/").headers["Location"] == "/desk/"
    assert "都看过了" in notices_of(client, province.xu)


def test_reading_the_list_marks_nothing(client: Client, province: Province) -> None:
    notify([province.xu], LISTED, "/desk/", title="焊接")
    notices_of(client, province.xu)
    assert "1条没看" in notices_of(client, province.xu)


def test_another_persons_notice_does_not_exist(client: Client, province: Province) -> None:
    (notice,) = notify([province.xu], LISTED, "/desk/", title="焊接")
    client.force_login(province.wu, backend=BACKEND)
    assert client.get(f"/notices/{notice.pk}/").status_code == 404
    client.post("/notices/read/")
    notice.refresh_from_db()
    assert notice.read_at is None


def test_all_are_marked_read_at_once(client: Client, province: Province) -> None:
    notify([province.xu], LISTED, "/desk/", title="一")
    notify([province.xu], LISTED, "/desk/", title="二")
    client.force_login(province.xu, backend=BACKEND)
    client.post("/notices/read/")
    assert not Notice.objects.unread().exists()
    assert mark_read(Notice.objects.all()) == 0


def test_an_empty_list_says_what_will_come(client: Client, province: Province) -> None:
    assert "有事等您办" in notices_of(client, province.stranger)


@pytest.mark.parametrize("method", ["/notices/read/"])
def test_links_change_nothing(client: Client, province: Province, method: str) -> None:
    client.force_login(province.xu, backend=BACKEND)
    assert client.get(method).status_code == 405


@pytest.mark.parametrize("times", [1, 50])
def test_the_list_takes_six_queries(
    client: Client,
    province: Province,
    times: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for n in range(times):
        notify([province.xu], LISTED, "/desk/", title=n)
    client.force_login(province.xu, backend=BACKEND)
    with django_assert_num_queries(6):
        client.get("/notices/")


def test_older_notices_are_on_the_next_page(
    client: Client, province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hongmajia.notices.views.ON_A_PAGE", 20)
    for n in range(25):
        notify([province.xu], LISTED, "/desk/", title=f"第{n}件")
    page = notices_of(client, province.xu)
    assert "第24件" in page
    assert "第4件" not in page
    older = page.partition('href="?after=')[2].partition('"')[0]
    assert "第4件" in client.get(f"/notices/?after={older}").content.decode()


@pytest.mark.one_database("what a page shows of rows it has read")
def test_ten_alike_are_one_line_that_opens(client: Client, province: Province) -> None:
    for n in range(10):
        notify([province.xu], ACCEPTED, "/desk/", helper=f"{n}师傅")
    notify([province.xu], LISTED, "/desk/", title="另一件事")
    page = notices_of(client, province.xu)
    assert page.count('<li class="ri new">') == 2
    assert "同类的还有9条" in page
    folded = page.partition('<details class="alike">')[2].partition("</details>")[0]
    assert "9师傅接单了" not in folded
    assert "8师傅接单了" in folded
    assert "0师傅接单了" in folded


@pytest.mark.one_database("what a page shows of rows it has read")
def test_two_alike_and_read_ones_stay_apart(client: Client, province: Province) -> None:
    sent = [notify([province.xu], ACCEPTED, "/desk/", helper=f"{n}师傅")[0] for n in range(4)]
    mark_read(Notice.objects.filter(pk__in=[sent[0].pk, sent[1].pk]))
    page = notices_of(client, province.xu)
    assert page.count('<li class="ri') == 4
    assert '<details class="alike"' not in page


# --- mail -----------------------------------------------------------------------------------


class Postman(socketserver.StreamRequestHandler):
    """A mail server with as much of RFC 5321 as receiving a mail takes."""

    def handle(self) -> None:
        self.say("220 post office")
        for line in self.rfile:
            verb = line.split()[0].upper()
            if verb == b"DATA":
                self.say("354 go on")
                self.server.letters.append(self.letter())
            self.say("221 bye" if verb == b"QUIT" else "250 ok")
            if verb == b"QUIT":
                return

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())

    def letter(self) -> bytes:
        lines = iter(self.rfile.readline, b".\r\n")
        return b"".join(lines)


@pytest.fixture
def letters(settings: Settings) -> Iterator[list[bytes]]:
    """The mails that a mail server on this machine received."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Postman) as office:
        office.letters = []
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = office.server_address
        threading.Thread(target=office.serve_forever, daemon=True).start()
        yield office.letters
        office.shutdown()


def mailed(province: Province, work: Callable[[], None]) -> Delivery | None:
    with_mail(province.xu)
    (notice,) = notify([province.xu], LISTED, "/needs/1/", title="焊接变形")
    work()
    return notice.deliveries.first()


def read(letter: bytes) -> tuple[Message, str, str]:
    parsed = message_from_bytes(letter)
    subject = str(make_header(decode_header(parsed["Subject"])))
    return parsed, subject, parsed.get_payload(decode=True).decode()


@pytest.mark.tasks_run_twice
def test_a_notice_arrives_by_mail(
    province: Province, letters: list[bytes], settings: Settings, work: Callable[[], None]
) -> None:
    settings.SITE_ADDRESS = "https://hongmajia.example"
    delivery = mailed(province, work)
    letter, subject, body = read(letters[0])
    assert letter["To"] == "xu@example.org"
    assert subject == "您的需求已列入企业问题清单：焊接变形"
    assert "https://hongmajia.example/needs/1/" in body
    assert delivery.state == DeliveryState.SENT
    assert len(letters) == 1


def test_whoever_wants_no_mail_gets_none(
    client: Client, province: Province, work: Callable[[], None]
) -> None:
    Preference.objects.create(user=province.xu, ticked={"news": []})
    assert mailed(province, work) is None
    assert mail.outbox == []
    assert "焊接变形" in notices_of(client, province.xu)
    Preference.objects.update(ticked={"news": ["mail"]})
    mailed(province, work)
    assert len(mail.outbox) == 1


def test_whoever_has_verified_no_address_gets_no_mail(
    province: Province, work: Callable[[], None]
) -> None:
    EmailAddress.objects.create(user=province.xu, email="xu@example.org", verified=False)
    mailed(province, work)
    assert mail.outbox == []
    assert not DBTaskResult.objects.exists()


def test_a_mail_is_sent_once(province: Province, work: Callable[[], None]) -> None:
    delivery = mailed(province, work)
    send_delivery.enqueue(delivery.pk)
    work()
    assert len(mail.outbox) == 1


def test_an_unreachable_mail_server_leaves_the_notice_unmailed(
    province: Province, settings: Settings, work: Callable[[], None]
) -> None:
    """It is tried again; the notice is on the recipient's page."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    delivery = mailed(province, work)
    assert (delivery.state, delivery.reason) == (DeliveryState.FAILED, Reason.UNREACHABLE)
    assert delivery.due_at > timezone.now()


def test_a_notice_written_while_working_in_english_is_chinese_for_others(
    province: Province,
) -> None:
    with translation.override("en"):
        (notice,) = notify(
            [province.xu], _lazy("%(helper)s恢复接单"), "/", helper=province.dong_helper
        )
        assert notice.text == "Master 董 takes on work again"
    assert notice.text == "董师傅恢复接单"
