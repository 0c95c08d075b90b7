"""Messages in 微信 come only to those who agreed to them there, within the limits of 微信."""

import json
from collections.abc import Callable, Iterator

import pytest
import time_machine
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext_lazy as _lazy
from pytest_django import Settings

from hongmajia.config import environment
from hongmajia.config.variables import WrongSetting
from hongmajia.notices import ways
from hongmajia.notices.actions import notify
from hongmajia.notices.channels.wechat.page import signature
from hongmajia.notices.enums import DeliveryState, Kind, Reason
from hongmajia.notices.models import Delivery, WeChatConsent
from hongmajia.notices.sending import send_due
from tests.actors import Province
from tests.fake_vendors import FakeWeChat
from tests.notices.conftest import with_mail

LISTED = _lazy("您的需求已列入企业问题清单：%(title)s")
IN_WECHAT = {"user-agent": "Mozilla/5.0 MicroMessenger/8.0.50"}
TICKET = "sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def by_day() -> Iterator[None]:
    with time_machine.travel(timezone.localtime().replace(hour=11)):
        yield


@pytest.fixture
def wechat(settings: Settings) -> Iterator[FakeWeChat]:
    with FakeWeChat() as fake:
        fake.switch_on(settings)
        yield fake


@pytest.fixture
def xu(as_: Callable[[str], Client], province: Province, wechat: FakeWeChat) -> Client:
    """徐, whose account is linked to 微信."""
    SocialAccount.objects.create(user=province.xu, provider="wechat", uid="wx1 person-1")
    return as_("xu")


def answered(**answers: str) -> str:
    """What 微信 tells the browser: JSON within JSON."""
    said = {name: json.dumps({"status": state}) for name, state in answers.items()}
    return json.dumps({name.replace("_", "-"): state for name, state in said.items()})


def agree(client: Client, **answers: str) -> str:
    answer = client.post("/me/wechat/", {"details": answered(**answers)}, follow=True)
    return answer.content.decode()


def test_one_agrees_in_the_app_and_gets_what_one_agreed_to(
    xu: Client, wechat: FakeWeChat, province: Province
) -> None:
    page = xu.get("/me/wechat/", headers=IN_WECHAT)
    assert '<wx-open-subscribe template="template-news,template-act"' in page.text
    assert "https://res.wx.qq.com/open/js/jweixin-1.6.0.js" in page["Content-Security-Policy"]
    notify([province.xu], LISTED, "/needs/1/", title="焊接")
    assert not Delivery.objects.exists(), "not without consent"

    assert "订阅好了" in agree(xu, template_news="accept", template_act="reject")
    notify([province.xu], LISTED, "/needs/1/", title="焊接")
    notify([province.xu], LISTED, "/needs/2/", kind=Kind.ACT, title="抛光")
    send_due.func()
    assert len(wechat.taken) == 1, "to what is to be acted on there was no consent"


def test_elsewhere_the_page_says_where_to_open_it(xu: Client) -> None:
    page = xu.get("/me/wechat/")
    assert "请在微信里打开这个网址" in page.text
    assert "res.wx.qq.com" not in page["Content-Security-Policy"]


def test_who_is_not_linked_is_led_to_linking(
    as_: Callable[[str], Client], wechat: FakeWeChat
) -> None:
    assert "去连上微信" in as_("wu").get("/me/wechat/", headers=IN_WECHAT).text


def test_a_vendor_that_does_not_answer_is_said_so(xu: Client, wechat: FakeWeChat) -> None:
    wechat.fault = "wrong key"
    page = xu.get("/me/wechat/", headers=IN_WECHAT).text
    assert "现在不能订阅" in page
    assert "wx-open-subscribe" not in page


def test_without_the_setting_there_is_no_page(as_: Callable[[str], Client]) -> None:
    assert as_("xu").get("/me/wechat/").status_code == 404


