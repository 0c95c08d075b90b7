"""Activities for many people: the list, planning, signing up, arriving."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from hongmajia.core.errors import Refused
from hongmajia.core.limits import number_of
from hongmajia.engagements.models import Engagement
from hongmajia.notices.models import Notice
from hongmajia.services.actions import (
    call_off,
    cancel_sign_up,
    plan_activity,
    record_arrival,
    sign_up,
)
from hongmajia.services.limits import (
    ARRIVED_BY_VISITOR,
    SIGNED_UP_BY_NUMBER,
    SIGNED_UP_BY_VISITOR,
)
from hongmajia.services.models import Activity
from tests.actors import AT_ANY_TIME, Province


def lecture(province: Province, days: int = 3, **facts: Any) -> Activity:
    begin = timezone.now() + timedelta(days=days)
    values = {
        "title": "焊接变形控制讲座", "form": "lecture", "kind": "public_good",
        "region": province.mogan.region, "starts_at": begin, "ends_at": begin + timedelta(hours=2),
        "is_open": True,
    }  # fmt: skip
    return plan_activity(
        union=province.deqing, actor=province.xu, word=AT_ANY_TIME, **{**values, **facts}
    )


def test_everybody_may_sign_up_once(province: Province) -> None:
    talk = lecture(province)
    sign_up(activity=talk, actor=None, name="王先生", phone="13700001234")
    with pytest.raises(Refused, match="已经报过名"):
        sign_up(activity=talk, actor=None, name="王先生", phone="13700001234")
    signed = talk.sign_ups.get()
    cancel_sign_up(signed=signed)
    with pytest.raises(Refused, match="已经取消"):
        cancel_sign_up(signed=signed)


def test_a_signed_in_visitor_signs_up_for_their_enterprise(province: Province) -> None:
    signed = sign_up(
        activity=lecture(province), actor=province.contact, name="沈女士", phone="13812341234"
    )
    assert (signed.user, signed.enterprise) == (province.contact, province.mogan)


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"is_open": False}, "不公开报名"),
        ({"sign_up_until": timezone.now() - timedelta(days=1)}, "已经截止"),
    ],
)
def test_sign_ups_are_refused_when_late_or_not_open(
    province: Province, facts: dict[str, Any], says: str
) -> None:
    talk = lecture(province, **facts)
    with pytest.raises(Refused, match=says):
        sign_up(activity=talk, actor=None, name="乙", phone="13700000002")


def heads_of(talk: Activity) -> dict[str, tuple[int, bool]]:
    return {one.name: (one.heads, one.waits) for one in talk.sign_ups.all()}


def test_a_firm_signs_up_with_heads_and_waits_when_they_do_not_fit(province: Province) -> None:
    talk = lecture(province, places=6)
    first = sign_up(activity=talk, actor=None, name="甲厂", phone="13700000001", heads=4)
    sign_up(activity=talk, actor=None, name="乙厂", phone="13700000002", heads=3)
    sign_up(activity=talk, actor=None, name="丙先生", phone="13700000003")
    assert heads_of(talk) == {"甲厂": (4, False), "乙厂": (3, True), "丙先生": (1, False)}
    with pytest.raises(Refused, match="一共只有6个名额"):
        sign_up(activity=talk, actor=None, name="丁厂", phone="13700000004", heads=7)
    cancel_sign_up(signed=first)
    assert heads_of(talk) == {"乙厂": (3, False), "丙先生": (1, False)}


def test_who_moves_up_is_told(province: Province) -> None:
    talk = lecture(province, places=1)
    first = sign_up(activity=talk, actor=None, name="王先生", phone="13700000001")
    second = sign_up(activity=talk, actor=province.contact, name="沈女士", phone="13812341234")
    assert second.waits
    cancel_sign_up(signed=first)
    assert "有位子了" in str(Notice.objects.get(recipient=province.contact))


def test_nobody_moves_up_to_what_was_called_off(province: Province) -> None:
    talk = lecture(province, places=1)
    first = sign_up(activity=talk, actor=None, name="王先生", phone="13700000001")
    second = sign_up(activity=talk, actor=None, name="李女士", phone="13700000002")
    call_off(activity=talk, actor=province.xu, reason="台风")
    cancel_sign_up(signed=first)
    second.refresh_from_db()
    assert second.waits


def test_at_the_door_all_who_came_together_are_counted(province: Province) -> None:
    talk = lecture(province)
    sign_up(activity=talk, actor=None, name="甲厂", phone="13700000001", heads=4, group="worker")
    assert record_arrival(activity=talk, actor=None, phone="13700000001").came_heads == 4
    assert record_arrival(activity=talk, actor=None, phone="13700000001", heads=3).came_heads == 3
    late = record_arrival(
        activity=talk, actor=None, phone="13700000009", name="学校", group="school", heads=30
    )
    assert (late.came_heads, late.group) == (30, "school")
    with pytest.raises(Refused):
        record_arrival(activity=talk, actor=None, phone="13700000009", heads=5000)


def test_a_called_off_activity_takes_no_sign_ups(province: Province) -> None:
    talk = lecture(province)
    call_off(activity=talk, actor=province.xu, reason="台风")
    with pytest.raises(Refused, match="不公开报名"):
        sign_up(activity=talk, actor=None, name="乙", phone="13700000002")


def test_arrival_needs_the_phone_and_a_name_if_not_signed_up(province: Province) -> None:
    talk = lecture(province)
    sign_up(activity=talk, actor=None, name="王先生", phone="13700001234")
    assert record_arrival(activity=talk, actor=province.xu, phone="13700001234").came_at is not None
    with pytest.raises(Refused, match="写上姓名"):
        record_arrival(activity=talk, actor=province.xu, phone="13700009999")
    assert (
        record_arrival(activity=talk, actor=province.xu, phone="13700009999", name="过路人").came_at
        is not None
    )
    assert talk.sign_ups.count() == 2


def test_a_visitor_signs_up_on_the_page(client: Client, province: Province) -> None:
    talk = lecture(province)
    assert "焊接变形控制讲座" in client.get("/activities/").content.decode()
    answer = client.post(
        f"/activities/{talk.pk}/sign-up/", {"name": "王先生", "phone": "137 0000 1234"}
    )
    mine = answer["Location"]
    assert "王先生的报名" in client.get(mine).content.decode()
    assert "已报1人" in client.get(f"/activities/{talk.pk}/").content.decode()
    wrong = client.post(f"/activities/{talk.pk}/sign-up/", {"name": "", "phone": "1"})
    assert wrong.status_code == 422
    assert client.post(f"{mine}cancel/").status_code == 302
    assert not talk.sign_ups.exists()
    assert client.get(mine).status_code == 404


def test_nobody_signs_another_off_by_knowing_a_number(client: Client, province: Province) -> None:
    talk = lecture(province)
    signed = sign_up(activity=talk, actor=None, name="王先生", phone="13700001234")
    page = client.get(f"/activities/{talk.pk}/").content.decode()
    assert "sign-up" not in page.replace(f"/activities/{talk.pk}/sign-up/", "")
    for address in (f"/activities/{talk.pk}/sign-off/", f"/sign-ups/{signed.pk}/cancel/"):
        assert client.post(address, {"phone": "13700001234"}).status_code == 404
    assert talk.sign_ups.exists()


def test_who_came_is_not_signed_off_any_more(client: Client, province: Province) -> None:
    talk = lecture(province)
    signed = sign_up(activity=talk, actor=None, name="王先生", phone="13700001234")
    record_arrival(activity=talk, actor=province.xu, phone="13700001234")
    assert client.post(f"/sign-ups/{signed.code}/cancel/").status_code == 409
    assert talk.sign_ups.exists()


def test_those_with_an_account_find_their_sign_up_on_the_page(
    client: Client, province: Province
) -> None:
    talk = lecture(province)
    mine = sign_up(activity=talk, actor=province.contact, name="沈女士", phone="13812341234")
    for reader, found in ((province.contact, True), (province.stranger, False)):
        client.force_login(reader)
        page = client.get(f"/activities/{talk.pk}/").content.decode()
        assert (f"/sign-ups/{mine.code}/" in page) is found


@pytest.mark.parametrize(
    ("site", "is_warned"), [("http://localhost:8195", True), ("https://hmj.example", False)]
)
def test_a_code_that_no_telephone_can_open_is_not_put_up_unawares(
    client: Client, province: Province, settings: Any, site: str, is_warned: bool
) -> None:
    settings.SITE_ADDRESS = site
    client.force_login(province.xu)
    talk = lecture(province)
    for page in (f"/activities/{talk.pk}/door/", f"/activities/{talk.pk}/told/"):
        assert ("HONGMAJIA_SITE" in client.get(page).content.decode()) is is_warned
    public = Client().get(f"/activities/{talk.pk}/told/")
    assert "HONGMAJIA_SITE" not in public.content.decode()


def test_the_planners_sign_off_those_who_call(client: Client, province: Province) -> None:
    talk = lecture(province)
    signed = sign_up(activity=talk, actor=None, name="王先生", phone="13700001234")
    client.force_login(province.xu)
    door = client.get(f"/activities/{talk.pk}/door/").content.decode()
    assert f"/sign-ups/{signed.code}/" in door


MEETING = "https://meeting.example.org/77"


@pytest.mark.parametrize(
    ("reader", "knows"), [("nobody", False), ("stranger", False), ("contact", True), ("xu", True)]
)
def test_the_meeting_is_only_for_those_who_signed_up(
    client: Client, province: Province, reader: str, knows: bool
) -> None:
    talk = lecture(province, mode="online", meeting_link=MEETING)
    sign_up(activity=talk, actor=province.contact, name="沈女士", phone="13812341234")
    if person := province.actors[reader]:
        client.force_login(person)
    for address in (f"/activities/{talk.pk}/calendar.ics", f"/activities/{talk.pk}/"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert (MEETING in answer.content.decode()) is knows, address


def test_whoever_signed_up_without_an_account_gets_the_meeting(
    client: Client, province: Province
) -> None:
    talk = lecture(province, mode="online", meeting_link=MEETING)
    mine = client.post(
        f"/activities/{talk.pk}/sign-up/", {"name": "王先生", "phone": "13700001234"}
    )["Location"]
    assert MEETING in client.get(mine).content.decode()
    assert MEETING in client.get(f"{mine}calendar.ics").content.decode()


def test_sign_ups_are_limited_by_number_and_address(client: Client, province: Province) -> None:
    address = f"/activities/{lecture(province).pk}/sign-up/"
    wang = {"name": "王先生", "phone": "13700001234"}
    for _ in range(SIGNED_UP_BY_NUMBER.most):
        SIGNED_UP_BY_NUMBER.count(f"{number_of(wang['phone'])}-127.0.0.1")
    answer = client.post(address, wang)
    assert answer.status_code == 429
    assert "请60分钟以后再报" in answer.content.decode()
    assert client.post(address, wang, REMOTE_ADDR="192.0.2.8").status_code == 302
    li = {"name": "李女士", "phone": "13700001235"}
    for _ in range(SIGNED_UP_BY_VISITOR.most):
        SIGNED_UP_BY_VISITOR.count("127.0.0.1")
    assert client.post(address, li).status_code == 429
    assert client.post(address, li, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_a_whole_hall_arrives_through_one_address(client: Client, province: Province) -> None:
    door = f"/come/{lecture(province).code}/"
    for _ in range(ARRIVED_BY_VISITOR.most - 1):
        ARRIVED_BY_VISITOR.count("127.0.0.1")
    last = {"phone": "13700009999", "name": "过路人"}
    assert client.post(door, last).status_code == 200
    answer = client.post(door, last)
    assert (answer.status_code, "请60分钟以后再来" in answer.content.decode()) == (429, True)


def test_the_code_at_the_door_leads_to_its_page(client: Client, province: Province) -> None:
    talk = lecture(province)
    client.force_login(province.xu)
    assert client.get(f"/activities/{talk.pk}/door.png").content.startswith(b"\x89PNG")
    assert f"/come/{talk.code}/" in client.get(f"/activities/{talk.pk}/door/").content.decode()
    client.logout()
    came = client.post(f"/come/{talk.code}/", {"phone": "13700009999", "name": "过路人"})
    assert "过路人，欢迎" in came.content.decode()


def test_a_number_at_the_door_does_not_tell_whose_it_is(client: Client, province: Province) -> None:
    talk = lecture(province)
    sign_up(activity=talk, actor=None, name="王先生", phone="13700001234")
    came = client.post(f"/come/{talk.code}/", {"phone": "13700001234"}).content.decode()
    assert "欢迎您来" in came
    assert "王先生" not in came
    assert talk.sign_ups.get().came_at is not None


def test_a_cadre_plans_a_meeting_for_engagements_without_appointment(
    client: Client, province: Province, engagement: Engagement
) -> None:
    client.force_login(province.xu)
    page = client.get(f"/activities/new/?need={engagement.need_id}").content.decode()
    assert "不锈钢焊接变形怎么减少 · 董师傅" in page
    day = timezone.localdate() + timedelta(days=4)
    answer = client.post(
        "/activities/new/",
        {
            "title": "技术交流会", "union": province.deqing.pk, "form": "exchange",
            "kind": "tackling", "day": day.isoformat(), "time": "14:00", "hours": "3",
            "mode": "on_site", "region": "330521", "served": [engagement.pk],
        },
    )  # fmt: skip
    assert answer.status_code == 302
    engagement.refresh_from_db()
    assert engagement.state == "scheduled"


@pytest.mark.parametrize("count", [1, 50])
def test_the_list_takes_seven_queries(
    client: Client,
    province: Province,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        lecture(province, title=f"讲座{number}")
    client.force_login(province.xu)
    client.get("/activities/")
    cache.clear()  # the themes of the list are kept for a while
    with django_assert_num_queries(7):
        client.get("/activities/")
