"""Each vendor of messages, and each way in which one fails."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from allauth.socialaccount.models import SocialAccount
from django.utils import timezone
from django.utils.translation import gettext_lazy as _lazy
from pytest_django import Settings

from hongmajia.accounts.providers.zhezhengding import signature_headers
from hongmajia.core.errors import Refused
from hongmajia.needs.queries import union_side
from hongmajia.notices import sending
from hongmajia.notices.actions import notify
from hongmajia.notices.channels import tokens, transport
from hongmajia.notices.channels.dingtalk_group import signature
from hongmajia.notices.enums import DeliveryState, Kind, Reason
from hongmajia.notices.models import Delivery, GroupRobot, WeChatConsent
from hongmajia.notices.robots import remove_robot, set_robot, try_robot
from hongmajia.notices.sending import send_delivery, send_due
from hongmajia.notices.telling import tell
from hongmajia.notices.texting import send_sms
from tests import fake_vendors as fakes
from tests.actors import Province
from tests.core.test_no_plain_number import database_holds

LISTED = _lazy("您的需求已列入企业问题清单：%(title)s")
IDENTITIES = {
    fakes.FakeDingTalk: ("dingtalk", "app1 open-1", {"union_id": "u-person-1"}),
    fakes.FakeWeCom: ("wecom", "corp1 person-1", {}),
    fakes.FakeWeChat: ("wechat", "wx1 person-1", {}),
    fakes.FakeZhezhengding: ("zhezhengding", "person-1", {}),
}
RECOGNISE = [kind for kind in IDENTITIES if kind is not fakes.FakeWeChat]
"""Vendors that deliver a second try of one message once."""
ROBOTS = (fakes.FakeDingTalkGroup, fakes.FakeWeComGroup)
S, R = DeliveryState, Reason

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def by_day() -> Iterator[None]:
    with time_machine.travel(timezone.localtime().replace(hour=11)):
        yield


@pytest.fixture(params=[*IDENTITIES, *ROBOTS, fakes.FakeAliyun], ids=lambda fake: fake.__name__)
def vendor(request: pytest.FixtureRequest, settings: Settings) -> Iterator[Any]:
    with request.param() as fake:
        fake.switch_on(settings)
        yield fake


@pytest.fixture
def wait(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Callable[[Any], None]:
    """Let the channel of the vendor wait shortly for an answer."""

    def briefly(vendor: Any) -> None:
        defaults = transport.exchange.__defaults__
        monkeypatch.setattr(transport.exchange, "__defaults__", (0.4, *defaults[1:]))
        settings.SMS_TIMEOUT = 1

    return briefly


def queued(vendor: Any, province: Province, settings: Settings) -> Delivery:
    """A message by the vendor's channel that waits."""
    if isinstance(vendor, fakes.FakeAliyun):
        settings.SMS_TEMPLATES = {"sign_in_code": "SMS_1"}
        return send_sms("sign_in_code", "13812341234", code="123456", minutes="5")
    if isinstance(vendor, ROBOTS):
        set_robot(
            union=province.deqing, actor=province.xu, address=vendor.address, secret=fakes.SECRET
        )
        tell(union_side(province.deqing), LISTED, "/needs/1/", title="焊接")
    else:
        provider, uid, extra = IDENTITIES[type(vendor)]
        SocialAccount.objects.create(user=province.xu, provider=provider, uid=uid, extra_data=extra)
        WeChatConsent.objects.create(user=province.xu, template="template-news")
        notify([province.xu], LISTED, "/needs/1/", title="焊接")
    return Delivery.objects.get()


def tried(delivery: Delivery) -> Delivery:
    send_delivery.func(delivery.pk)
    delivery.refresh_from_db()
    return delivery


def later(delivery: Delivery) -> Delivery:
    sending.rests.clear()
    Delivery.objects.filter(due_at__isnull=False).update(due_at=timezone.now())
    with time_machine.travel(timezone.now() + timedelta(minutes=90)):
        send_due.func()
    delivery.refresh_from_db()
    return delivery


