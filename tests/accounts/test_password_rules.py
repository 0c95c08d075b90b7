"""Which passwords are allowed, what the page says while one is typed, and when one has to go."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from hongmajia.accounts import actions
from hongmajia.accounts.models import Invitation, PastPassword
from hongmajia.accounts.tasks import expire_passwords
from hongmajia.accounts.validators import REMEMBERED
from hongmajia.unions.models import User
from tests.actors import Province

GOOD = "Xihu-longjing8"
RULES = "/me/password/rules/"


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "correct horse battery",
        "焊缝要打磨干净-01",
        "长一点的密码-2026",
        "red-vest-2026.Shed",
        "Qx7!mmp2Lw",
    ],
)
def test_these_are_allowed(province: Province, password: str) -> None:
    validate_password(password, province.contact)


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("Qx7!mmp2L", "9位，太短了（至少10位）。"),
        ("mountainlake7", "大写、小写、数字、符号、汉字里至少要有三种，或者写够16位。"),
        ("Abc@123456", "太常见，请再加两三个字。"),
        ("Hongmajia2026", "太常见，请再加两三个字。"),
        ("P@ssw0rd2025!", "太常见，请再加两三个字。"),
        ("Zhejiang@12351", "太常见，请再加两三个字。"),
        ("1qaz@WSX3edc", "太常见，请再加两三个字。"),
        ("Aa1!Aa1!Aa1!", "太常见，请再加两三个字。"),
        ("Michelle123", "太常见，请再加两三个字。"),
        ("Shen-{phone}", "里面有您的手机号、姓名或单位名，别人容易猜到。"),
        ("德清县莫干精工机械-Aa1", "里面有您的手机号、姓名或单位名，别人容易猜到。"),
        ("沈女士的好密码Aa1", "里面有您的手机号、姓名或单位名，别人容易猜到。"),
    ],
)
def test_these_are_not(province: Province, password: str, said: str) -> None:
    password = password.format(phone=province.contact.phone)
    with pytest.raises(ValidationError) as refused:
        validate_password(password, province.contact)
    assert said in refused.value.messages


def test_the_page_says_what_the_rules_say_to_what_is_typed(
    province: Province, as_: Callable[[str], Client]
) -> None:
    client = as_("contact")
    page = client.get("/me/password/").text
    assert "至少10位" in page
    assert "看一看" in page
    said = client.post(RULES, {"new_password1": "Hongmajia26"}).text
    assert "11位，够长了（至少10位）" in said
    assert "不是手机号、姓名、单位名" in said
    assert "太常见，请再加两三个字" in said
    assert client.post(RULES, {"new_password1": GOOD}).text.count('class="yes"') == 4
    assert Client().post(RULES, {"new_password1": GOOD}).status_code == 302


def test_whoever_is_invited_sees_them_too(province: Province) -> None:
    invitation = actions.invite(actor=None, user=province.xu, union=province.deqing)
    page = f"/join/{invitation.code}/"
    assert f"{page}rules/" in Client().get(page).text
    said = Client().post(f"{page}rules/", {"new_password1": "徐芳的德清密码A1"}).text
    assert "里面有您的手机号、姓名或单位名" in said
    refused = Client().post(page, {"new_password1": "Hongmajia26", "new_password2": "Hongmajia26"})
    assert "太常见，请再加两三个字。" in refused.text


def test_the_last_five_are_not_chosen_again(province: Province) -> None:
    person = province.dong
    for number in range(REMEMBERED + 1):
        actions.change_password(user=person, password=f"{GOOD}{number}")
    assert PastPassword.objects.filter(user=person).count() == REMEMBERED
    validate_password(f"{GOOD}0", person)
    for number in range(1, REMEMBERED + 1):
        with pytest.raises(ValidationError, match="和最近5个不一样"):
            validate_password(f"{GOOD}{number}", person)


def test_nor_after_a_reset_by_the_union(province: Province) -> None:
    person = province.dong
    actions.change_password(user=person, password=GOOD)
    invited = actions.invite(actor=None, user=person, union=province.deqing)
    Invitation.objects.filter(pk=invited.pk).update(accepted_at=timezone.now())
    again = actions.reset(actor=province.shen, invitation=invited, reason="忘了密码")
    sent = {"new_password1": GOOD, "new_password2": GOOD, "has_read": "on"}
    assert "近来用过" in Client().post(f"/join/{again.code}/", sent).text


@pytest.mark.parametrize(("allowed", "must"), [(90, True), (120, False), (0, False)])
def test_an_old_password_has_to_be_changed(
    province: Province, settings: Settings, client: Client, allowed: int, must: bool
) -> None:
    settings.PASSWORD_DAYS = allowed
    person = province.dong
    actions.change_password(user=person, password=GOOD)
    PastPassword.objects.update(set_at=timezone.now() - timedelta(days=100))
    for _run in range(2):
        expire_passwords.func()
    client.post("/login/", {"login": person.sign_in_name, "password": GOOD})
    assert (client.get("/me/").status_code == 302) == must
    if must:
        assert client.get("/api/needs").status_code == 403
        assert client.post(RULES, {"new_password1": GOOD}).status_code == 200
        actions.change_password(user=person, password=f"{GOOD}-neu")
        expire_passwords.func()
        assert not User.objects.get(pk=person.pk).must_change_password
