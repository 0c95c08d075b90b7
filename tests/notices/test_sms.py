"""SMS: each message leaves once, whatever the gateway and the workers do."""

import logging
import os
import signal
import socket
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _lazy
from pytest_django import Settings

from hongmajia.core.errors import Refused, TooOften
from hongmajia.notices import sending, texting, wording
from hongmajia.notices.channels import sms
from hongmajia.notices.enums import DeliveryState, Reason
from hongmajia.notices.models import Delivery
from hongmajia.notices.sending import PAUSES, send_delivery, send_due
from hongmajia.notices.texting import can_text, register_sms, send_sms
from tests.core.test_no_plain_number import database_holds
from tests.fake_sms import FakeSms

PHONE, OTHER = "13812341234", "13812341235"
CODE = _lazy("您的验证码是%(code)s，%(minutes)s分钟内有效。")
NASTY = '"}],&x=%26{phone}\\\n'
QUEUED, SENDING, FAILED = DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.FAILED
SENT, GAVE_UP, UNKNOWN = DeliveryState.SENT, DeliveryState.GAVE_UP, DeliveryState.UNKNOWN
WITH_KEY = '{"to": "{phone}", "content": "{text}", "once": "{key}"}'

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    """One registered sentence, whatever the rooms register."""
    monkeypatch.setattr(wording, "_sentences", {})
    register_sms("sign_in_code", CODE)


@pytest.fixture
def gateway(settings: Settings) -> Iterator[FakeSms]:
    with FakeSms() as fake:
        fake.switch_on(settings)
        yield fake


def send(phone: str = PHONE, code: str = "123456", **more: timedelta) -> Delivery:
    return send_sms("sign_in_code", phone, code=code, minutes="5", **more)


def tried(delivery: Delivery) -> Delivery:
    """The delivery after one try."""
    send_delivery.func(delivery.pk)
    delivery.refresh_from_db()
    return delivery


def later(delivery: Delivery) -> Delivery:
    """The delivery after its next try, or whatever became of it in two hours."""
    sending.rests.clear()
    Delivery.objects.filter(due_at__isnull=False).update(due_at=timezone.now())
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        send_due.func()
    delivery.refresh_from_db()
    return delivery


def test_a_message_leaves_once_and_its_code_is_forgotten(
    gateway: FakeSms, work: Callable[[], None]
) -> None:
    delivery = send()
    assert not database_holds(PHONE)
    assert not database_holds("123456")
    work()
    send_due.func()
    delivery.refresh_from_db()
    assert gateway.messages == [(PHONE, "您的验证码是123456，5分钟内有效。")]
    assert (delivery.state, delivery.vendor_id, delivery.params) == (SENT, "m-1", {})
    assert delivery.sent_at is not None


def test_an_act_that_is_rolled_back_sends_nothing(
    gateway: FakeSms, work: Callable[[], None]
) -> None:
    with transaction.atomic():
        send()
        transaction.set_rollback(True)
    work()
    assert (gateway.asked, Delivery.objects.count()) == ([], 0)


def test_a_message_whose_task_was_lost_is_sent_by_the_next_round(gateway: FakeSms) -> None:
    send()
    send_due.func()
    assert len(gateway.messages) == 1


@pytest.mark.parametrize(
    ("fault", "state", "reason"),
    [
        ("refused number", GAVE_UP, Reason.NUMBER_REFUSED),
        ("throttled", FAILED, Reason.THROTTLED),
        ("busy", FAILED, Reason.THROTTLED),
        ("unavailable", FAILED, Reason.THROTTLED),
        ("wrong key", FAILED, Reason.ANSWERED_NO),
        ("no money", FAILED, Reason.ANSWERED_NO),
        ("moved", FAILED, Reason.ANSWERED_NO),
        ("5xx", UNKNOWN, Reason.ANSWER_UNCLEAR),
        ("invalid answer", UNKNOWN, Reason.ANSWER_UNCLEAR),
        ("reset", UNKNOWN, Reason.ANSWER_LOST),
        ("timeout", UNKNOWN, Reason.ANSWER_LOST),
    ],
)
def test_what_certainly_did_not_leave_is_tried_again_and_what_may_have_left_is_not(
    fault: str, state: DeliveryState, reason: Reason, gateway: FakeSms, settings: Settings
) -> None:
    gateway.fault, settings.SMS_TIMEOUT = fault, 0.3
    delivery = tried(send())
    assert (delivery.state, delivery.reason) == (state, reason)
    gateway.fault = ""
    delivery = later(delivery)
    assert delivery.state == (SENT if state == FAILED else state)
    assert len(gateway.messages) == (1 if state == FAILED else 0)
    assert delivery.params == {}