@pytest.mark.parametrize(
    "details",
    [
        "",
        "{",
        "[]",
        '{"another": "accept"}',
        '{"template-news": 1}',
        "[" * 100_000,
        '{"template-news": "' + "[" * 7000 + '"}',
    ],
    ids=["nothing", "broken", "a list", "not ours", "a number", "deep", "deep inside"],
)
def test_what_is_no_consent_is_none(xu: Client, details: str) -> None:
    page = xu.post("/me/wechat/", {"details": details}, follow=True).text
    assert "没有订阅，不会在微信里发给您" in page
    assert not WeChatConsent.objects.exists()


def test_after_a_refusal_the_next_goes_another_way(
    xu: Client, wechat: FakeWeChat, province: Province
) -> None:
    with_mail(province.xu)
    agree(xu, template_news="accept")
    wechat.fault = "refused"
    notify([province.xu], LISTED, "/needs/1/", title="焊接")
    send_due.func()
    first = Delivery.objects.get()
    assert (first.channel, first.reason) == ("wechat", Reason.NOT_SUBSCRIBED)
    assert first.why == "本人没有订阅，或者退订了（errcode 43101）"
    notify([province.xu], LISTED, "/needs/2/", title="抛光")
    assert Delivery.objects.latest("pk").channel == "mail"


def test_a_consent_for_one_message_is_used_up(
    xu: Client, wechat: FakeWeChat, province: Province, settings: Settings
) -> None:
    wechat.switch_on(settings, once=True)
    agree(xu, template_news="accept")
    assert "订阅一次发一条" in xu.get("/me/wechat/").text
    for n in range(2):
        notify([province.xu], LISTED, f"/needs/{n}/", title="焊接")
        send_due.func()
    assert len(wechat.taken) == 1
    assert not WeChatConsent.objects.exists()


def test_a_long_title_is_cut_to_what_the_vendor_takes(
    xu: Client, wechat: FakeWeChat, province: Province
) -> None:
    agree(xu, template_news="accept")
    notify([province.xu], LISTED, "/needs/1/", title="不锈钢\n薄板焊接" * 9)
    send_due.func()
    assert Delivery.objects.get().state == DeliveryState.SENT
    ((_to, said),) = wechat.taken
    assert said.partition(" http")[0] == "您的需求已列入企业问题清单：不锈钢 薄…"


def test_the_way_stands_on_the_page_of_ways(xu: Client) -> None:
    assert "去订阅" in xu.get("/me/messages/").text
    agree(xu, template_act="accept")
    assert "订阅了什么" in xu.get("/me/messages/").text


def test_ways_cost_one_query_more_at_most(
    xu: Client, province: Province, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    with django_assert_max_num_queries(3):
        ways.ways_of([province.xu, province.wu, province.shen])


def test_the_signature_of_a_page_is_that_of_the_published_rule() -> None:
    """The example of 附录1 of the page named in ``page.py``."""
    url = "http://mp.weixin.qq.com?params=value#what-follows-is-not-signed"
    signed = signature(TICKET, "Wm3WZYTPz0wzccnW", 1414587457, url)
    assert signed == "0f9de62fce790f9a083d5c99e95740ceb90c27ed"


@pytest.mark.parametrize(
    "value",
    [
        "{", "[]", '{"other": {"id": "a", "fields": {"thing1": "title"}}}',
        '{"act": {"id": "", "fields": {"thing1": "title"}}}', '{"act": {"id": "a", "fields": {}}}',
        '{"act": {"id": "a", "fields": {"thing1": "at"}}}',
        '{"act": {"id": "a", "fields": {"phrase1": "=六个字太长了"}}}',
        '{"act": {"id": "a", "fields": {"name1": "title"}}}',
        '{"act": {"id": "a", "fields": {"thing1": "title"}, "more": 1}}',
    ],
)  # fmt: skip
def test_templates_that_the_vendor_would_refuse_are_refused_at_the_start(value: str) -> None:
    variable = environment.WECHAT_TEMPLATES
    with pytest.raises(WrongSetting):
        variable.read({variable.name: value})


def test_a_token_and_a_ticket_are_fetched_once(wechat: FakeWeChat, xu: Client) -> None:
    xu.get("/me/wechat/", headers=IN_WECHAT)
    wechat.fault = "wrong key"
    assert "wx-open-subscribe" in xu.get("/me/wechat/", headers=IN_WECHAT).text
