"""What those who answer for a person do with the account: a new number, two accounts made one."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from hongmajia.accounts.actions import change_number, merge_accounts
from hongmajia.accounts.models import Invitation
from hongmajia.core.acts import sentence
from hongmajia.core.errors import Refused
from hongmajia.core.models import Event
from hongmajia.people.actions import register_artisan
from hongmajia.unions.actions import add_contact, appoint
from hongmajia.unions.enums import Role
from hongmajia.unions.models import User
from tests.actors import Province, make_need
from tests.fake_sms import FakeSms

OLD, NEW = "13700000031", "13700000032"


@pytest.fixture
def pan(province: Province) -> User:
    """A master of Deqing with an account."""
    return register_artisan(
        actor=province.xu, union=province.deqing, name="潘大明", trade="焊工", phone=OLD,
        region=province.mogan.region,
    ).answerer  # fmt: skip


@pytest.fixture
def twin(province: Province, pan: User) -> User:
    """The same person, whom another liaison made a contact under another number."""
    return add_contact(actor=province.lu, enterprise=province.mogan, name="潘大明", phone=NEW)


def last(user: User) -> Invitation:
    return Invitation.objects.filter(user=user).last_of_each()[0]


# --- the number -----------------------------------------------------------------------------


def test_one_changes_ones_number_by_a_code_to_the_new_one(
    province: Province, pan: User, gateway: FakeSms, work: Callable[[], None]
) -> None:
    client = Client()
    client.force_login(pan, backend="django.contrib.auth.backends.ModelBackend")
    there = client.post("/me/phone/", {"phone": NEW}).headers["Location"]
    work()
    [(number, text)] = gateway.messages
    assert number == NEW
    pan.refresh_from_db()
    assert pan.phone == OLD, "not before it is proved"
    code = text.partition("验证码")[2][:6]
    assert client.post(there, {"code": code}).headers["Location"] == "/me/"
    pan.refresh_from_db()
    assert (pan.phone, bool(pan.phone_proved_at)) == (NEW, True)
    assert pan.artisan.phone == NEW, "on the roll too"
    assert sentence(Event.objects.latest("pk")) == "潘大明把手机号换成137****0032"


def test_without_a_gateway_no_code_is_offered(pan: User) -> None:
    client = Client()
    client.force_login(pan, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/me/phone/").text
    assert "换手机号请找您的工会" in page
    assert "获取验证码" not in page
    assert client.post("/me/phone/", {"phone": NEW}).status_code == 422


def test_three_wrong_codes_change_nothing(
    province: Province, pan: User, gateway: FakeSms, work: Callable[[], None]
) -> None:
    client = Client()
    client.force_login(pan, backend="django.contrib.auth.backends.ModelBackend")
    there = client.post("/me/phone/", {"phone": NEW}).headers["Location"]
    statuses = [client.post(there, {"code": "x"}).status_code for _n in range(3)]
    assert statuses == [422, 422, 302]
    pan.refresh_from_db()
    assert pan.phone == OLD


def test_the_code_for_a_new_number_is_valid_for_five_minutes(
    pan: User, gateway: FakeSms, work: Callable[[], None]
) -> None:
    client = Client()
    client.force_login(pan, backend="django.contrib.auth.backends.ModelBackend")
    there = client.post("/me/phone/", {"phone": NEW}).headers["Location"]
    work()
    code = gateway.messages[0][1].partition("验证码")[2][:6]
    with time_machine.travel(timezone.now() + timedelta(seconds=301)):
        assert client.post(there, {"code": code}).headers["Location"] == "/me/phone/"
    pan.refresh_from_db()
    assert pan.phone == OLD


def test_a_number_in_use_is_not_taken_over(province: Province, twin: User, pan: User) -> None:
    with pytest.raises(Refused, match="已经有账号了"):
        change_number(actor=province.xu, invitation=last(pan), phone=NEW, reason="换号")


def test_the_union_changes_the_number_and_invites_anew(
    province: Province, pan: User, as_: Callable[[str], Client]
) -> None:
    first = last(pan)
    page = f"/invitations/{first.pk}/phone/"
    assert as_("xu").post(page, {"phone": NEW, "reason": "本人来说的"}).status_code == 302
    pan.refresh_from_db()
    assert pan.phone == NEW
    assert last(pan) != first
    assert pan.notices.latest("pk").text == "您的手机号由工会改为137****0032"
    assert as_("wu").get(page).status_code == 404


# --- two accounts of one person ---------------------------------------------------------------


def test_accounts_of_one_name_are_found(
    twin: User, pan: User, as_: Callable[[str], Client]
) -> None:
    page = as_("xu").get("/accounts/duplicates/").text
    assert page.count("潘大明") == 2
    assert "137****0031" in page
    assert "潘大明" not in as_("wu").get("/accounts/duplicates/").text


def test_two_become_one_and_nothing_is_lost(
    province: Province, twin: User, pan: User, as_: Callable[[str], Client]
) -> None:
    need = make_need(province, asker=twin)
    sent = {"kept": pan.pk, "reason": "核对过身份证"}
    page = f"/accounts/merge/?pair={pan.pk}&pair={twin.pk}"
    assert as_("xu").post(page, sent).status_code == 302
    twin.refresh_from_db()
    need.refresh_from_db()
    assert not twin.is_active
    assert need.asker == pan
    assert list(pan.enterprises.all()) == [province.mogan]
    assert pan.artisan
    event = Event.objects.get(verb="account.merged")
    assert sentence(event) == f"徐芳把潘大明的两个账号并成一个，{event.data['n']}样东西并过来"
    assert pan.notices.filter(sentence__startswith="您的两个账号").exists()


def test_what_both_have_is_there_once(province: Province, twin: User, pan: User) -> None:
    for phone in (OLD, NEW):
        appoint(
            actor=province.xu, union=province.deqing, role=Role.LIAISON, name="潘大明", phone=phone
        )
    merge_accounts(actor=province.xu, kept=pan, given_up=twin, reason="同一个人")
    assert pan.memberships.count() == 1


def test_only_those_who_answer_for_both_merge(
    province: Province, twin: User, pan: User, as_: Callable[[str], Client]
) -> None:
    appoint(actor=province.shen, union=province.deqing, role=Role.CADRE, name="潘大明", phone=OLD)
    page = f"/accounts/merge/?pair={pan.pk}&pair={twin.pk}"
    assert as_("xu").get(page).status_code == 403, "one of them is a cadre beside her"
    assert as_("shen").get(page).status_code == 200


@pytest.mark.parametrize("rows", [1, 25])
def test_the_page_of_duplicates_costs_the_same_at_any_length(
    province: Province,
    as_: Callable[[str], Client],
    rows: int,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    for number in range(2 * rows):
        words = {"name": f"第{number // 2}位", "phone": f"137000001{number:02}"}
        add_contact(actor=province.lu, enterprise=province.mogan, **words)
    client = as_("xu")
    with django_assert_max_num_queries(12):
        client.get("/accounts/duplicates/")
