"""SMS: each message leaves once, whatever the gateway and the workers do."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _lazy
from pytest_django import Settings

from hongmajia.notices import sending, texting
from hongmajia.notices.enums import DeliveryState
from hongmajia.notices.models import Delivery
from hongmajia.notices.sending import send_due
from hongmajia.notices.texting import register_sms, send_sms
from tests.fake_sms import FakeSms

PHONE = "13812341234"
CODE = _lazy("您的验证码是%(code)s，%(minutes)s分钟内有效。")
TEXT = "您的验证码是123456，5分钟内有效。"
SENT, FAILED = DeliveryState.SENT, DeliveryState.FAILED
GAVE_UP, UNKNOWN = DeliveryState.GAVE_UP, DeliveryState.UNKNOWN


@pytest.fixture(autouse=True)
def sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texting, "_sentences", {})
    register_sms("sign_in_code", CODE)


@pytest.fixture
def gateway(settings: Settings) -> Iterator[FakeSms]:
    sending.rests.clear()
    with FakeSms() as fake:
        fake.switch_on(settings)
        yield fake
    sending.rests.clear()


def code(**more: timedelta) -> Delivery:
    return send_sms("sign_in_code", PHONE, code="123456", minutes="5", **more)


def later(delivery: Delivery) -> Delivery:
    """The time of the next try has come, and the gateway is asked again."""
    sending.rests.clear()
    Delivery.objects.filter(due_at__isnull=False).update(due_at=timezone.now())
    send_due.func()
    delivery.refresh_from_db()
    return delivery


@pytest.mark.django_db
def test_a_message_leaves_once_and_its_code_is_forgotten(
    gateway: FakeSms, work: Callable[[], None]
) -> None:
    delivery = code()
    work()
    delivery.refresh_from_db()
    assert gateway.messages == [(PHONE, TEXT)]
    assert (delivery.state, delivery.vendor_id, delivery.params) == (SENT, "m-1", {})
    assert delivery.sent_at is not None
