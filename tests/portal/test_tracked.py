"""What an asker follows and does by the tracking code while others deal with the need."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from hongmajia.engagements.actions import accept, propose
from hongmajia.engagements.enums import EngagementState
from hongmajia.engagements.models import Engagement
from hongmajia.guidance.actions import send_message
from hongmajia.guidance.speaker import Speaker
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need
from hongmajia.notices.models import Notice
from hongmajia.portal.limits import NUMBERS_TRIED
from hongmajia.services.actions import record_service, schedule_visit
from hongmajia.services.enums import ActivityState
from hongmajia.services.models import Activity, RecordPhoto
from tests.actors import AT_ANY_TIME, Province, artisan, make_need
from tests.needs.conftest import photograph

S = NeedState
NOON = "2026-05-13T12:00:00+08:00"


@pytest.fixture
def need(province: Province) -> Need:
    return make_need(province, S.LISTED, asker=None, enterprise=None)


@pytest.fixture
def engagement(province: Province, need: Need) -> Engagement:
    """Xu proposed Dong, who accepted."""
    asked = propose(need=need, helper=province.dong_helper, actor=province.xu)
    return accept(engagement=asked, actor=province.dong)


def visit_in(hours: float, province: Province, engagement: Engagement, **facts: Any) -> Activity:
    begin = timezone.now() + timedelta(hours=hours)
    return schedule_visit(
        engagement=engagement, actor=province.dong, word=AT_ANY_TIME, place="二号车间",
        starts_at=begin, ends_at=begin + timedelta(hours=2), **facts,
    )  # fmt: skip


def send(client: Client, need: Need, step: str, **data: Any) -> str:
    answer = client.post(f"/track/{need.tracking_code}/{step}/", data, follow=True)
    return str(answer.content.decode())


def page_of(client: Client, need: Need) -> str:
    return client.get(f"/track/{need.tracking_code}/").content.decode()


def told(person: Any) -> list[str]:
    return [notice.text for notice in Notice.objects.filter(recipient=person)]


# --- asking to hurry ------------------------------------------------------------------------


def test_the_union_is_asked_to_hurry_once_a_day(
    client: Client, province: Province, need: Need
) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        page = send(client, need, "nudge")
        assert "替您催了。已发消息给德清县总工会。" in page
        assert "今天催过了" in page
        assert "沈女士催了一次" in page
        assert client.post(f"/track/{need.tracking_code}/nudge/").status_code == 409
        assert told(province.xu) == [f"{need.title}：提出人在催，请尽快办"]
        clock.shift(timedelta(hours=13))
        assert "替您催了" in send(client, need, "nudge")


def test_the_helper_is_asked_while_the_next_step_is_theirs(
    client: Client, province: Province, need: Need, engagement: Engagement
) -> None:
    Notice.objects.all().delete()
    assert "已发消息给董师傅" in send(client, need, "nudge")
    assert told(province.dong) == [f"{need.title}：企业在催，请您尽快办"]
    assert told(province.xu) == []


@pytest.mark.parametrize("state", [S.RETURNED, S.SOLVED, S.CONFIRMED])
def test_nobody_is_pressed_for_what_lies_with_the_asker(
    client: Client, province: Province, state: NeedState
) -> None:
    need = make_need(province, state)
    assert "催一催" not in page_of(client, need)
    assert client.post(f"/track/{need.tracking_code}/nudge/").status_code == 409


# --- visit, messages, record ----------------------------------------------------------------


def test_the_page_tells_of_the_visit_and_what_the_helper_wrote(
    client: Client, province: Province, need: Need, engagement: Engagement
) -> None:
    visit = visit_in(30, province, engagement)
    speaker = Speaker.of(province.dong, engagement)
    send_message(engagement=engagement, speaker=speaker, client_id=uuid4(), text="先备好夹具")
    page = page_of(client, need)
    assert "湖州德清 二号车间" in page
    assert "师傅写过1条" in page
    answer = client.get(f"/track/{need.tracking_code}/calendar.ics")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event.decoded("dtstart") == visit.starts_at.replace(microsecond=0)
    assert need.tracking_code not in answer.content.decode()


def test_the_page_shows_record_and_photographs_to_the_code_only(
    client: Client, province: Province, need: Need, engagement: Engagement
) -> None:
    need.photos.create(image=photograph())
    visit = visit_in(-5, province, engagement)
    record_service(
        activity=visit, actor=province.dong,
        party={"helpers": [province.dong_helper], "companions": []},
        diagnosis="拘束不够", done="改对称焊", result="solved",
        suggestions=[{"text": "做一套反变形垫板", "adoption": "considered"}], photos=[photograph()],
    )  # fmt: skip
    page = page_of(client, need)
    assert "拘束不够" in page
    assert "做一套反变形垫板" in page
    other = make_need(province, S.LISTED)
    paths = [f"photos/{need.photos.get().pk}/",
             f"records/photos/{visit.record.photos.get().pk}/"]  # fmt: skip
    for path in paths:
        assert f"/track/{need.tracking_code}/{path}" in page
        assert client.get(f"/track/{need.tracking_code}/{path}").headers["Content-Type"] == (
            "image/jpeg"
        )
        assert client.get(f"/track/{other.tracking_code}/{path}").status_code == 404


def test_of_a_visit_to_several_firms_only_photographs_with_consent_are_shown(
    client: Client, province: Province, need: Need, engagement: Engagement
) -> None:
    neighbour = make_need(province, S.LISTED, title="锅炉结垢")
    other = propose(need=neighbour, helper=province.dong_helper, actor=province.xu)
    visit = visit_in(-5, province, engagement)
    record_service(
        activity=visit, actor=province.dong,
        party={"helpers": [province.dong_helper], "companions": ["小陆"]},
        done="改对称焊", result="solved", photos=[photograph(), photograph()],
    )  # fmt: skip
    assert "小陆" in page_of(client, need)
    visit.engagements.add(accept(engagement=other, actor=province.dong))
    shown, hidden = visit.record.photos.all()
    RecordPhoto.objects.filter(pk=shown.pk).update(shows_faces=False)
    page, root = page_of(client, need), f"/track/{need.tracking_code}/records/photos/"
    assert f"{root}{shown.pk}/" in page
    assert f"{root}{hidden.pk}/" not in page
    assert "小陆" not in page
    assert client.get(f"{root}{shown.pk}/").status_code == 200
    assert client.get(f"{root}{hidden.pk}/").status_code == 404


def test_a_visit_of_two_helpers_is_once_in_the_calendar(
    client: Client, province: Province, need: Need, engagement: Engagement
) -> None:
    second = Engagement.objects.create(
        need=need, helper=artisan("潘大明", "焊工", province.huzhou, "330502"),
        state=EngagementState.ACCEPTED, origin="dispatch",
    )  # fmt: skip
    visit_in(30, province, engagement).engagements.add(second)
    answer = client.get(f"/track/{need.tracking_code}/calendar.ics")
    assert len(Calendar.from_ical(answer.content).walk("VEVENT")) == 1


# --- dates ----------------------------------------------------------------------------------


def test_a_date_that_does_not_suit_is_told_and_not_moved(
    client: Client, province: Province, need: Need, engagement: Engagement
) -> None:
    visit = visit_in(30, province, engagement)
    Notice.objects.all().delete()
    wish = timezone.localdate() + timedelta(days=9)
    page = send(client, need, f"date/{engagement.pk}", day=wish, time="14:00", note="那天停电")
    assert "时间没有自动改" in page
    assert "那天停电" in page
    for person in (province.dong, province.xu):
        (said,) = told(person)
        assert "不行，想改到" in said
        assert f"{wish.month}月{wish.day}日 14:00" in said
    before = visit.starts_at
    visit.refresh_from_db()
    assert visit.starts_at == before


def test_without_an_appointment_one_is_wished_and_silence_is_refused(
    client: Client, need: Need, engagement: Engagement
) -> None:
    assert "请选一个方便的日子" in send(client, need, f"date/{engagement.pk}")
    assert "沈女士想约" in send(client, need, f"date/{engagement.pk}", note="下周都行")


def test_past_days_and_times_without_a_day_are_errors(
    client: Client, need: Need, engagement: Engagement
) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    step = f"date/{engagement.pk}"
    assert "这一天已经过了" in send(client, need, step, day=yesterday)
    assert "请也选哪一天" in send(client, need, step, time="14:00")


# --- the telephone number -------------------------------------------------------------------


def test_the_number_is_changed_by_who_knows_the_end_of_the_old_one(
    client: Client, province: Province, need: Need
) -> None:
    assert "1234" not in page_of(client, need).partition("<main")[2]
    assert "对不上" in send(client, need, "number", old_end="9999", phone="13900001111")
    page = send(client, need, "number", old_end="1234", phone="139 0000 1111")
    assert "手机号换好了。已发消息给德清县总工会。" in page
    need.refresh_from_db()
    assert need.contact_phone == "13900001111"


def test_the_last_digits_cannot_be_tried_out(client: Client, need: Need) -> None:
    for _ in range(NUMBERS_TRIED.most):
        send(client, need, "number", old_end="9999", phone="13900001111")
    assert "换号码一天最多试5次" in send(
        client, need, "number", old_end="1234", phone="13900001111"
    )
    need.refresh_from_db()
    assert need.contact_phone == "13812341234"


def test_a_returned_need_is_no_way_round_the_check(client: Client, province: Province) -> None:
    need = make_need(province, S.RETURNED)
    facts = {"text": need.text, "contact_name": "沈女士", "contact_phone": "13900001111"}
    assert "已交回" in send(client, need, "complete", **facts)
    assert "1234" not in client.get(f"/track/{need.tracking_code}/complete/").content.decode()
    need.refresh_from_db()
    assert need.contact_phone == "13812341234"


# --- supplementing and withdrawing ----------------------------------------------------------


def test_a_need_is_supplemented_until_it_is_over(
    client: Client, province: Province, need: Need, engagement: Engagement
) -> None:
    Notice.objects.all().delete()
    facts = {"text": need.text, "contact_name": "沈女士", "equipment": "304不锈钢，板厚3mm"}
    page = send(client, need, "complete", **facts, photos=photograph())
    assert "补充好了。已发消息给董师傅、德清县总工会。" in page
    assert "304不锈钢" in page
    assert "沈女士补充了" in page
    assert need.photos.count() == 1
    need.refresh_from_db()
    assert need.state == S.MATCHED
    Need.objects.filter(pk=need.pk).update(state=S.CONFIRMED)
    assert "板厚5mm" not in send(client, need, "complete", **{**facts, "equipment": "板厚5mm"})


def test_what_a_helper_works_on_is_withdrawn_and_the_helper_told(
    client: Client, province: Province, need: Need, engagement: Engagement
) -> None:
    visit = visit_in(30, province, engagement)
    assert "会告诉师傅不用来了" in page_of(client, need)
    assert "已经撤回" in send(client, need, "withdraw", reason="自己解决了")
    for row in (need, engagement, visit):
        row.refresh_from_db()
    states = (need.state, engagement.state, visit.state)
    assert states == (S.WITHDRAWN, EngagementState.CANCELLED, ActivityState.CALLED_OFF)
    assert any("不用您去了" in said for said in told(province.dong))


# --- the rest of the page -------------------------------------------------------------------


def test_the_telephone_is_that_of_the_nearest_union(
    client: Client, province: Province, need: Need
) -> None:
    assert "tel:12351" in page_of(client, need)
    province.huzhou.duty_phone = "0572-8061234"
    province.huzhou.save(update_fields=["duty_phone"])
    assert "tel:0572-8061234" in page_of(client, need)


def test_the_page_costs_no_more_queries_with_more_helpers(
    client: Client, province: Province, need: Need, engagement: Engagement,
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    visit_in(30, province, engagement)
    with django_assert_max_num_queries(30):
        page_of(client, need)
