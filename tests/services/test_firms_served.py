"""服务企业 equals a count by hand: needs served, firms visited, firms whose people came."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from hongmajia.core.acts import sentence
from hongmajia.core.closed_years import YearClosed
from hongmajia.core.models import Event
from hongmajia.insights.measures import ENTERPRISES
from hongmajia.insights.queries import Tally
from hongmajia.insights.scope import Scope
from hongmajia.services.actions import (
    name_firms,
    plan_activity,
    record_arrival,
    record_service,
    sign_up,
    take_up_sign_ups,
)
from hongmajia.services.fields import firms_named
from hongmajia.services.models import Activity, SignUp
from hongmajia.unions.actions import add_enterprise, merge_enterprises
from hongmajia.unions.models import Enterprise, Region
from tests.actors import AT_ANY_TIME, Province, credit_code

BACKEND = "django.contrib.auth.backends.ModelBackend"


def firm(province: Province, name: str, number: int, **fields: Any) -> Enterprise:
    values = {"section": "C", "region_id": "330521", "union": province.deqing, **fields}
    return Enterprise.objects.create(name=name, credit_code=credit_code(number), **values)


def lecture(province: Province, **fields: Any) -> Activity:
    """An open lecture that begins tomorrow."""
    begins = timezone.now() + timedelta(days=1)
    facts = {
        "title": "焊接讲座", "region": Region.objects.get(pk="330521"), "is_open": True,
        "starts_at": begins, "ends_at": begins + timedelta(hours=2), **fields,
    }  # fmt: skip
    return plan_activity(union=province.deqing, actor=province.xu, word=AT_ANY_TIME, **facts)


def hold(province: Province, activity: Activity, **facts: Any) -> None:
    """The lecture was yesterday, and its record is written."""
    begins = timezone.now() - timedelta(days=1)
    ends = begins + timedelta(hours=2)
    Activity.objects.filter(pk=activity.pk).update(starts_at=begins, ends_at=ends)
    party = {"helpers": [province.dong_helper], "companions": []}
    record_service(
        activity=activity, actor=province.xu, party=party, done="讲了焊接", result="solved", **facts
    )


def served(province: Province) -> int:
    tally = Tally(Scope(province.season, province.province), [ENTERPRISES])
    return int(tally.value(ENTERPRISES) or 0)


def test_the_figure_equals_the_count_by_hand(province: Province) -> None:
    """By hand: 甲厂 was visited, 乙厂 came, 丙厂 came late and 莫干精工 through its contact: 4."""
    first, second = firm(province, "甲厂有限公司", 50), firm(province, "乙厂有限公司", 51)
    firm(province, "丙厂有限公司", 52)
    firm(province, "丁厂有限公司", 53)  # signed up and stayed away
    firm(province, "戊厂有限公司", 54)  # is named by an activity that was never held
    activity = lecture(province, enterprises=[first])
    lecture(province, enterprises=[Enterprise.objects.get(name="戊厂有限公司")])
    add = {"activity": activity, "actor": province.stranger}
    sign_up(**add, name="王先生", phone="13700000001", workplace="乙厂 有限公司")
    sign_up(**add, name="李先生", phone="13700000002", workplace=second.credit_code)
    sign_up(**add, name="丁先生", phone="13700000003", workplace="丁厂有限公司")
    sign_up(**add, name="赵先生", phone="13700000004", workplace="没登记的厂")
    sign_up(activity=activity, actor=province.contact, name="沈女士", phone="13812341234")
    for phone in ("13700000001", "13700000002", "13700000004", "13812341234"):
        record_arrival(activity=activity, actor=province.xu, phone=phone)
    record_arrival(
        activity=activity,
        actor=province.xu,
        phone="13700000005",
        name="钱先生",
        workplace="丙厂有限公司",
    )
    assert served(province) == 0
    hold(province, activity)
    assert served(province) == 4


def test_a_contact_counts_for_the_firm_that_they_name(province: Province) -> None:
    other = firm(province, "乙厂有限公司", 51)
    signed = sign_up(
        activity=lecture(province), actor=province.contact, name="沈女士", phone="13812341234",
        workplace="乙厂有限公司",
    )  # fmt: skip
    assert signed.enterprise == other


def test_of_two_firms_of_one_name_none_is_guessed(province: Province) -> None:
    for number in (51, 52):
        firm(province, "乙厂有限公司", number)
    signed = sign_up(
        activity=lecture(province), actor=None, name="王先生", phone="13700000001",
        workplace="乙厂有限公司",
    )  # fmt: skip
    assert signed.enterprise is None


def test_a_sign_up_counts_once_its_firm_is_registered(province: Province) -> None:
    activity = lecture(province)
    signed = sign_up(
        activity=activity, actor=None, name="王先生", phone="13700000001", workplace="乙厂有限公司"
    )
    made = register(province, "乙厂有限公司", 51)
    signed.refresh_from_db()
    assert signed.enterprise == made


def register(province: Province, name: str, number: int, **changes: Any) -> Enterprise:
    facts = {
        "name": name, "credit_code": credit_code(number), "division": "34",
        "region": Region.objects.get(pk="330521"), "union": province.deqing, **changes,
    }  # fmt: skip
    return add_enterprise(actor=province.xu, **facts)


def test_a_sign_up_that_may_mean_an_earlier_firm_is_not_given_to_a_new_one(
    province: Province,
) -> None:
    """Two of the name were there in other counties; a third one says nothing of who was meant."""
    for number, adcode in ((51, "330522"), (52, "330523")):
        firm(province, "乙厂有限公司", number, region_id=adcode)
    add = {"activity": lecture(province), "actor": None}
    signed = sign_up(**add, name="王先生", phone="13700000001", workplace="乙厂有限公司")
    register(province, "乙厂有限公司", 53, region=Region.objects.get(pk="330502"))
    signed.refresh_from_db()
    assert signed.enterprise is None
    assert not Event.objects.filter(verb="sign_ups.taken_up").exists()


def test_taking_up_is_logged_and_reads_only_those_of_the_name(
    province: Province, django_assert_max_num_queries: Any
) -> None:
    activity = lecture(province)
    for n, workplace in enumerate(["乙厂 有限公司", "乙厂有限公司（德清县）", *["别的厂"] * 50]):
        phone = f"137000001{n:02}"
        SignUp.objects.create(activity=activity, name="王", phone=phone, workplace=workplace)
    made = firm(province, "乙厂有限公司", 51)
    with django_assert_max_num_queries(12):
        assert take_up_sign_ups([made], actor=province.xu) == 2
    event = Event.objects.get(verb="sign_ups.taken_up")
    assert (event.actor, event.story) == (province.xu, activity.story)
    assert sentence(event) == "徐芳登记了乙厂有限公司，2份报名记到它名下"


def test_sign_ups_of_a_closed_year_stay(province: Province) -> None:
    other = firm(province, "乙厂有限公司", 51)
    activity = lecture(province)
    SignUp.objects.create(activity=activity, name="王", phone="13700000001", workplace=other.name)
    province.season.closed_at = timezone.now()
    province.season.save()
    assert take_up_sign_ups([other], actor=None) == 0
    with pytest.raises(YearClosed):
        name_firms(activity=activity, actor=province.xu, enterprises=[other])


def test_two_rows_of_one_firm_count_once_when_merged(province: Province) -> None:
    first, second = firm(province, "甲厂有限公司", 50), firm(province, "甲厂公司", 51)
    hold(province, lecture(province), enterprises=[first, second])
    assert served(province) == 2
    merge_enterprises(actor=province.xu, kept=first, given_up=second, reason="是一家")
    assert served(province) == 1


def test_firms_are_named_on_a_page_of_their_own(province: Province) -> None:
    client, other = Client(), firm(province, "甲厂有限公司", 50)
    client.force_login(province.xu, backend=BACKEND)
    activity = lecture(province)
    hold(province, activity)
    address = f"/activities/{activity.pk}/firms/"
    page = client.post(address, {"firms": "没有的厂"})
    assert page.status_code == 422
    assert "没有登记过“没有的厂”" in page.text
    written = f"甲厂有限公司\r\n{province.mogan.credit_code}\n甲厂 有限公司"
    page = client.post(address, {"firms": written}, follow=True)
    assert set(activity.enterprises.all()) == {other, province.mogan}
    assert "甲厂有限公司" in page.text
    assert served(province) == 2
    client.post(address, {"firms": written})
    assert Event.objects.filter(verb="activity.firms").count() == 1


def test_who_names_firms(province: Province) -> None:
    activity = lecture(province)
    for actor, status in (("wu", 403), ("dong", 403), ("lin", 403), ("shen", 200)):
        client = Client()
        client.force_login(province.actors[actor], backend=BACKEND)
        assert client.get(f"/activities/{activity.pk}/firms/").status_code == status, actor


def test_names_that_mean_several_ask_which(province: Province) -> None:
    firm(province, "甲厂", 50)
    firm(province, "甲厂", 51)
    with pytest.raises(ValidationError, match="有几家企业叫“甲厂”"):
        firms_named(["甲厂"])
    with pytest.raises(ValidationError, match="最多写60家"):
        firms_named(["甲厂"] * 61)