@pytest.mark.parametrize("fault", ["5xx", "invalid answer", "reset", "timeout"])
def test_a_gateway_that_knows_our_key_is_asked_again_under_the_same(
    fault: str, gateway: FakeSms, settings: Settings
) -> None:
    gateway.switch_on(settings, BODY=WITH_KEY)
    gateway.fault, settings.SMS_TIMEOUT = fault, 0.3
    delivery = tried(send())
    assert delivery.state == FAILED
    gateway.fault = ""
    assert later(delivery).state == SENT
    assert [each.fields["once"] for each in gateway.asked] == [str(delivery.key)] * 2


def test_a_gateway_that_is_not_there_is_left_alone_for_a_while(
    gateway: FakeSms, settings: Settings
) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))  # not listening: connections are refused
        gateway.switch_on(settings, URL=f"http://127.0.0.1:{unused.getsockname()[1]}/")
        first = tried(send())
    settings.SMS_URL = gateway.url
    second = tried(send(OTHER))
    assert (first.state, first.reason) == (FAILED, Reason.UNREACHABLE)
    assert (second.state, second.tries, gateway.asked) == (QUEUED, 0, [])
    assert later(second).state == SENT
    assert len(gateway.messages) == 2


def test_what_meets_one_number_holds_up_no_other(gateway: FakeSms) -> None:
    for gateway.fault in ("busy", "refused number", "no money"):
        tried(send())
    gateway.fault = ""
    assert tried(send(OTHER)).state == SENT


def test_after_the_last_pause_a_message_is_given_up(gateway: FakeSms) -> None:
    gateway.fault = "no money"
    delivery = tried(send())
    for _pause in PAUSES:
        assert delivery.state == FAILED
        delivery = later(delivery)
    assert (delivery.state, delivery.params, delivery.why) == (
        GAVE_UP, {}, "对方平台没有接受（HTTP 200 $.code=NO_MONEY）",
    )  # fmt: skip
    assert len(gateway.asked) == len(PAUSES) + 1


def test_a_code_that_is_too_old_is_not_sent(gateway: FakeSms) -> None:
    gateway.fault = "throttled"
    delivery = tried(send(expires_in=timedelta(minutes=5)))
    gateway.fault = ""
    delivery = later(delivery)
    assert (delivery.state, delivery.reason, delivery.params) == (GAVE_UP, Reason.EXPIRED, {})
    assert gateway.messages == []


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_it_once(
    gateway: FakeSms, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery = send()
    both_read_it = Barrier(2)

    def is_configured() -> bool:
        both_read_it.wait(timeout=60)  # asked between reading a message and taking it
        return True

    def run(pk: int) -> None:
        try:
            send_delivery.func(pk)
        finally:
            connection.close()

    monkeypatch.setattr(sms, "is_configured", is_configured)
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(run, [delivery.pk] * 2))
    delivery.refresh_from_db()
    assert (len(gateway.asked), delivery.state, delivery.tries) == (1, SENT, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("key", [False, True])
def test_a_worker_killed_on_the_way_leaves_no_second_message(
    key: bool, gateway: FakeSms, settings: Settings
) -> None:
    if key:
        gateway.switch_on(settings, BODY=WITH_KEY)
    delivery = send()
    gateway.fault = "timeout"
    worker = forked(lambda: send_delivery.func(delivery.pk))
    until = time.monotonic() + 10
    while not gateway.asked and time.monotonic() < until:
        time.sleep(0.01)
    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)

    gateway.fault = ""
    assert tried(delivery).state == SENDING  # the task that goes back to its queue
    delivery = later(delivery)
    if key:
        assert (delivery.state, delivery.reason) == (FAILED, Reason.INTERRUPTED)
        assert later(delivery).state == SENT
    else:
        assert (delivery.state, delivery.reason) == (UNKNOWN, Reason.INTERRUPTED)
    assert len(gateway.messages) == int(key)


def forked(act: Callable[[], object]) -> int:
    """The id of a new process that does ``act``, with connections of its own."""
    connections.close_all()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the gateway's thread stays behind
        child = os.fork()
    if child:
        return child
    try:
        act()
    finally:
        os._exit(0)


@pytest.mark.one_database("a request of HTTP")
@pytest.mark.parametrize(
    "settings_of_gateway",
    [
        {"BODY": '{"to": ["{phone}"], "content": "【红马甲】{text}", "a": {"p": "{params_text}"}}'},
        {"BODY": "to={phone}&content=%E3%80%90红马甲】{text}&p={params_text}"},
        {"BODY": "", "URL": "?to={phone}&content=【红马甲】{text}&p={params_text}"},
    ],
)
def test_what_fills_a_place_never_leaves_it(
    settings_of_gateway: dict[str, str], gateway: FakeSms, settings: Settings
) -> None:
    url = gateway.url + settings_of_gateway.pop("URL", "")
    gateway.switch_on(settings, URL=url, **settings_of_gateway)
    assert tried(send(code=NASTY)).state == SENT
    fields = gateway.asked[0].fields
    assert fields["to"] in (PHONE, [PHONE])
    assert fields["content"] == f"【红马甲】您的验证码是{NASTY}，5分钟内有效。"


