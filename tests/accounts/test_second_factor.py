"""The second factor: set up, asked for at sign-in, required of posts, lost and dropped."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from hongmajia.accounts import actions
from hongmajia.accounts.factors import codes_left, has_factor, lets_in
from hongmajia.accounts.models import Invitation
from hongmajia.config.post_parsers import DUTIES, ROLES, TIERS, posts
from hongmajia.core.acts import sentence
from hongmajia.core.errors import WrongState
from hongmajia.core.models import Event
from hongmajia.unions.enums import Role, UnionKind
from hongmajia.unions.models import User
from tests.actors import Province, grant
from tests.fake_sms import FakeSms

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "一个够长的密码-26"
SIGN_IN = "/login/second/"
OFFICE = {"REMOTE_ADDR": "203.0.113.7"}
OUTSIDE = {"REMOTE_ADDR": "198.51.100.9"}


def code_of(secret: str, later: int = 0) -> str:
    """What an authenticator app shows now, or so many steps of 30 seconds later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


WRONG = "wrong"
"""No code of any app."""


@pytest.fixture
def shen(province: Province) -> User:
    """Shen, who has a password and an authenticator app."""
    province.shen.set_password(PASSWORD)
    province.shen.save()
    actions.add_app(user=province.shen, secret=SECRET)
    return province.shen


def with_password(**network: str) -> Client:
    """Somebody who has passed the first page as Shen."""
    client = Client(**network)
    answer = client.post("/login/", {"login": "shen", "password": PASSWORD})
    assert answer.headers["Location"] == SIGN_IN
    return client


def is_in(client: Client) -> bool:
    return bool(client.get("/desk/").status_code == 200)


def recovery_code(user: User) -> str:
    found = Authenticator.objects.get(user=user, type="recovery_codes")
    return str(found.wrap().get_unused_codes()[0])


# --- at sign-in -----------------------------------------------------------------------------


def test_the_password_alone_lets_nobody_in(shen: User) -> None:
    client = with_password()
    assert not is_in(client)
    page = client.get(SIGN_IN).text
    for words in ("再确认一次是您", "还剩10个", "浙江省总工会", "30天内不再问"):
        assert words in page
    answer = client.post(SIGN_IN, {"code": f" {code_of(SECRET)[:3]} {code_of(SECRET)[3:]}"})
    assert answer.headers["Location"] == "/start/"
    assert is_in(client)


def test_a_wrong_code_is_told_and_an_empty_one(shen: User) -> None:
    client = with_password()
    answer = client.post(SIGN_IN, {"code": WRONG})
    assert (answer.status_code, "这个数不对" in answer.text) == (422, True)
    answer = client.post(SIGN_IN, {"code": ""})
    assert (answer.status_code, "请输入这个数" in answer.text) == (422, True)
    assert not is_in(client)


def test_a_code_passes_once(shen: User) -> None:
    """Also where another process, whose memory knows nothing of it, is asked."""
    sent = {"code": code_of(SECRET)}
    assert with_password().post(SIGN_IN, sent).status_code == 302
    cache.clear()
    assert with_password().post(SIGN_IN, sent).status_code == 422


def test_a_recovery_code_passes_once_and_is_counted(shen: User) -> None:
    code = recovery_code(shen)
    assert with_password().post(f"{SIGN_IN}?by=recovery", {"code": code}).status_code == 302
    assert codes_left(shen) == 9
    assert with_password().post(SIGN_IN, {"code": code}).status_code == 422


@pytest.mark.parametrize("answer", ["{}", "[]", '"x"', '{"id": "AA", "rawId": "AA"}', "no json"])
def test_what_is_no_answer_of_a_key_is_refused(shen: User, answer: str) -> None:
    client = with_password()
    client.get(SIGN_IN)
    sent = client.post(SIGN_IN, {"code": "", "credential": answer})
    assert sent.status_code == 422
    assert not is_in(client)