def test_a_message_arrives_with_its_page(
    vendor: Any, province: Province, settings: Settings
) -> None:
    settings.SITE_ADDRESS = "https://hmj.example"
    delivery = tried(queued(vendor, province, settings))
    assert delivery.state == S.SENT, delivery.why
    ((_whom, said),) = vendor.taken
    if isinstance(vendor, fakes.FakeAliyun):
        assert said == 'SMS_1 {"code": "123456", "minutes": "5"}'
        assert delivery.vendor_id == "9006197469364984400"
    elif isinstance(vendor, fakes.FakeWeChat):
        assert said == "您的需求已列入企业问题清单：焊接 https://hmj.example/needs/1/"
    else:
        assert said.startswith("您的需求已列入企业问题清单：焊接\nhttps://hmj.example/needs/1/")


@pytest.mark.parametrize("fault", ["throttled", "wrong key", "refused", "5xx", "timeout", "reset",
                                   "invalid answer"])  # fmt: skip
def test_each_fault(
    fault: str, vendor: Any, province: Province, settings: Settings, wait: Callable[[Any], None]
) -> None:
    delivery = queued(vendor, province, settings)
    wait(vendor)
    vendor.fault = fault
    delivery = tried(delivery)
    again = isinstance(vendor, tuple(RECOGNISE))
    may_have_left = S.FAILED if again else S.UNKNOWN
    robot = isinstance(vendor, ROBOTS)
    expected = {
        "throttled": (S.FAILED, R.THROTTLED),
        "wrong key": (S.GAVE_UP, R.NUMBER_REFUSED) if robot else (S.FAILED, R.ANSWERED_NO),
        "refused": (S.GAVE_UP, R.NUMBER_REFUSED),
        "5xx": (may_have_left, R.ANSWER_UNCLEAR),
        "timeout": (may_have_left, R.ANSWER_LOST),
        "reset": (may_have_left, R.ANSWER_LOST),
        "invalid answer": (may_have_left, R.ANSWER_UNCLEAR),
    }
    if isinstance(vendor, fakes.FakeWeChat):
        expected["refused"] = (S.GAVE_UP, R.NOT_SUBSCRIBED)
    assert (delivery.state, delivery.reason) == expected[fault]
    assert vendor.taken == []
    vendor.fault = ""
    delivery = later(delivery)
    assert len(vendor.taken) == int(expected[fault][0] == S.FAILED)


@pytest.mark.parametrize("kind", RECOGNISE, ids=lambda fake: fake.__name__)
def test_what_may_have_left_is_delivered_once(
    kind: type[fakes.FakeVendor], province: Province, settings: Settings
) -> None:
    """The vendor took it, and its answer was lost: the second try changes nothing."""
    with kind() as vendor:
        vendor.switch_on(settings)
        delivery = tried(queued(vendor, province, settings))
        Delivery.objects.filter(pk=delivery.pk).update(state=S.FAILED, due_at=timezone.now())
        assert tried(delivery).state == S.SENT
        assert len(vendor.taken) == 1


def test_a_token_that_ended_is_fetched_anew(province: Province, settings: Settings) -> None:
    with fakes.FakeDingTalk() as vendor:
        vendor.switch_on(settings)
        delivery = queued(vendor, province, settings)
        sending.rests.clear()
        tokens._known["dingtalk"] = ("an old one", float("inf"))
        assert tried(delivery).detail == "errcode 40014"
        assert later(delivery).state == S.SENT


def test_nobody_of_another_enterprise_is_written_to(province: Province, settings: Settings) -> None:
    with fakes.FakeWeCom() as vendor:
        vendor.switch_on(settings)
        SocialAccount.objects.create(user=province.xu, provider="wecom", uid="corp2 person-1")
        notify([province.xu], LISTED, "/needs/1/", title="焊接")
        assert not Delivery.objects.exists()


def test_one_word_comes_by_one_channel(
    province: Province, settings: Settings, work: Callable[[], None]
) -> None:
    with fakes.FakeDingTalk() as ding, fakes.FakeWeCom() as wecom:
        ding.switch_on(settings)
        wecom.switch_on(settings)
        for fake in (ding, wecom):
            provider, uid, extra = IDENTITIES[type(fake)]
            SocialAccount.objects.create(
                user=province.xu, provider=provider, uid=uid, extra_data=extra
            )
        notify([province.xu], LISTED, "/needs/1/", kind=Kind.ACT, title="焊接")
        work()
        assert (len(ding.taken), len(wecom.taken)) == (1, 0)