@pytest.mark.one_database("a request of HTTP")
def test_a_template_gets_its_id_and_its_params_in_order(
    gateway: FakeSms, settings: Settings
) -> None:
    body = (
        '{"to": "{phone}", "id": "{template}", "by_name": "{params}", "in_order": "{params_list}"}'
    )
    gateway.switch_on(settings, BODY=body, TEMPLATES="sign_in_code=SMS_1")
    tried(send_sms("sign_in_code", PHONE, minutes="5", code="123456"))
    assert gateway.asked[0].fields == {
        "to": PHONE,
        "id": "SMS_1",
        "by_name": {"code": "123456", "minutes": "5"},
        "in_order": ["123456", "5"],
    }


@pytest.mark.one_database("reads settings")
def test_a_sentence_without_a_template_is_found_before_it_is_sent(
    gateway: FakeSms, settings: Settings
) -> None:
    body = '{"to": "{phone}", "id": "{template}"}'
    gateway.switch_on(settings, BODY=body, TEMPLATES="sign_in=SMS_1")
    found = {
        each.id: each.msg
        for each in run_checks()
        if each.id in ("hongmajia.W011", "hongmajia.W012")
    }
    assert "sign_in_code" in found["hongmajia.W011"]
    assert "sign_in不起作用" in found["hongmajia.W012"]
    assert tried(send()).reason == Reason.NO_TEMPLATE
    assert gateway.asked == []


@pytest.mark.one_database("a request of HTTP")
def test_a_gateway_of_plain_text(gateway: FakeSms, settings: Settings) -> None:
    gateway.switch_on(settings, OK=r"text=\{.*OK.*", ID=r'text=.*"id":\s"([^"]*)".*', HEADERS="")
    delivery = tried(send())
    assert (delivery.state, delivery.vendor_id) == (SENT, "m-1")


def test_a_bill_cannot_be_driven_up(gateway: FakeSms, settings: Settings) -> None:
    for _number in range(texting.TO_NUMBER.most):
        send()
    with pytest.raises(TooOften, match="发给这个号码的短信太多了，一天最多10条"):
        send()
    send(OTHER)  # what one number is refused uses up nobody else's share
    settings.SMS_PER_HOUR = texting.TO_NUMBER.most + 1
    with pytest.raises(TooOften, match="现在发的短信太多了"):
        send("13812341236")
    assert Delivery.objects.count() == texting.TO_NUMBER.most + 1


def test_without_a_gateway_nothing_is_queued(gateway: FakeSms, settings: Settings) -> None:
    waiting = send()
    gateway.switch_on(settings, URL="")
    assert not can_text()
    with pytest.raises(Refused, match="没有设短信平台"):
        send(OTHER)
    assert tried(waiting).reason == Reason.NOT_CONFIGURED
    assert Delivery.objects.count() == 1


@pytest.mark.one_database("reads logs")
def test_no_number_no_code_and_no_key_is_logged(
    gateway: FakeSms, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    url = f"{gateway.url}?key=hush&to={{phone}}&content={{text}}"
    gateway.switch_on(settings, URL=url, BODY="")
    settings.SMS_TIMEOUT = 0.3
    with caplog.at_level(logging.DEBUG):
        for gateway.fault in ("", "reset", "timeout", "refused number", "wrong key", "5xx"):
            sending.rests.clear()
            tried(send())
    assert "was not sent: answer_lost" in caplog.text
    assert [word for word in (PHONE, "123456", "hush", "content") if word in caplog.text] == []


def test_the_command_sends_a_test_and_prints_the_answer(
    gateway: FakeSms, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("sms", test="138 1234 1234")
    assert gateway.messages == [(PHONE, "这是一条测试短信，说明短信已经接通。")]
    assert "HTTP 200" in (printed := capsys.readouterr().out)
    assert "m-1" in printed
    gateway.fault = "wrong key"
    with pytest.raises(CommandError, match="对方平台没有接受（HTTP 401"):
        call_command("sms", test=PHONE)
    with pytest.raises(CommandError, match="手机号"):
        call_command("sms", test="1381234")


def test_the_command_shows_what_was_not_sent(
    gateway: FakeSms, capsys: pytest.CaptureFixture[str]
) -> None:
    gateway.fault = "refused number"
    tried(send())
    call_command("sms")
    printed = capsys.readouterr().out
    assert "没发出去 1" in printed
    assert "对方平台不给这个号码或账号发" in printed
    assert PHONE not in printed