def test_a_trusted_device_is_not_asked_until_something_changes(shen: User) -> None:
    client = with_password()
    client.post(SIGN_IN, {"code": code_of(SECRET), "trust": "on"})
    client.post("/logout/")
    client.post("/login/", {"login": "shen", "password": PASSWORD})
    assert is_in(client)
    client.post("/logout/")
    actions.renew_codes(user=shen)
    answer = client.post("/login/", {"login": "shen", "password": PASSWORD})
    assert answer.headers["Location"] == SIGN_IN


def test_the_page_is_for_nobody_else(shen: User) -> None:
    assert Client().get(SIGN_IN).headers["Location"] == "/login/"


# --- guessing -------------------------------------------------------------------------------


def test_codes_cannot_be_guessed_and_the_owner_is_not_shut_out(shen: User) -> None:
    """An outsider who has the password uses up their tries; in the office the owner gets in."""
    outsider = with_password(**OUTSIDE)
    for _ in range(10):
        assert outsider.post(SIGN_IN, {"code": WRONG}).status_code == 422
    refused = outsider.post(SIGN_IN, {"code": code_of(SECRET)})
    assert (refused.status_code, "一小时里最多10次" in refused.text) == (429, True)
    assert with_password(**OFFICE).post(SIGN_IN, {"code": code_of(SECRET)}).status_code == 302
    notice = shen.notices.latest("pk").text
    assert notice == "有人试错了很多次您的二次验证。不是您，请马上改密码"


def test_from_many_networks_too(shen: User) -> None:
    for number in range(5):
        outsider = with_password(REMOTE_ADDR=f"198.51.100.{number}")
        for _ in range(10):
            outsider.post(SIGN_IN, {"code": WRONG})
    last = with_password(REMOTE_ADDR="198.51.100.99")
    assert last.post(SIGN_IN, {"code": WRONG}).status_code == 429
    assert shen.notices.filter(sentence__contains="试错").count() == 1


def test_wrong_passwords_of_an_outsider_shut_nobody_out(
    province: Province, settings: Settings, work: Callable[[], None]
) -> None:
    """From another network the password passes; from the same one a code by SMS does."""
    dong = province.dong
    dong.set_password(PASSWORD)
    dong.signs_in_by_phone = True
    dong.save()
    right = {"login": dong.phone, "password": PASSWORD}
    for _ in range(8):
        Client(**OUTSIDE).post("/login/", {**right, "password": "猜的"})
    locked = Client(**OUTSIDE).post("/login/", right)
    assert (locked.status_code, "先歇15分钟" in locked.text) == (429, True)
    assert "用验证码登录" not in locked.text, "no SMS can be sent"
    assert "请找给您开通的工会重设" in locked.text
    assert Client(**OFFICE).post("/login/", right).headers["Location"] == "/start/"
    with FakeSms() as gateway:
        gateway.switch_on(settings)
        same_network = Client(**OUTSIDE)
        same_network.post("/login/code/", {"phone": dong.phone})
        work()
        [code] = re.findall(r"\d{6}", gateway.messages[-1][1])
        same_network.post("/login/code/confirm/", {"code": code, "action": "verify"})
    assert is_in(same_network)


# --- setting up -----------------------------------------------------------------------------


def test_an_app_is_set_up_with_its_first_code(province: Province) -> None:
    client = signed_in(province.xu)
    page = client.get("/me/second/app/").text
    secret = re.findall(r"<code>([A-Z2-7 ]+)</code>", page)[0].replace(" ", "")
    assert "data:image/svg+xml;base64," in page
    assert client.post("/me/second/app/", {"code": WRONG}).status_code == 422
    answer = client.post("/me/second/app/", {"code": code_of(secret)})
    assert answer.headers["Location"] == "/me/second/codes/"
    codes = client.get("/me/second/codes/").text
    assert len(re.findall(r"<code>\d{4} \d{4}</code>", codes)) == 10
    assert not re.findall(r"<code>\d{4} \d{4}</code>", client.get("/me/second/codes/").text)
    assert sentence(Event.objects.latest("pk")) == "徐芳给登录加了身份验证器"
    assert (
        province.xu.notices.latest("pk").text == "您的登录加了身份验证器；不是您加的，请马上改密码"
    )


