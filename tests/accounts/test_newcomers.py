"""Whoever asked without an account signs in by a code later, and finds what they asked."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hongmajia.accounts.models import Invitation
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need
from hongmajia.unions.actions import add_contact
from hongmajia.unions.models import User
from tests.actors import Province, make_need
from tests.fake_sms import FakeSms

PHONE, UNKNOWN = "13700000777", "13700000778"


@pytest.fixture
def need(province: Province) -> Need:
    """A need of somebody without an account."""
    return make_need(
        province, NeedState.SUBMITTED, asker=None, enterprise=None, contact_name="小陈",
        contact_phone=PHONE, visibility="unions",
    )  # fmt: skip


def ask_for_code(client: Client, phone: str) -> str:
    """The page after asking for a code, without what differs from request to request."""
    answer = client.post("/login/code/", {"phone": phone}, follow=True)
    assert answer.redirect_chain == [("/login/code/confirm/", 302)]
    return re.sub(r'"\w{64}"|value="[\w-]{12}"|nonce="[^"]+"|\d{3}\*{4}\d{4}', "", answer.text)


def sign_in(client: Client, phone: str, gateway: FakeSms, work: Callable[[], None]) -> None:
    ask_for_code(client, phone)
    work()
    code = re.search(r"\d{3}-\d{3}|\d{6}", gateway.messages[-1][1])
    assert code
    client.post("/login/code/confirm/", {"code": code[0]})


def test_the_account_is_made_with_the_code_and_has_the_needs(
    need: Need, gateway: FakeSms, work: Callable[[], None]
) -> None:
    client = Client()
    ask_for_code(client, PHONE)
    assert not User.objects.filter(phone=PHONE).exists()
    work()
    code = re.search(r"\d{3}-\d{3}|\d{6}", gateway.messages[-1][1])
    assert code
    assert client.post("/login/code/confirm/", {"code": code[0]}).status_code == 302
    user = User.objects.get(phone=PHONE)
    assert (user.name, user.signs_in_by_phone, bool(user.phone_proved_at)) == ("小陈", True, True)
    assert need.title in client.get(reverse("need_ours")).text
    assert not Invitation.objects.open().exists()


def test_the_union_of_the_need_answers_for_the_account(
    need: Need, province: Province, gateway: FakeSms, work: Callable[[], None],
    as_: Callable[[str], Client],
) -> None:  # fmt: skip
    """They can be reset and merged like anybody else; nobody lists them as never been in."""
    client = Client()
    sign_in(client, PHONE, gateway, work)
    user = User.objects.get(phone=PHONE)
    add_contact(actor=province.lu, enterprise=province.mogan, name="小陈", phone=UNKNOWN)
    assert as_("xu").get("/accounts/duplicates/").text.count("小陈") >= 2
    invitation = Invitation.objects.get(user=user)
    assert invitation.union == need.home_union
    assert user.pk not in Invitation.objects.waiting().values_list("user", flat=True)
    reset = as_("xu").post(f"/invitations/{invitation.pk}/reset/", {"reason": "手机丢了"})
    assert reset.status_code == 302
    assert client.get("/desk/").status_code == 302


def test_needs_asked_signed_out_join_an_account_that_exists(
    need: Need, province: Province, gateway: FakeSms, work: Callable[[], None]
) -> None:
    User.objects.filter(pk=province.stranger.pk).update(signs_in_by_phone=True, phone=PHONE)
    sign_in(Client(), PHONE, gateway, work)
    need.refresh_from_db()
    assert need.asker == province.stranger
    assert User.objects.filter(phone=PHONE).count() == 1


def test_a_need_of_somebody_elses_account_stays_theirs(
    need: Need, province: Province, gateway: FakeSms, work: Callable[[], None]
) -> None:
    """Ms Shen asked and wrote a colleague's number."""
    other = make_need(province, contact_phone=PHONE)
    sign_in(Client(), PHONE, gateway, work)
    other.refresh_from_db()
    assert other.asker == province.contact


def test_strangers_cannot_tell_which_numbers_asked(
    need: Need, province: Province, gateway: FakeSms, work: Callable[[], None]
) -> None:
    asked, unknown = Client(), Client()
    assert ask_for_code(asked, PHONE) == ask_for_code(unknown, UNKNOWN)
    work()
    assert [number for number, _text in gateway.messages] == [PHONE]
    for client in (asked, unknown):
        answer = client.post("/login/code/confirm/", {"code": "x"})
        assert answer.status_code == 200
        assert "验证码不对" in answer.text
    assert not User.objects.filter(phone__in=[PHONE, UNKNOWN]).exists()


def test_a_closed_account_is_not_opened_anew(
    need: Need, province: Province, gateway: FakeSms, work: Callable[[], None]
) -> None:
    User.objects.filter(pk=province.stranger.pk).update(
        signs_in_by_phone=True, phone=PHONE, is_active=False
    )
    ask_for_code(Client(), PHONE)
    work()
    assert gateway.messages == []


@pytest.mark.parametrize("phone", [PHONE, UNKNOWN])
def test_the_limits_of_a_day_are_those_of_every_number(
    need: Need, gateway: FakeSms, phone: str
) -> None:
    """Ten messages a day go to a number; nobody finds out which numbers get none at all."""
    said = []
    for hour in range(11):
        with time_machine.travel(timezone.now() + timedelta(hours=2 * hour)):
            said.append(Client().post("/login/code/", {"phone": phone}).status_code)
    assert said == [302] * 10 + [429]
