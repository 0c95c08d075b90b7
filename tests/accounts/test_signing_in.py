"""Signing in by a code that is sent to the telephone, and setting a new password after it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings as product
from django.test import Client
from django.utils import timezone

from hongmajia.notices.models import Delivery
from hongmajia.unions.models import User
from tests.actors import Province
from tests.fake_sms import FakeSms

PASSWORD = "一个够长的密码-26"
CODE = "/login/code/"
CONFIRM = "/login/code/confirm/"


@pytest.fixture
def ask(gateway: FakeSms, work: Callable[[], None]) -> Callable[..., str]:
    """``ask(client, number)``: ask for a code, and read it from the text message."""

    def asked(client: Client, number: str) -> str:
        before = len(gateway.messages)
        assert client.post(CODE, {"phone": number}).headers["Location"] == CONFIRM
        work()
        sent = gateway.messages[before:]
        return sent[0][1].partition("验证码")[2][:6] if sent else ""

    return asked


def test_a_code_lets_in(client: Client, dong: User, ask: Callable[..., str]) -> None:
    code = ask(client, "139 0000 0001")
    assert (len(code), code.isdigit()) == (6, True)
    assert client.post(CONFIRM, {"code": code}).headers["Location"] == "/start/"
    assert client.get("/desk/").status_code == 200
    dong.refresh_from_db()
    assert dong.phone_proved_at


def test_after_three_wrong_codes_it_is_void(
    client: Client, dong: User, ask: Callable[..., str]
) -> None:
    code = ask(client, dong.phone)
    wrong = f"{(int(code) + 1) % 10**6:06}"
    for _n in range(2):
        assert "验证码不对" in client.post(CONFIRM, {"code": wrong}).text
    assert client.post(CONFIRM, {"code": wrong}).headers["Location"] == CODE
    client.post(CONFIRM, {"code": code})
    assert client.get("/desk/").status_code == 302


def test_a_code_is_valid_for_five_minutes(
    client: Client, dong: User, ask: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code = ask(client, dong.phone)
    later = timezone.now() + timedelta(seconds=product.ACCOUNT_LOGIN_BY_CODE_TIMEOUT + 1)
    monkeypatch.setattr("time.time", lambda: later.timestamp())
    client.post(CONFIRM, {"code": code})
    assert client.get("/desk/").status_code == 302


def test_a_code_is_used_once(client: Client, dong: User, ask: Callable[..., str]) -> None:
    code = ask(client, dong.phone)
    client.post(CONFIRM, {"code": code})
    client.post("/logout/")
    client.post(CONFIRM, {"code": code})
    assert client.get("/desk/").status_code == 302


def test_nobody_learns_whether_a_number_has_an_account(
    province: Province, dong: User, ask: Callable[..., str]
) -> None:
    """The same page, the same redirect, the same writes; only no message goes out."""
    known, unknown = Client(), Client()
    assert ask(known, dong.phone)
    assert not ask(unknown, "13700000099")
    page = known.get(CONFIRM).text.replace("139****0001", "…")
    other = unknown.get(CONFIRM).text.replace("137****0099", "…")
    assert without_tokens(page) == without_tokens(other)
    assert Delivery.objects.count() == 2
    for client in (known, unknown):
        assert "验证码不对" in client.post(CONFIRM, {"code": "000000"}).text


def without_tokens(page: str) -> list[str]:
    return [line for line in page.splitlines() if "oken" not in line and "form_key" not in line]


def test_one_code_a_minute_and_five_an_hour(
    client: Client, dong: User, ask: Callable[..., str]
) -> None:
    ask(client, dong.phone)
    refused = client.post(CODE, {"phone": dong.phone})
    assert (refused.status_code, "请等一分钟再要" in refused.text) == (429, True)


def test_a_lost_password_is_replaced_after_a_code(
    client: Client, dong: User, ask: Callable[..., str]
) -> None:
    dong.set_password("das vergessene Wort 26")
    dong.save()
    elsewhere = Client()
    elsewhere.force_login(dong, backend="django.contrib.auth.backends.ModelBackend")
    code = ask(client, dong.phone)
    there = client.post(f"{CONFIRM}?next=/me/password/", {"code": code, "next": "/me/password/"})
    assert there.headers["Location"] == "/me/password/"
    assert "现在的密码" not in client.get("/me/password/").text
    sent = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    assert client.post("/me/password/", sent).status_code == 302
    dong.refresh_from_db()
    assert dong.check_password(PASSWORD)
    assert elsewhere.get("/desk/").status_code == 302, "all others are signed out"
    assert client.get("/desk/").status_code == 200


def test_whoever_signed_in_by_password_needs_the_old_one(client: Client, dong: User) -> None:
    dong.set_password(PASSWORD)
    dong.save()
    client.post("/login/", {"login": dong.phone, "password": PASSWORD})
    refused = client.post("/me/password/", {"new_password1": "x", "new_password2": "x"})
    assert refused.status_code == 422
    assert "现在的密码" in refused.text


def test_the_sign_in_page_asks_for_the_number_first(
    client: Client, province: Province, gateway: FakeSms
) -> None:
    assert client.get("/login/?next=/desk/").headers["Location"] == f"{CODE}?next=%2Fdesk%2F"
    page = client.get("/login/?by=password").text
    assert "用密码登录" in page
    assert "改用验证码" in page


def test_without_a_gateway_nothing_pretends_to_send(client: Client, dong: User) -> None:
    assert client.get(CODE).headers["Location"] == "/login/"
    page = client.get("/login/").text
    assert "验证码" not in page
    assert "找给您开通的工会重设" in page
    wrong = client.post("/login/", {"login": "nobody", "password": "x"}).text
    assert "忘了密码，请找您的工会重设" in wrong