def signed_in(user: User) -> Client:
    """Signed in through the page a moment ago."""
    user.set_password(PASSWORD)
    user.save()
    client = Client()
    client.post("/login/", {"login": user.sign_in_name, "password": PASSWORD})
    return client


def test_a_second_tab_does_not_change_the_secret_that_was_scanned(province: Province) -> None:
    client = signed_in(province.xu)
    pages = [client.get("/me/second/app/").text for _ in range(2)]
    first, second = (re.findall(r"<code>([A-Z2-7 ]+)</code>", page) for page in pages)
    assert first == second


def test_secrets_are_encrypted_at_rest_and_survive_a_new_key(
    shen: User, settings: Settings
) -> None:
    assert SECRET not in str(list(Authenticator.objects.values_list("data")))
    codes = recovery_code(shen)
    settings.FIELD_KEYS = ["another key of the tests, of which nobody knew", *settings.FIELD_KEYS]
    call_command("rekey", verbosity=0)
    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]
    assert recovery_code(shen) == codes
    assert Authenticator.objects.get(user=shen, type="totp").wrap().validate_code(code_of(SECRET))


def test_changing_it_wants_the_factor_first(shen: User) -> None:
    """A session that somebody left open removes nothing."""
    left_open = Client()
    left_open.force_login(shen, backend="django.contrib.auth.backends.ModelBackend")
    app = Authenticator.objects.get(user=shen, type="totp")
    address = f"/me/second/{app.pk}/remove/"
    again = left_open.post(address).headers["Location"]
    assert again.startswith("/me/second/again/")
    assert left_open.post(again, {"code": WRONG}).status_code == 422
    left_open.post(again, {"code": code_of(SECRET)})
    left_open.post(address)
    assert not has_factor(shen)
    assert not Authenticator.objects.filter(user=shen).exists()
    assert shen.notices.latest("pk").text.startswith("您登录用的身份验证器去掉了")


def test_without_a_factor_the_password_is_asked_again(province: Province) -> None:
    province.xu.set_password(PASSWORD)
    province.xu.save()
    client = Client()
    client.force_login(province.xu, backend="django.contrib.auth.backends.ModelBackend")
    again = client.get("/me/second/app/").headers["Location"]
    assert again == "/me/second/again/password/?next=%2Fme%2Fsecond%2Fapp%2F"
    assert client.get(again).status_code == 200
    wrong = client.post(again, {"password": "猜的"})
    assert (wrong.status_code, "密码不对" in wrong.text) == (422, True)
    assert client.post(again, {"password": PASSWORD}).headers["Location"] == "/me/second/app/"
    assert client.get("/me/second/app/").status_code == 200


def test_without_a_password_a_code_is_sent(
    province: Province, settings: Settings, work: Callable[[], None]
) -> None:
    client = Client()
    client.force_login(province.dong, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/me/second/app/").headers["Location"] == "/me/second/"
    with FakeSms() as gateway:
        gateway.switch_on(settings)
        again = client.get("/me/second/app/").headers["Location"]
        assert "139****0001" in client.get(again).text
        confirm = client.post(again, {"recipient": province.dong.phone}).headers["Location"]
        work()
        [code] = re.findall(r"\d{6}", gateway.messages[-1][1])
        assert client.get(confirm).status_code == 200
        answer = client.post(confirm, {"code": code, "action": "verify"})
    assert answer.headers["Location"] == "/me/second/app/"
    assert client.get("/me/second/app/").status_code == 200


# --- who must have one ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("required", "led"),
    [
        ("cadre:province,cadre:city", {"fang", "shen"}),
        ("cadre", {"fang", "shen", "xu", "wu"}),
        ("leader,reviewer", {"lin", "ren"}),
        ("auditor", set()),
        ("", set()),
    ],
)
def test_whoever_must_have_one_is_led_to_the_page_that_sets_it_up(
    province: Province, as_: Callable[[str], Client], settings: Settings, required: str, led: Any
) -> None:
    settings.SECOND_FACTOR = posts(required)
    seen = {name for name, user in province.actors.items() if user and is_led(as_(name))}
    assert seen == led


