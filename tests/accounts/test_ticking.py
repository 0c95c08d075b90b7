"""Inviting those who have never come in, of ticked unions and of the enterprises' contacts."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hongmajia.accounts.models import Invitation
from hongmajia.accounts.texting_later import text_waiting
from hongmajia.unions.actions import add_contact, add_enterprise, appoint
from hongmajia.unions.enums import Role
from hongmajia.unions.models import Enterprise, User
from tests.actors import Province, credit_code
from tests.fake_sms import FakeSms

As = Callable[[str], Client]


def yesterday(*users: User) -> None:
    """Their invitations were made on the day before."""
    day = timezone.now() - timedelta(days=1)
    Invitation.objects.filter(user__in=users).update(made_at=day)


def liaison(province: Province, name: str, phone: str) -> User:
    """Somebody who may be invited by any cadre of Deqing."""
    words = {"role": Role.LIAISON, "name": name, "phone": phone}
    return appoint(actor=province.xu, union=province.deqing, **words)


def ticked(browser: Client, address: str, *keys: int) -> Any:
    return browser.post(address, {"act": "invite", "tick": keys}, follow=True).context


def test_the_people_of_a_union_are_invited_once_a_day(
    as_: As, province: Province, gateway: FakeSms, work: Callable[[], None]
) -> None:
    gan, yi = (liaison(province, "甘某", "13700000021"), liaison(province, "易某", "13700000022"))
    yesterday(gan)
    work()
    before = len(gateway.messages)
    (done,) = ticked(as_("xu"), "/unions/act/", province.deqing.pk)["done"]
    assert done.words == "又请了1个人。邀请短信会分批发出。易某没有请：今天已经请过。"
    assert [Invitation.objects.filter(user=each).count() for each in (gan, yi)] == [2, 1]
    work()
    assert len(gateway.messages) == before, "many unions may be ticked: nothing is sent at once"
    text_waiting.call()
    work()
    assert [phone for phone, _text in gateway.messages[before:]] == ["13700000021"]
    (refused,) = ticked(as_("xu"), "/unions/act/", province.deqing.pk)["refused"]
    assert refused.words == "甘某、易某没有请：今天已经请过。"


def test_who_may_not_grant_the_role_is_told_whom_they_did_not_invite(
    as_: As, province: Province
) -> None:
    words = {"role": Role.CADRE, "name": "新干部", "phone": "13700000023"}
    cadre = appoint(actor=province.shen, union=province.deqing, **words)
    yesterday(cadre)
    (refused,) = ticked(as_("xu"), "/unions/act/", province.deqing.pk)["refused"]
    assert refused.words == "新干部没有请：要由确定他们角色的工会来请。"
    (done,) = ticked(as_("shen"), "/unions/act/", province.deqing.pk)["done"]
    assert done.words == "又请了1个人。没有接短信，请在“未启用的账号”里打印邀请单。"


def test_a_union_without_anybody_to_invite_has_no_act_and_is_refused(
    as_: As, province: Province
) -> None:
    assert as_("xu").get("/unions/").context["ticks"].acts == []
    (refused,) = ticked(as_("xu"), "/unions/act/", province.deqing.pk)["refused"]
    assert refused.words == "没有要请的人：还没有账号，或者都登录过了。"


def test_the_act_stands_at_the_list_where_somebody_waits(as_: As, province: Province) -> None:
    liaison(province, "甘某", "13700000021")
    for address in ("/unions/", "/unions/?q=德清"):
        assert [act.name for act in as_("xu").get(address).context["ticks"].acts] == ["invite"]


def test_contacts_of_ticked_enterprises_are_invited(as_: As, province: Province) -> None:
    contact = add_contact(
        actor=province.xu, enterprise=province.mogan, name="联系某", phone="13700000024"
    )
    yesterday(contact)
    page = as_("xu").get("/enterprises/")
    assert [act.name for act in page.context["ticks"].acts] == ["invite"]
    other = second_firm(province)
    found = ticked(as_("xu"), "/enterprises/act/", province.mogan.pk, other.pk)
    assert [(each.name, each.words) for each in found["done"]] == [
        (province.mogan.name, "又请了1个人。没有接短信，请在“未启用的账号”里打印邀请单。"),
    ]
    assert [each.name for each in found["refused"]] == [other.name]
    assert Invitation.objects.filter(user=contact).count() == 2


@pytest.mark.parametrize("actor", ["wu", "lin", "dong"])
def test_nobody_else_invites_them(as_: As, province: Province, actor: str) -> None:
    contact = add_contact(
        actor=province.xu, enterprise=province.mogan, name="联系某", phone="13700000024"
    )
    yesterday(contact)
    assert ticked(as_(actor), "/enterprises/act/", province.mogan.pk)["done"] == []
    assert ticked(as_(actor), "/unions/act/", province.mogan_union.pk)["done"] == []
    assert Invitation.objects.filter(user=contact).count() == 1


def second_firm(province: Province, number: int = 2) -> Enterprise:
    facts = {"region": province.mogan.region, "union": province.deqing, "division": "34"}
    name, code = f"德清第{number}机械厂", credit_code(number)
    return add_enterprise(actor=province.xu, name=name, credit_code=code, **facts)


@pytest.mark.parametrize("rows", [1, 20])
def test_both_lists_cost_the_same_at_one_and_at_many_rows(
    as_: As, province: Province, rows: int, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for number in range(2, 1 + rows):
        firm = second_firm(province, number)
        words = {"name": "联系某", "phone": f"137000001{number:02}"}
        add_contact(actor=province.xu, enterprise=firm, **words)
    browser = as_("xu")
    for address in ("/enterprises/", "/unions/", "/unions/?q=德清"):
        with django_assert_max_num_queries(12):
            browser.get(address)