# --- signatures and robots --------------------------------------------------------------------


def test_the_sign_of_a_robot_is_that_of_the_published_rule() -> None:
    """Computed with openssl: printf '%s\\n%s' TIME SECRET | openssl dgst -sha256 -hmac SECRET."""
    assert signature("this is secret", 1577262236757) == ROBOT_SIGN


ROBOT_SIGN = "hmPWwU+7lVdm3ZZz0r9tSfx0L4Q26jWOZr9+Gs6EZQM="


def test_the_signature_of_zhezhengding_covers_what_is_asked() -> None:
    fields = [("appkey", "a"), ("appsecret", "b")]
    one = signature_headers("GET", "/gettoken.json", fields, "k", "s")
    other = signature_headers("GET", "/gettoken.json", [("appkey", "c")], "k", "s")
    assert one["X-Hmac-Auth-Signature"] != other["X-Hmac-Auth-Signature"]


@pytest.mark.parametrize(
    "address",
    [
        "", "robot", "https://10.0.0.1/robot/send?access_token=x", "https://[::1",
        "http://oapi.dingtalk.com/robot/send?access_token=x",
        "https://oapi.dingtalk.com@10.0.0.1/robot/send?access_token=x",
        "https://oapi.dingtalk.com/other?access_token=x",
        "https://oapi.dingtalk.com/robot/send", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?x=1",
    ],
)  # fmt: skip
def test_only_the_address_of_a_robot_is_taken(address: str, province: Province) -> None:
    with pytest.raises(Refused):
        set_robot(union=province.deqing, actor=province.xu, address=address)


def test_a_robots_key_is_not_stored_in_plain_text(province: Province) -> None:
    address = "https://oapi.dingtalk.com/robot/send?access_token=hush-hush"
    set_robot(union=province.deqing, actor=province.xu, address=address, secret="SECret")
    assert not database_holds("hush-hush")
    assert not database_holds("SECret")
    assert GroupRobot.objects.get().address == address
    remove_robot(union=province.deqing, actor=province.xu)
    assert not GroupRobot.objects.exists()


def test_a_robot_writes_twenty_times_a_minute_and_the_rest_later(
    province: Province, settings: Settings
) -> None:
    with fakes.FakeWeComGroup() as vendor:
        vendor.switch_on(settings)
        set_robot(union=province.deqing, actor=province.xu, address=vendor.address)
        for n in range(23):
            tell(union_side(province.deqing), LISTED, "/needs/1/", title=str(n))
        send_due.func()
        assert len(vendor.taken) == 20
        with time_machine.travel(timezone.now() + timedelta(seconds=61)):
            send_due.func()
        assert len(vendor.taken) == 23


def test_a_new_robot_is_tried_at_once_also_at_night(province: Province, settings: Settings) -> None:
    night = datetime.fromisoformat("2026-05-11T23:00:00+08:00")
    with fakes.FakeWeComGroup() as vendor, time_machine.travel(night, tick=False):
        vendor.switch_on(settings)
        set_robot(union=province.deqing, actor=province.xu, address=vendor.address)
        try_robot(province.deqing)
        send_due.func()
        assert len(vendor.taken) == 1
        tell(union_side(province.deqing), LISTED, "/needs/1/", title="焊接")
        send_due.func()
        assert len(vendor.taken) == 1  # in the morning


def test_one_robot_that_fails_holds_up_no_other(province: Province, settings: Settings) -> None:
    with fakes.FakeWeComGroup() as vendor:
        vendor.switch_on(settings)
        for union, cadre in ((province.deqing, province.xu), (province.huzhou, province.shen)):
            set_robot(union=union, actor=cadre, address=vendor.address)
            tell(union_side(union), LISTED, "/needs/1/", title=union.name)
        first, second = Delivery.objects.order_by("pk")
        vendor.fault = "throttled"
        assert tried(first).state == S.FAILED
        vendor.fault = ""
        assert tried(second).state == S.SENT
