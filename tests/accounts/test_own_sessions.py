"""Where one is signed in: idle sessions end, others can be ended, new devices are told of."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from hongmajia.accounts.devices import COOKIE, address_name, device_name
from hongmajia.accounts.idle import ONCE_IN, SEEN
from hongmajia.accounts.models import SignIn
from hongmajia.accounts.tasks import forget_sign_ins
from hongmajia.core.models import Event
from hongmajia.unions.models import User
from tests.actors import Province

PASSWORD = "red-vest-2026"
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0"
)
WECHAT = (
    "Mozilla/5.0 (Linux; Android 14; V2309A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 "
    "Chrome/116.0.0.0 Mobile Safari/537.36 XWEB/1160065 MicroMessenger/8.0.49"
)
PAGE = "/me/sessions/"
DAY = 24 * 3600


@pytest.fixture
def people(province: Province) -> Province:
    """Xu is a cadre, Dong a master; both know the same password."""
    for person in (province.xu, province.dong):
        person.set_password(PASSWORD)
        person.save()
    return province


def signed_in(user: User, agent: str = EDGE, **fields: str) -> Client:
    """A browser in which the user signed in by password."""
    browser = Client(headers={"user-agent": agent})
    sent = {"login": user.sign_in_name, "password": PASSWORD, **fields}
    assert browser.post("/login/", sent).status_code == 302
    return browser


def rest(browser: Client, seconds: int) -> None:
    """Let the session rest for so long."""
    session = browser.session
    session[SEEN] -= seconds
    session.save()


def is_in(browser: Client) -> bool:
    return browser.get("/me/").status_code == 200


# --- the end of a session that rests ---------------------------------------------------------


def test_a_cadre_is_signed_out_after_half_an_hour(people: Province) -> None:
    browser = signed_in(people.xu, remember="on")
    rest(browser, 29 * 60)
    assert is_in(browser)
    rest(browser, 31 * 60)
    assert not is_in(browser)
    assert "很久没有动，已经替您退出登录" in browser.get("/login/").text


@pytest.mark.parametrize(("days", "stays"), [(13, True), (15, False)])
def test_others_stay_for_fourteen_days(people: Province, days: int, stays: bool) -> None:
    browser = signed_in(people.dong, remember="on")
    rest(browser, days * DAY)
    assert is_in(browser) == stays


def test_only_ones_own_device_outlives_the_browser(people: Province) -> None:
    own, shared = signed_in(people.dong, remember="on"), signed_in(people.dong)
    assert own.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == 14 * DAY
    assert shared.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == ""


def test_that_it_is_used_is_written_once_a_minute(
    people: Province, django_assert_num_queries: Callable[..., Any]
) -> None:
    browser = signed_in(people.xu)
    browser.get("/privacy/")
    before = Session.objects.get().session_data
    browser.get("/privacy/")
    assert Session.objects.get().session_data == before
    rest(browser, ONCE_IN + 1)
    browser.get("/privacy/")
    assert time.time() - browser.session[SEEN] < ONCE_IN


def test_what_was_typed_when_it_ended_is_back_afterwards(people: Province) -> None:
    browser = signed_in(people.xu)
    rest(browser, 3600)
    led = browser.post("/enterprises/new/", {"name": "焊缝在第二道之后变形"}).headers["Location"]
    assert led == "/login/?next=/enterprises/new/"
    browser.post("/login/", {"login": "xu", "password": PASSWORD, "next": "/enterprises/new/"})
    assert "焊缝在第二道之后变形" in browser.get("/enterprises/new/").text


# --- ending sessions -------------------------------------------------------------------------


def test_the_page_shows_where_one_is_signed_in(people: Province) -> None:
    here = signed_in(people.dong)
    signed_in(people.dong, WECHAT)
    signed_in(people.xu, WECHAT)
    page = here.get(PAGE)
    shown = [(each.device, each.is_current) for each in page.context["sessions"]]
    assert shown == [("Edge，Windows", True), ("微信，安卓", False)]
    assert f'href="{PAGE}"' in here.get("/me/").text


def test_one_or_all_others_are_ended(people: Province) -> None:
    here, phone, office = signed_in(people.dong), *[signed_in(people.dong) for _n in range(2)]
    session = UserSession.objects.get(session_key=phone.session.session_key)
    here.post(f"{PAGE}{session.pk}/end/")
    assert (is_in(here), is_in(phone), is_in(office)) == (True, False, True)
    assert "退出了别处的1个登录" in here.post(f"{PAGE}end-others/", follow=True).text
    assert (is_in(here), is_in(office)) == (True, False)
    assert Event.objects.latest("pk").verb == "account.sessions_ended"


def test_nobody_ends_sessions_of_others(people: Province) -> None:
    here, other = signed_in(people.dong), signed_in(people.xu)
    session = UserSession.objects.get(session_key=other.session.session_key)
    assert here.post(f"{PAGE}{session.pk}/end/").status_code == 404
    here.post(f"{PAGE}end-others/")
    assert is_in(other)


def test_changing_the_password_ends_all_others(people: Province) -> None:
    here, other = signed_in(people.dong), signed_in(people.dong)
    new = {"new_password1": "另一个长的密码-27", "new_password2": "另一个长的密码-27"}
    here.post("/me/password/", {"old_password": PASSWORD, **new})
    assert (is_in(here), is_in(other)) == (True, False)
    assert [each.is_current for each in here.get(PAGE).context["sessions"]] == [True]


@pytest.mark.parametrize("rows", [1, 50])
def test_the_page_costs_the_same_at_1_and_at_50_rows(
    people: Province, rows: int, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    browser = signed_in(people.dong)
    content = Session.objects.get()
    for number in range(rows):
        Session.objects.create(
            session_key=f"another-{number}", session_data=content.session_data,
            expire_date=content.expire_date,
        )  # fmt: skip
        UserSession.objects.create(
            user=people.dong, ip="10.0.0.1", session_key=f"another-{number}", user_agent=EDGE
        )
        SignIn.objects.create(user=people.dong, address="10.0.0.1", agent=EDGE, is_new=False)
    with django_assert_max_num_queries(12):
        assert len(browser.get(PAGE).context["sessions"]) == rows + 1


# --- the history ----------------------------------------------------------------------------


def test_a_new_device_is_told_of_but_not_the_first(people: Province) -> None:
    first = signed_in(people.dong)
    assert not people.dong.notices.exists()
    first.post("/logout/")
    first.post("/login/", {"login": "dong", "password": PASSWORD})
    assert not people.dong.notices.exists()
    signed_in(people.dong, WECHAT)
    told = people.dong.notices.get()
    assert told.text == (
        "有一台新设备登录了您的账号：微信，安卓，127.0.0.1（内网）。不是您，请马上改密码"
    )
    assert told.url == PAGE
    history = SignIn.objects.filter(user=people.dong)
    assert [each.is_new for each in history] == [True, False, True]
    assert {each.how_name for each in history} == {"密码"}
    page = first.get(PAGE).text
    assert page.count("新设备") == 2


def test_a_device_is_stored_as_a_digest_of_each_account(people: Province) -> None:
    browser = signed_in(people.dong)
    browser.post("/logout/")
    browser.post("/login/", {"login": "xu", "password": PASSWORD})
    token = browser.cookies[COOKIE]
    assert token["httponly"]
    devices = set(SignIn.objects.values_list("device", flat=True))
    assert len(devices) == 2
    assert token.value not in devices


def test_half_a_year_is_kept_and_the_last_of_each_account(people: Province) -> None:
    for days in (200, 190, 170):
        at = timezone.now() - timedelta(days=days)
        SignIn.objects.create(user=people.dong, at=at, is_new=False)
        SignIn.objects.create(user=people.xu, at=at - timedelta(days=30), is_new=False)
    signed_in(people.dong).post("/logout/")
    for _run in range(2):
        forget_sign_ins.func()
        assert people.dong.sign_ins.count() == 2
        assert people.xu.sign_ins.count() == 1
        assert not UserSession.objects.exists()


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (EDGE, "Edge，Windows"),
        (WECHAT, "微信，安卓"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1",
         "Safari，iPhone"),
        ("Mozilla/5.0 (Phone; OpenHarmony 5.0) Chrome/114 Safari/537 ArkWeb/4.1 Mobile",
         "华为浏览器，鸿蒙"),
        ("Mozilla/5.0 (Linux; Android 13) Chrome/100 Safari/537 wxwork/4.1 MicroMessenger/7.0",
         "企业微信，安卓"),
        ("curl/8.0", "认不出的设备"),
    ],
)  # fmt: skip
def test_devices_have_names(agent: str, name: str) -> None:
    assert device_name(agent) == name


def test_addresses_have_names() -> None:
    assert address_name("115.238.1.1") == "115.238.1.1"
    assert address_name("10.3.2.1") == "10.3.2.1（内网）"
    assert address_name("") == "地址不详"
