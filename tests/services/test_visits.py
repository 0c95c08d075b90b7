"""Arranging visits and activities, changing them and calling them off."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from hongmajia.core.errors import Refused
from hongmajia.engagements.actions import release
from hongmajia.engagements.models import Engagement
from hongmajia.needs.models import Need
from hongmajia.services.actions import call_off, move_activity, plan_activity
from hongmajia.services.calendar import calendar_of
from hongmajia.services.enums import ActivityKind
from hongmajia.services.models import Activity, ServiceRecord
from tests.actors import AT_ANY_TIME, Province
from tests.engagements.conftest import told, verbs
from tests.services.conftest import arrange

TOMORROW = timedelta(days=1)


def test_an_appointment_puts_the_need_in_service_and_tells_the_asker(
    province: Province, engagement: Engagement
) -> None:
    begin = timezone.now() + TOMORROW
    visit = arrange(province, engagement, starts_at=begin, ends_at=begin + timedelta(hours=2))
    engagement.refresh_from_db()
    engagement.need.refresh_from_db()
    assert (engagement.state, engagement.need.state) == ("scheduled", "in_service")
    assert engagement.contacted_at is not None
    assert visit.union == province.deqing
    assert "和董师傅约好了" in told(province.contact)[0]
    assert verbs(engagement)[:2] == ["need.arranged", "engagement.scheduled"]


def test_one_visit_at_a_time(province: Province, engagement: Engagement, visit: Activity) -> None:
    with pytest.raises(Refused, match="已经约好了一次"):
        arrange(province, engagement)
    assert Activity.objects.count() == 1


@pytest.mark.parametrize("days", [-61, 367])
def test_a_day_too_far_away_is_refused(
    province: Province, engagement: Engagement, days: int
) -> None:
    begin = timezone.now() + timedelta(days=days)
    with pytest.raises(ValidationError, match="最近60天到一年以内"):
        arrange(province, engagement, starts_at=begin, ends_at=begin + timedelta(hours=2))
    engagement.refresh_from_db()
    assert engagement.state == "accepted"


def test_it_cannot_end_before_it_begins(province: Province, engagement: Engagement) -> None:
    now = timezone.now()
    with pytest.raises(ValidationError):
        arrange(province, engagement, starts_at=now, ends_at=now - timedelta(hours=1))


def test_a_new_time_changes_the_due_date_and_is_notified(
    province: Province, engagement: Engagement, visit: Activity
) -> None:
    begin = timezone.now() + TOMORROW
    move_activity(
        activity=visit,
        actor=province.dong,
        word=AT_ANY_TIME,
        starts_at=begin,
        ends_at=begin + timedelta(hours=2),
    )
    engagement.refresh_from_db()
    assert engagement.due_at is not None
    assert engagement.due_at > begin
    assert "时间改到" in told(province.contact)[0]


def test_a_change_of_other_fields_is_only_logged(province: Province, visit: Activity) -> None:
    before = told(province.contact)
    move_activity(activity=visit, actor=province.dong, word=AT_ANY_TIME, place="二号车间")
    assert told(province.contact) == before
    assert verbs(visit)[0] == "activity.changed"


def test_a_called_off_visit_leaves_the_engagement_accepted(
    province: Province, engagement: Engagement, visit: Activity
) -> None:
    with pytest.raises(Refused, match="为什么取消"):
        call_off(activity=visit, actor=province.dong, reason=" ")
    call_off(activity=visit, actor=province.dong, reason="台风")
    engagement.refresh_from_db()
    visit.refresh_from_db()
    assert (engagement.state, visit.state) == ("accepted", "called_off")
    assert "台风" in told(province.contact)[0]
    arrange(province, engagement)


def test_a_helper_who_withdraws_leaves_the_need_to_the_union(
    province: Province, engagement: Engagement, visit: Activity, need: Need
) -> None:
    release(engagement=engagement, actor=province.dong, reason="手伤了")
    need.refresh_from_db()
    assert need.state == "listed"


def test_a_meeting_for_many_schedules_all_it_serves(
    province: Province, engagement: Engagement
) -> None:
    begin = timezone.now() + TOMORROW
    meeting = plan_activity(
        union=province.deqing,
        actor=province.xu,
        word=AT_ANY_TIME,
        engagements=[engagement],
        title="焊接变形技术交流会",
        form="exchange",
        kind="tackling",
        region=province.mogan.region,
        starts_at=begin,
        ends_at=begin + timedelta(hours=3),
        is_open=True,
    )
    engagement.refresh_from_db()
    assert engagement.state == "scheduled"
    assert list(meeting.engagements.all()) == [engagement]
    assert "请您来" in told(province.dong)[0]


def test_the_appointment_goes_into_a_calendar(visit: Activity) -> None:
    visit.meeting_link = "https://meeting.example.org/1"
    (event,) = Calendar.from_ical(calendar_of([visit])).walk("VEVENT")
    assert event["summary"] == "不锈钢焊接变形怎么减少"
    assert event.decoded("dtstart") == visit.starts_at.replace(microsecond=0)
    assert event["description"] == "https://meeting.example.org/1"
    visit.is_open = True  # then everybody can have the file
    (event,) = Calendar.from_ical(calendar_of([visit])).walk("VEVENT")
    assert "description" not in event


def in_calendar(visit: Activity) -> Any:
    (event,) = Calendar.from_ical(calendar_of([visit])).walk("VEVENT")
    return event


def test_calendars_replace_a_visit_that_moved_and_take_out_one_called_off(
    province: Province, visit: Activity
) -> None:
    first = in_calendar(visit)
    begin = timezone.now() + TOMORROW
    times = {"starts_at": begin, "ends_at": begin + timedelta(hours=2)}
    moved = move_activity(activity=visit, actor=province.dong, word=AT_ANY_TIME, **times)
    second = in_calendar(moved)
    third = in_calendar(call_off(activity=moved, actor=province.dong, reason="台风"))
    versions = [first, second, third]
    assert len({event["uid"] for event in versions}) == 1
    numbers = [event["sequence"] for event in versions]
    assert numbers == sorted(set(numbers))
    assert [event["status"] for event in versions] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert second.decoded("dtstart") == begin.replace(microsecond=0)


def test_a_calendar_has_the_full_place_and_no_firm(visit: Activity) -> None:
    visit.place = "二号车间"
    assert in_calendar(visit)["location"] == "湖州德清 二号车间"
    visit.mode = "online"
    assert in_calendar(visit)["location"] == "在线"


def test_a_visit_that_was_held_is_not_moved(
    province: Province, visit: Activity, record: Callable[..., ServiceRecord]
) -> None:
    record()
    with pytest.raises(Refused, match="已办"):
        call_off(activity=visit, actor=province.dong, reason="记错了")


# --- a visit that nobody had noted here before


def been(client: Client, engagement: Engagement, **said: object) -> HttpResponse:
    yesterday = timezone.localdate() - timedelta(days=1)
    form = {"day": yesterday.isoformat(), "time": "09:00", "hours": "3"}
    form |= {"mode": "on_site", "kind": ActivityKind.ASSISTANCE, "place": "二号车间"}
    page = reverse("record_start", args=[engagement.pk])
    answer: HttpResponse = client.post(page, {**form, **said})
    return answer


@pytest.fixture
def dong(client: Client, province: Province, engagement: Engagement) -> Client:
    client.force_login(province.dong)
    return client


def test_opening_the_form_of_a_past_visit_changes_nothing(
    dong: Client, engagement: Engagement
) -> None:
    page = dong.get(reverse("record_start", args=[engagement.pk]))
    assert "什么时候去的？" in page.content.decode()
    engagement.refresh_from_db()
    assert (engagement.state, engagement.contacted_at) == ("accepted", None)
    assert not Activity.objects.exists()


def test_a_past_visit_is_dated_and_then_recorded(
    province: Province, dong: Client, engagement: Engagement
) -> None:
    answer = been(dong, engagement)
    (visit,) = Activity.objects.all()
    assert answer["Location"] == reverse("record", args=[visit.pk])
    begin = timezone.localtime(visit.starts_at)
    assert (begin.date(), begin.hour) == (timezone.localdate() - timedelta(days=1), 9)
    assert verbs(engagement)[:2] == ["need.started", "engagement.visited"]
    assert "来过" in told(province.contact)[0]
    assert dong.get(reverse("record_start", args=[engagement.pk]))["Location"] == answer["Location"]


def test_a_future_visit_is_not_accepted_as_past(dong: Client, engagement: Engagement) -> None:
    tomorrow = timezone.localdate() + TOMORROW
    answer = been(dong, engagement, day=tomorrow.isoformat())
    assert answer.status_code == 422
    assert "还没去的，请先约时间" in answer.content.decode()
    assert not Activity.objects.exists()


def test_date_fields_hold_iso_dates(
    dong: Client, engagement: Engagement, province: Province
) -> None:
    """Django's Chinese format 2026/05/18 would leave a browser's date field empty."""
    today = f'value="{timezone.localdate():%Y-%m-%d}"'
    assert today in dong.get(reverse("record_start", args=[engagement.pk])).content.decode()
    visit = arrange(province, engagement)
    day = f'value="{timezone.localdate(visit.starts_at):%Y-%m-%d}"'
    assert day in dong.get(reverse("activity_move", args=[visit.pk])).content.decode()


def test_no_visit_is_before_the_need_was_asked(
    province: Province, engagement: Engagement, need: Need
) -> None:
    asked = timezone.now() - 3 * TOMORROW
    Need.objects.filter(pk=need.pk).update(submitted_at=asked)
    engagement = Engagement.objects.get(pk=engagement.pk)
    before, after = asked - TOMORROW, asked + TOMORROW
    with pytest.raises(ValidationError, match="才提出需求，不能早于这一天"):
        arrange(province, engagement, starts_at=before, ends_at=before + timedelta(hours=2))
    visit = arrange(province, engagement, starts_at=after, ends_at=after + timedelta(hours=2))
    with pytest.raises(ValidationError, match="才提出需求，不能早于这一天"):
        move_activity(activity=visit, actor=province.dong, starts_at=before)


def test_a_need_told_by_telephone_and_entered_later_was_visited_before(
    client: Client, province: Province, engagement: Engagement, need: Need
) -> None:
    entered = timezone.now() - 3 * TOMORROW
    Need.objects.filter(pk=need.pk).update(submitted_at=entered)
    told = timezone.localdate(entered - 2 * TOMORROW)
    client.force_login(province.xu, backend="django.contrib.auth.backends.ModelBackend")
    said = {"told_on": told.isoformat(), "reason": "沈女士打电话给徐芳，出差回来才录入"}
    page = client.post(f"/needs/{need.pk}/told/", said, follow=True).content.decode()
    assert "已经说过这件事" in page
    assert said["reason"] in page
    engagement = Engagement.objects.get(pk=engagement.pk)
    earlier = entered - 3 * TOMORROW
    with pytest.raises(ValidationError, match="不能早于这一天。电话里更早说过的"):
        arrange(province, engagement, starts_at=earlier, ends_at=earlier + timedelta(hours=2))
    before = entered - TOMORROW
    arrange(province, engagement, starts_at=before, ends_at=before + timedelta(hours=2))


@pytest.mark.parametrize(
    ("days", "said"),
    [(-4, "这一天还没有到"), (1, "就录入了，请选这一天或更早的日子"), (70, "早于录入60天以上")],
)
def test_a_day_of_telling_that_cannot_be_is_refused(
    client: Client, province: Province, need: Need, days: int, said: str
) -> None:
    Need.objects.filter(pk=need.pk).update(submitted_at=timezone.now() - 3 * TOMORROW)
    day = timezone.localdate() - timedelta(days=days)
    client.force_login(province.xu, backend="django.contrib.auth.backends.ModelBackend")
    sent = {"told_on": day.isoformat(), "reason": "电话里说的"}
    answer = client.post(f"/needs/{need.pk}/told/", sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_the_page_says_which_firm_counts_already(
    client: Client, province: Province, engagement: Engagement
) -> None:
    visit = arrange(province, engagement)
    client.force_login(province.xu, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/activities/{visit.pk}/").content.decode()
    assert f"{province.mogan.name}提的需求，已经算服务企业" in page
    assert "写明了，才算服务企业" not in page
