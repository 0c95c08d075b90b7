"""How people choose the way in which they are told, and prove their mail address."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext_lazy as _lazy
from pytest_django import Settings

from hongmajia.core.clocks import forget_special_days
from hongmajia.core.models import Event, Holiday
from hongmajia.notices import sending
from hongmajia.notices.actions import mark_read, notify
from hongmajia.notices.enums import Kind
from hongmajia.notices.models import Call, Delivery, Notice, OptOut, Preference
from hongmajia.notices.sending import send_due
from hongmajia.notices.sides import Callee, Side
from hongmajia.notices.telling import tell
from hongmajia.notices.timing import leaves_at
from tests.actors import Province, make_need
from tests.fake_sms import FakeSms
from tests.notices.conftest import with_mail

MONDAY = datetime(2026, 5, 11, 11, tzinfo=timezone.get_fixed_timezone(480))
LISTED = _lazy("您的需求已列入企业问题清单：%(title)s")
FORM = {
    "act": ["mail"], "news": ["mail"], "changed": ["mail"], "security": ["mail"],
    "quiet_from": "22:00", "quiet_until": "07:00", "rhythm": "each",
}  # fmt: skip

pytestmark = pytest.mark.django_db


@pytest.fixture
def xu(as_: Callable[[str], Client]) -> Client:
    return as_("xu")


@pytest.fixture
def gateway(settings: Settings) -> Iterator[FakeSms]:
    with FakeSms() as fake:
        fake.switch_on(settings)
        yield fake


def link_in(letter: mail.EmailMessage) -> str:
    return re.search(r"http\S+(/me/mail/\S+/)", letter.body)[1]


# --- the mail address -------------------------------------------------------------------------


def test_an_address_gets_nothing_until_its_link_is_confirmed(
    xu: Client, province: Province, work: Callable[[], None], client: Client
) -> None:
    page = xu.post("/me/mail/", {"email": "Xu@Union.example"}, follow=True).content.decode()
    assert "核对信正在发出" in page
    assert "没核对" in page
    notify([province.xu], LISTED, "/needs/1/", title="焊接")
    work()
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["xu@union.example"], "核对您的邮箱")

    link = link_in(letter)
    assert "是您在红马甲填的吗" in xu.get(link).content.decode()
    assert not EmailAddress.objects.filter(verified=True).exists()  # opening it is not enough
    xu.post(link)
    province.xu.refresh_from_db()
    assert province.xu.email == "xu@union.example"
    assert Event.objects.filter(verb="account.mail_verified").count() == 1
    mail.outbox.clear()
    notify([province.xu], LISTED, "/needs/1/", title="焊接")
    work()
    assert "您的需求已列入企业问题清单：焊接" in [each.subject for each in mail.outbox]


def test_a_link_serves_once_and_a_false_one_never(xu: Client, work: Callable[[], None]) -> None:
    xu.post("/me/mail/", {"email": "xu@union.example"})
    work()
    link = link_in(mail.outbox[0])
    xu.post(link)
    assert xu.get(link).status_code == 404
    assert xu.get("/me/mail/Mg:1abc:defg/").status_code == 404


def test_what_the_link_is_stands_nowhere_afterwards(xu: Client, work: Callable[[], None]) -> None:
    xu.post("/me/mail/", {"email": "xu@union.example"})
    assert Delivery.objects.get().params != {}
    work()
    assert Delivery.objects.get().params == {}


def test_an_address_of_another_account_is_refused(
    xu: Client, province: Province, work: Callable[[], None]
) -> None:
    EmailAddress.objects.create(
        user=province.wu, email="both@union.example", verified=True, primary=True
    )
    xu.post("/me/mail/", {"email": "both@union.example"})
    work()
    assert "已经是别的账号的" in xu.post(link_in(mail.outbox[0])).content.decode()
    assert not EmailAddress.objects.filter(user=province.xu, verified=True).exists()


def test_the_old_address_stays_until_the_new_one_is_confirmed(
    xu: Client, province: Province, work: Callable[[], None]
) -> None:
    with_mail(province.xu)
    xu.post("/me/mail/", {"email": "new@union.example"})
    work()
    own = EmailAddress.objects.filter(user=province.xu)
    assert own.get(verified=True).email == "xu@example.org"
    xu.post(link_in(mail.outbox[0]))
    assert own.get().email == "new@union.example"


def test_a_removed_address_gets_nothing(
    xu: Client, province: Province, work: Callable[[], None]
) -> None:
    with_mail(province.xu)
    notify([province.xu], LISTED, "/needs/1/", title="焊接")
    xu.post("/me/mail/remove/")
    work()
    assert mail.outbox == []
    assert Event.objects.filter(verb="account.mail_removed").exists()


def test_letters_to_be_confirmed_are_few(xu: Client) -> None:
    for n in range(5):
        xu.post("/me/mail/", {"email": f"x{n}@union.example"})
    page = xu.post("/me/mail/", {"email": "x6@union.example"}).content.decode()
    assert "核对信发得太多了" in page


# --- which channel for what -------------------------------------------------------------------


def test_the_choice_is_kept_and_followed(
    xu: Client, province: Province, work: Callable[[], None]
) -> None:
    with_mail(province.xu)
    assert "存好了" in xu.post("/me/messages/", {**FORM, "news": []}, follow=True).content.decode()
    notify([province.xu], LISTED, "/needs/1/", title="a")
    notify([province.xu], LISTED, "/needs/1/", kind=Kind.ACT, title="b")
    work()
    assert [each.subject[-1] for each in mail.outbox] == ["b"]
    assert 'name="news" value="mail" id="id_news_0"' in (
        page := xu.get("/me/messages/").content.decode()
    )
    assert "照现在的勾法，上周会给您发1条，其中短信0条" in page


def test_what_is_urgent_keeps_one_way(xu: Client, province: Province) -> None:
    with_mail(province.xu)
    page = xu.post("/me/messages/", {**FORM, "changed": []}).content.decode()
    assert "“上门改期、取消”至少留一样" in page
    assert not Preference.objects.exists()


def test_a_channel_that_one_does_not_have_cannot_be_ticked(xu: Client, province: Province) -> None:
    with_mail(province.xu)
    assert xu.post("/me/messages/", {**FORM, "news": ["dingtalk"]}).status_code == 422
    assert not Preference.objects.exists()


def test_without_any_way_the_page_says_so(xu: Client) -> None:
    page = xu.get("/me/messages/").content.decode()
    assert "现在只在“消息”页告诉您" in page
    assert "填邮箱" in page


def test_a_test_goes_by_every_way(
    xu: Client, province: Province, work: Callable[[], None], gateway: FakeSms
) -> None:
    province.xu.phone, province.xu.phone_proved_at = "13812341236", timezone.now()
    province.xu.save()
    with_mail(province.xu)
    assert "试发了2条" in xu.post("/me/messages/try/", follow=True).content.decode()
    work()
    assert len(mail.outbox) == 1
    ((phone, text),) = gateway.messages
    assert (phone, text[:12]) == ("13812341236", "您有1条新消息，请看：h"[:12])


def test_the_page_asks_the_database_as_often_with_many_notices(
    xu: Client, province: Province, django_assert_max_num_queries: Callable
) -> None:
    with_mail(province.xu)
    for n in range(50):
        notify([province.xu], LISTED, "/needs/1/", title=str(n))
    with django_assert_max_num_queries(14):
        xu.get("/me/messages/")


# --- when -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "channel", "moment", "expected"),
    [
        (Kind.NEWS, "sms", "11 12:00", None),
        (Kind.NEWS, "sms", "11 23:00", "12 07:00"),
        (Kind.ACT, "sms", "12 03:00", "12 07:00"),
        (Kind.ACT, "mail", "12 03:00", None),
        (Kind.CHANGED, "sms", "12 03:00", None),
        (Kind.SECURITY, "sms", "12 03:00", None),
    ],
)
def test_quiet_hours(kind: str, channel: str, moment: str, expected: str | None) -> None:
    found = leaves_at(kind, channel, None, at(moment))
    assert found == (at(expected) if expected else None)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [("11 08:00", "11 08:30"), ("11 09:00", "12 08:30"), ("15 09:00", "18 08:30")],
)  # fmt: skip
def test_a_digest_leaves_at_half_past_eight_of_a_working_day(moment: str, expected: str) -> None:
    daily = Preference(rhythm="daily")
    assert leaves_at(Kind.NEWS, "mail", daily, at(moment)) == at(expected)
    assert leaves_at(Kind.ACT, "mail", daily, at(moment)) is None


def test_a_digest_waits_over_a_holiday_and_leaves_on_a_saturday_worked() -> None:
    daily = Preference(rhythm="daily")
    Holiday.objects.create(date=date(2026, 5, 12), is_workday=False)
    Holiday.objects.create(date=date(2026, 5, 16), is_workday=True)
    forget_special_days()
    assert leaves_at(Kind.NEWS, "mail", daily, at("11 09:00")) == at("13 08:30")
    assert leaves_at(Kind.NEWS, "mail", daily, at("15 09:00")) == at("16 08:30")


def test_quiet_holidays_last_until_work_begins() -> None:
    quiet = Preference(quiet_from=time(21), quiet_until=time(7, 30), quiet_holidays=True)
    assert leaves_at(Kind.ACT, "sms", quiet, at("16 12:00")) == at("18 08:30")  # a Saturday
    assert leaves_at(Kind.ACT, "sms", quiet, at("15 22:00")) == at("18 07:30")


def at(moment: str) -> datetime:
    return datetime.strptime(f"2026-05-{moment} +0800", "%Y-%m-%d %H:%M %z")


def test_the_news_of_a_day_come_in_one_mail(province: Province, work: Callable[[], None]) -> None:
    with_mail(province.xu)
    Preference.objects.create(user=province.xu, rhythm="daily")
    with time_machine.travel(MONDAY, tick=False) as clock:
        for n in range(3):
            notify([province.xu], LISTED, f"/needs/{n}/", title=str(n))
        notify([province.xu], LISTED, "/needs/9/", title="已读")
        mark_read(Notice.objects.filter(url="/needs/9/"))
        work()
        assert mail.outbox == []
        clock.move_to(MONDAY + timedelta(hours=21, minutes=31))
        send_due.func()
        send_due.func()
    (letter,) = mail.outbox
    assert letter.subject == "3条新消息"
    assert [n for n in range(10) if f"/needs/{n}/" in letter.body] == [0, 1, 2]


def test_a_reminder_of_the_morning_waits_for_the_end_of_the_quiet_hours(
    province: Province, gateway: FakeSms
) -> None:
    province.xu.phone, province.xu.phone_proved_at = "13812340002", timezone.now()
    province.xu.save()
    Preference.objects.create(user=province.xu, quiet_until=time(9))
    with time_machine.travel(at("11 08:10"), tick=False):
        notify([province.xu], LISTED, "/needs/1/", kind=Kind.ACT, title="焊接")
    assert Delivery.objects.get().due_at == at("11 09:00")


# --- if nothing arrives -----------------------------------------------------------------------


def test_what_must_be_heard_is_telephoned_also_where_news_came_before_it_at_night(
    province: Province, gateway: FakeSms, settings: Settings
) -> None:
    dong, need = province.dong, make_need(province)
    dong.phone_proved_at = timezone.now()
    dong.save()
    Preference.objects.create(user=dong, ticked={"news": ["sms"], "act": ["sms"]})
    side = Side("董师傅", (dong,), Callee("董师傅", province.dong_helper, province.huzhou))
    with time_machine.travel(at("11 23:00"), tick=False):
        for kind in (Kind.NEWS, Kind.ACT):
            tell(side, LISTED, "/needs/1/", kind=kind, story=need.story, title="焊接")
        settings.SMS_URL = ""
    sending.send_due.func()
    assert Delivery.objects.get().state == "gave_up"
    assert Call.objects.get().callee == province.dong_helper


@pytest.mark.parametrize(("read", "calls"), [(False, 1), (True, 0)])
def test_whoever_must_be_told_and_gets_nothing_is_telephoned(
    read: bool, calls: int, province: Province, settings: Settings
) -> None:
    with_mail(province.dong)
    need = make_need(province)
    callee = Callee("董师傅", province.dong_helper, province.huzhou)
    side = Side("董师傅", (province.dong,), callee)
    tell(side, LISTED, "/needs/1/", kind=Kind.ACT, story=need.story, title="焊接")
    settings.EMAIL_BACKEND = ""
    if read:
        mark_read(Notice.objects.all())
    sending.send_delivery.func(Delivery.objects.get().pk)
    assert Call.objects.count() == calls


def test_the_page_of_a_need_stops_sms_and_brings_them_back(
    client: Client, province: Province, gateway: FakeSms
) -> None:
    need = make_need(province, asker=None, enterprise=None, enterprise_name="德清小罐厂")
    path = f"/track/{need.tracking_code}/"
    assert "不再收短信" in client.get(path).content.decode()
    page = client.post(f"{path}sms/", follow=True).content.decode()
    assert "不再给这个手机号发进展短信" in page
    assert OptOut.objects.filter(phone=need.contact_phone).exists()
    client.post(f"{path}sms/", {"wanted": "yes"})
    assert not OptOut.objects.exists()