def is_led(client: Client) -> bool:
    return client.get("/me/").headers.get("Location") == "/me/second/"


def test_nobody_gets_past_it(
    province: Province, as_: Callable[[str], Client], settings: Settings
) -> None:
    settings.SECOND_FACTOR = posts("cadre:province")
    client = as_("fang")
    assert client.post("/needs/enter/").headers["Location"] == "/me/second/"
    assert client.get("/api/needs").status_code == 403
    assert "请先设好二次验证" in client.get("/me/second/").text
    assert client.get("/me/password/").status_code == 200
    actions.add_app(user=province.fang, secret=SECRET)
    assert client.get("/desk/").status_code == 200
    assert client.get("/api/needs").status_code == 200


def test_the_last_one_stays_where_it_is_required(shen: User, settings: Settings) -> None:
    settings.SECOND_FACTOR = posts("cadre:city")
    client = with_password()
    client.post(SIGN_IN, {"code": code_of(SECRET)})
    app = Authenticator.objects.get(user=shen, type="totp")
    refused = client.post(f"/me/second/{app.pk}/remove/")
    assert (refused.status_code, "请先加上另一样" in refused.text) == (409, True)
    assert has_factor(shen)


def test_nobody_removes_somebody_elses(shen: User, province: Province) -> None:
    app = Authenticator.objects.get(user=shen, type="totp")
    assert signed_in(province.xu).post(f"/me/second/{app.pk}/remove/").status_code == 404


def test_keys_have_an_end(province: Province) -> None:
    for number in range(actions.factors.MOST_KEYS):
        actions.add_key(user=province.xu, name=f"第{number}把", credential={})
    with pytest.raises(WrongState, match="最多10把"):
        actions.add_key(user=province.xu, name="又一把", credential={})


@pytest.mark.one_database("compares constants")
def test_the_setting_knows_all_roles_and_tiers() -> None:
    assert set(ROLES) == set(Role.values) - set(DUTIES)
    assert set(TIERS) == set(UnionKind.values)


# --- lost -----------------------------------------------------------------------------------


def test_the_union_lets_in_whoever_has_lost_all(shen: User, province: Province) -> None:
    invitation = actions.invite(actor=province.fang, user=shen, union=province.huzhou)
    actions.accept(invitation=invitation, password=PASSWORD)
    invitation = Invitation.objects.get(pk=invitation.pk)
    actions.reset(actor=province.fang, invitation=invitation, reason="手机丢了，见过本人")
    assert not has_factor(shen)
    said = [sentence(event) for event in Event.objects.order_by("-pk")[:3]]
    assert "方建民去掉沈建国的二次验证" in said
    assert "二次验证也去掉了" in shen.notices.latest("pk").text
    client, anew = Client(), Invitation.objects.open().get(user=shen)
    other = f"{PASSWORD}-new"  # the last ones are not taken again
    sent = {"new_password1": other, "new_password2": other, "has_read": "on"}
    client.post(reverse("join", args=[anew.code]), sent)
    assert is_in(client)


def test_who_lets_whom_in(province: Province) -> None:
    assert lets_in(province.xu) == province.huzhou
    at_the_top = grant(province.fang, province.national, Role.CADRE)
    assert lets_in(at_the_top) == province.national
    assert lets_in(province.lu) == province.mogan_union
    assert lets_in(province.stranger) is None
