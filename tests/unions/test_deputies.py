"""A cadre names a deputy, who may do for some days what the cadre may do."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from hongmajia.core.acts import sentence
from hongmajia.core.errors import Refused
from hongmajia.core.models import Event
from hongmajia.notices.models import Notice
from hongmajia.unions import actions
from hongmajia.unions.enums import Role
from hongmajia.unions.models import User
from tests.actors import Province, make_need

FIRST, LAST = date(2027, 3, 8), date(2027, 3, 12)
BEFORE, AFTER = FIRST - timedelta(days=1), LAST + timedelta(days=1)
PHONE = "13700000001"


def noon(day: date) -> time_machine.travel:
    moment = datetime.combine(day, time(12), timezone.get_default_timezone())
    return time_machine.travel(moment, tick=False)


@pytest.fixture
def deputy(province: Province) -> User:
    """王强, who is nothing else, is to stand in for Xu from Monday to Friday."""
    with noon(BEFORE):
        xu = User.objects.get(pk=province.xu.pk)
        [made] = actions.name_deputy(
            actor=xu, name="王强", phone=PHONE, starts_on=FIRST, ends_on=LAST
        )
    return made.user


def cells(client: Client, addresses: list[str]) -> list[int]:
    return [client.get(address).status_code for address in addresses]


def test_a_deputy_opens_the_pages_of_the_cadre_during_these_days_only(
    client: Client, province: Province, deputy: User, settings: Settings
) -> None:
    settings.IDLE_SECONDS = settings.SESSION_COOKIE_AGE  # one session for all of these days
    need = make_need(province, visibility="unions")
    addresses = [
        f"/unions/{province.deqing.pk}/",
        f"/unions/{province.deqing.pk}/change/",
        f"/unions/{province.deqing.pk}/move/",  # for the union above
        f"/enterprises/{province.mogan.pk}/",
        f"/needs/{need.pk}/",
        f"/needs/{need.pk}/shortlist/",
        f"/api/needs/{need.pk}",
        "/needs/queue/",
        "/rounds/new/",
        "/me/deputy/",  # a deputy names no deputy
    ]
    with noon(BEFORE):
        client.force_login(deputy)
        assert cells(client, addresses) == [404, 404, 404, 404, 404, 404, 404, 403, 403, 403]
    with noon(FIRST):
        during = [200, 200, 403, 200, 200, 200, 200, 200, 200, 403]
        assert cells(client, addresses) == during
        as_cadre = type(client)()
        as_cadre.force_login(province.xu)
        assert cells(as_cadre, addresses) == [*during[:-1], 200]
    with noon(LAST):  # all in one session
        assert cells(client, addresses) == during
    with noon(AFTER):
        assert cells(client, addresses) == [404, 404, 404, 404, 404, 404, 404, 403, 403, 403]


def test_the_story_says_for_whom_the_deputy_acts(province: Province, deputy: User) -> None:
    with noon(FIRST):
        acting = User.objects.get(pk=deputy.pk)
        actions.grant_role(
            actor=acting, union=province.deqing, user=province.stranger, role=Role.LIAISON
        )
    event = Event.objects.filter(story=province.deqing.story).first()
    assert event
    assert sentence(event) == "王强请路人担任德清县总工会的联络员（代徐芳办理）"


def test_an_act_of_ones_own_is_for_nobody_else(province: Province) -> None:
    """Shen of the city stands in for Xu of the county, where she has the right herself."""
    with noon(FIRST):
        xu = User.objects.get(pk=province.xu.pk)
        User.objects.filter(pk=province.wu.pk).update(phone=PHONE, signs_in_by_phone=True)
        actions.name_deputy(actor=xu, name="吴敏", phone=PHONE, starts_on=FIRST, ends_on=LAST)
        wu = User.objects.get(pk=province.wu.pk)
        assert wu.acts_for(province.mogan_union.path) == "徐芳"
        assert wu.acts_for(province.wucheng.path) == ""
        actions.grant_role(
            actor=wu, union=province.wucheng, user=province.stranger, role=Role.LIAISON
        )
    event = Event.objects.filter(story=province.wucheng.story).first()
    assert event
    assert "stands_in" not in event.data


def test_both_unions_see_the_deputy_and_the_one_above_is_told(
    as_: Callable[[str], Client], province: Province, deputy: User
) -> None:
    with noon(FIRST):
        page = as_("shen").get(f"/unions/{province.deqing.pk}/").text
    assert "代徐芳" in page
    assert "2027年3月8日到2027年3月12日" in page
    told = [notice.text for notice in Notice.objects.filter(recipient=province.shen)]
    assert told == ["从2027年3月8日到2027年3月12日，王强代徐芳办理德清县总工会的干部事务"]


def test_a_deputy_is_named_and_dismissed_on_a_page(
    as_: Callable[[str], Client], province: Province
) -> None:
    days = {"starts_on": "2027-03-08", "ends_on": "2027-03-12"}
    with noon(FIRST):
        client = as_("xu")
        assert client.post("/me/deputy/", days).status_code == 422  # nobody is named
        sent = {**days, "name": "王强", "phone": PHONE}
        assert client.post("/me/deputy/", sent).status_code == 302
        assert "王强" in client.get("/me/deputy/").text
        again = client.post("/me/deputy/", sent)
        assert "这几天已经请王强代理了" in again.text
        named = User.objects.get(phone=PHONE)
        assert named.grants
        assert client.post(f"/me/deputy/{named.pk}/end/").status_code == 302
        assert not User.objects.get(phone=PHONE).grants
        assert as_("shen").post(f"/me/deputy/{named.pk}/end/").status_code == 404
    last = Event.objects.filter(story=province.deqing.story).first()
    assert last
    assert sentence(last) == "徐芳结束王强代徐芳办理德清县总工会的事务"


@pytest.mark.parametrize(
    ("starts", "ends", "said"),
    [
        (BEFORE, LAST, "第一天已经过去"),
        (LAST, FIRST, "比第一天还早"),
        (FIRST, FIRST + timedelta(days=183), "最长半年"),
    ],
)
def test_the_days_of_a_deputy_are_checked(
    province: Province, starts: date, ends: date, said: str
) -> None:
    with noon(FIRST), pytest.raises(Refused, match=said):
        actions.name_deputy(
            actor=province.xu, name="王强", phone=PHONE, starts_on=starts, ends_on=ends
        )


def test_a_deputy_goes_with_the_role(province: Province, deputy: User) -> None:
    held = province.xu.memberships.get()
    with noon(BEFORE):
        actions.set_term(actor=province.shen, membership=held, ends_on=FIRST)
        assert deputy.memberships.get().ends_on == FIRST
        actions.revoke_role(actor=province.shen, membership=held)
        assert not deputy.memberships.exists()


def test_a_deputy_does_not_make_the_days_last(province: Province) -> None:
    top = actions.grant_role(
        actor=None, union=province.national, user=province.fang, role=Role.CADRE
    )
    with noon(FIRST):
        fang = User.objects.get(pk=province.fang.pk)
        actions.name_deputy(actor=fang, name="王强", phone=PHONE, starts_on=FIRST, ends_on=LAST)
        acting = User.objects.get(phone=PHONE)
        with pytest.raises(Refused, match="不能给自己加角色"):
            actions.grant_role(actor=acting, union=province.deqing, user=acting, role=Role.CADRE)
        with pytest.raises(Refused):  # nor does the deputy put the cadre out of their post
            actions.revoke_role(actor=acting, membership=top)
        with pytest.raises(Refused, match="唯一的干部"):  # a deputy is nobody's colleague
            actions.revoke_role(actor=fang, membership=top)


def test_the_deputy_of_a_locked_account_acts_for_nobody(province: Province, deputy: User) -> None:
    User.objects.filter(pk=province.xu.pk).update(is_active=False)
    with noon(FIRST):
        assert not User.objects.get(pk=deputy.pk).grants
