"""Itineraries: from agreed engagements to a page, a workbook and a calendar file."""

import io
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from python_calamine import CalamineWorkbook

from hongmajia.core import progress
from hongmajia.core.errors import Refused
from hongmajia.core.jobs import STUCK_AFTER
from hongmajia.engagements.actions import accept, propose, release
from hongmajia.engagements.models import Engagement
from hongmajia.engine import Cause, describe
from hongmajia.people.models import Helper
from hongmajia.services.actions import schedule_visit
from hongmajia.visits import actions, tasks
from hongmajia.visits.enums import ItineraryState
from hongmajia.visits.models import Itinerary, Stop
from hongmajia.visits.queries import (
    free_days,
    latest,
    layout,
    needs_travel,
    open_engagements,
    to_visit,
)
from tests.actors import AT_ANY_TIME, Province, artisan, make_need

SignIn = Callable[[str], Client]
Work = Callable[[], None]
MAY = date(2026, 5, 1)
DAYS = {"day_begins": time(8, 30), "day_ends": time(17, 30), "minutes_each": 180, "most_a_day": 2}


@pytest.fixture(autouse=True)
def mid_may(province: Province) -> Iterator[None]:
    """It is Monday, 11 May 2026, 10:00, in the middle of the season."""
    away = date(2026, 5, 11) - timezone.localdate()
    for stage in province.season.stages.all():
        stage.starts, stage.ends = stage.starts + away, stage.ends + away
        stage.save()
    with time_machine.travel("2026-05-11T10:00:00+08:00", tick=False):
        yield


@pytest.fixture
def dong(province: Province) -> Helper:
    """Dong, with twenty jobs a week, so that there is room for many visits."""
    Helper.objects.filter(pk=province.dong_helper.pk).update(weekly_capacity=20)
    province.dong_helper.refresh_from_db()
    return province.dong_helper


def agreed(province: Province, adcode: str = "330521", **fields: object) -> Engagement:
    """Return an engagement of Dong on a need in this county, accepted."""
    engagement = asked(province, adcode, **fields)
    return accept(engagement=engagement, actor=province.dong)


def asked(province: Province, adcode: str = "330521", **fields: object) -> Engagement:
    need = make_need(province, region_id=adcode, **{"mode": "on_site", **fields})
    return propose(need=need, helper=province.dong_helper, actor=province.xu)


def start(province: Province, helper: Helper, **changes: object) -> Itinerary:
    facts = {"actor": province.dong, "helper": helper, "month": MAY, **DAYS}
    return actions.plan_itinerary(**{**facts, **changes})  # type: ignore[arg-type]


def laid_out(province: Province, helper: Helper, work: Work, **changes: object) -> Itinerary:
    made = start(province, helper, **changes)
    work()
    return Itinerary.objects.get(pk=made.pk)


def at(*moment: int) -> datetime:
    """Return a moment in the local time zone."""
    return datetime(*moment, tzinfo=timezone.get_current_timezone())  # type: ignore[arg-type]


def when(stop: Stop) -> datetime:
    return timezone.localtime(stop.begins)


# --- laying it out --------------------------------------------------------------------------------


@pytest.mark.tasks_run_twice
def test_the_worker_lays_out_the_month_and_tells_who_asked(
    province: Province, dong: Helper, work: Work
) -> None:
    for adcode in ("330521", "330521", "330523"):
        agreed(province, adcode)
    found = laid_out(province, dong, work)
    assert found.state == ItineraryState.READY
    days = layout(found).days
    assert [len(day.stops) for day in days] == [2, 1]
    assert days[0].date == date(2026, 5, 12)
    assert days[0].leaves == "08:30"
    notice = province.dong.notices.get(sentence__contains="的行程排好了")
    assert notice.url == f"/helpers/{dong.pk}/itinerary/?month=2026-05"


def test_what_he_has_not_agreed_to_gives_way(province: Province, dong: Helper, work: Work) -> None:
    """With one day left in the month, the agreed visit is planned."""
    wish, promise = asked(province, urgency="urgent"), agreed(province)
    Helper.objects.filter(pk=dong.pk).update(paused_until=date(2026, 5, 28))
    found = laid_out(province, Helper.objects.get(pk=dong.pk), work, most_a_day=1)
    assert [stop.engagement_id for stop in found.stops.made()] == [promise.pk]
    (left,) = layout(found).left
    assert left.engagement_id == wish.pk
    assert left.cause["code"] == "visit_days_full"


def test_it_is_done_before_the_enterprise_needs_it(
    province: Province, dong: Helper, work: Work
) -> None:
    agreed(province)
    agreed(province)
    early = agreed(province, "330523", wanted_by=date(2026, 5, 12))
    found = laid_out(province, dong, work)
    stops = {stop.engagement_id: when(stop).date() for stop in found.stops.made()}
    assert stops[early.pk] == date(2026, 5, 12)


def test_an_arranged_visit_stands_be_it_on_a_sunday(
    province: Province, dong: Helper, work: Work
) -> None:
    engagement, other = agreed(province), agreed(province)
    begins = at(2026, 5, 17, 18, 30)
    times = {"starts_at": begins, "ends_at": begins + timedelta(hours=1)}
    schedule_visit(engagement=engagement, actor=province.dong, word=AT_ANY_TIME, **times)
    found = laid_out(province, dong, work)
    stop = found.stops.get(engagement=engagement)
    assert (stop.begins, stop.ends, stop.is_agreed) == (begins, times["ends_at"], True)
    assert not found.stops.get(engagement=other).is_agreed


def test_what_is_arranged_for_another_month_is_not_of_this_one(
    province: Province, dong: Helper
) -> None:
    engagement = agreed(province)
    begins = at(2026, 6, 3, 9)
    times = {"starts_at": begins, "ends_at": begins + timedelta(hours=3)}
    schedule_visit(engagement=engagement, actor=province.dong, word=AT_ANY_TIME, **times)
    assert to_visit(dong, MAY) == []
    assert to_visit(dong, date(2026, 6, 1)) == [engagement]


def test_what_is_done_online_needs_no_way(province: Province, dong: Helper) -> None:
    far_off = agreed(province, "330702", mode="both")
    remote = agreed(province, mode="online")
    near = agreed(province, mode="both")
    online = [one for one in open_engagements(dong) if not needs_travel(one, dong)]
    assert online == [far_off, remote]
    assert to_visit(dong, MAY) == [near]
    dong.online_ok = False
    assert to_visit(dong, MAY) == [far_off, near]
    dong.region, dong.online_ok = None, True
    assert to_visit(dong, MAY) == []


def test_free_days_are_his_own_and_not_behind_us(province: Province, dong: Helper) -> None:
    days = free_days(dong, MAY)
    assert days[0] == date(2026, 5, 12)
    assert days[-1] == date(2026, 5, 29)
    assert date(2026, 5, 16) not in days
    dong.weekdays = [6]
    assert free_days(dong, MAY) == [date(2026, 5, d) for d in (16, 23, 30)]
    dong.paused_until = date(2026, 5, 23)
    assert free_days(dong, MAY) == [date(2026, 5, 30)]
    assert free_days(dong, date(2026, 4, 1)) == []


def test_a_month_is_laid_out_for_those_who_have_somewhere_to_go(
    province: Province, dong: Helper
) -> None:
    with pytest.raises(Refused, match="没有要上门的对接单"):
        start(province, dong)
    agreed(province)
    with pytest.raises(Refused, match="没有空的日子"):
        start(province, dong, month=date(2026, 4, 1))
    start(province, dong)
    with pytest.raises(Refused, match="正在排"):
        start(province, dong)


def test_one_that_died_with_the_worker_is_closed_by_the_next(
    province: Province, dong: Helper
) -> None:
    agreed(province)
    first = start(province, dong)
    long_ago = timezone.now() - STUCK_AFTER - timedelta(minutes=1)
    Itinerary.objects.filter(pk=first.pk).update(held_since=long_ago)
    second = start(province, dong)
    first.refresh_from_db()
    assert first.state == ItineraryState.FAILED
    assert latest(dong, MAY) == second
    tasks.lay_out.call(first.pk)
    assert not first.stops.exists()


def test_one_that_kills_its_workers_has_failed(
    province: Province, dong: Helper, kill_workers_of: Callable[[str], None]
) -> None:
    agreed(province)
    started = start(province, dong)
    kill_workers_of("lay_out")
    started.refresh_from_db()
    assert started.state == ItineraryState.FAILED


def test_a_helper_whose_place_is_unknown_is_told_so(
    province: Province, dong: Helper, work: Work
) -> None:
    agreed(province)
    Helper.objects.filter(pk=dong.pk).update(region=None, place_text="火星")
    found = laid_out(province, Helper.objects.get(pk=dong.pk), work)
    assert found.state == ItineraryState.FAILED
    assert found.failure["code"] == "place_needed"
    assert province.dong.notices.filter(sentence__contains="没排成").exists()


def test_what_breaks_is_said_and_raised(
    province: Province, dong: Helper, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreed(province)
    made = start(province, dong)

    def broken(*args: object, **kwargs: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(tasks, "itinerary_for", broken)
    with pytest.raises(ZeroDivisionError):
        tasks.lay_out.call(made.pk)
    made.refresh_from_db()
    assert (made.state, made.failure) == (ItineraryState.FAILED, {})


def test_progress_is_told_while_it_is_laid_out(
    province: Province, dong: Helper, work: Work
) -> None:
    agreed(province)
    found = laid_out(province, dong, work)
    done, total = progress.of(found.work)
    assert done == total > 0


def test_what_came_to_nothing_since_is_not_shown(
    province: Province, dong: Helper, work: Work
) -> None:
    gone, stays = agreed(province), agreed(province)
    found = laid_out(province, dong, work)
    Engagement.objects.filter(pk=gone.pk).update(state="cancelled")
    shown = [stop.engagement for day in layout(found).days for stop in day.stops]
    assert shown == [stays]


def test_who_was_not_there_when_it_was_laid_out_is_told_of(
    province: Province, dong: Helper, as_: SignIn, work: Work
) -> None:
    agreed(province)
    laid_out(province, dong, work)
    url = f"/helpers/{dong.pk}/itinerary/"
    assert "又有新的对接单" not in as_("dong").get(url).content.decode()
    agreed(province)
    assert "又有新的对接单" in as_("dong").get(url).content.decode()


# --- the page, the workbook, the calendar ------------------------------------------------------


def test_from_the_form_to_the_days(
    province: Province, dong: Helper, as_: SignIn, work: Work
) -> None:
    agreed(province)
    url = f"/helpers/{dong.pk}/itinerary/"
    page = as_("dong").get(url).content.decode()
    assert "有1家等着上门，还没排" in page
    form = {"month": "2026-05-01", **DAYS, "day_begins": "08:30", "day_ends": "17:30"}
    answer = as_("dong").post(url, form)
    assert answer.headers["Location"] == f"{url}?month=2026-05"
    assert 'hx-get="/itineraries/' in as_("dong").get(url).content.decode()
    work()
    page = as_("dong").get(url).content.decode()
    assert "1天跑1家" in page
    assert "5月12日" in page
    assert "德清县莫干精工机械有限公司" in page
    assert f"/engagements/{Engagement.objects.get().pk}/schedule/" in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"day_ends": "08:00"}, "回到家要晚于出门"),
        ({"most_a_day": "0"}, "最小填"),
        ({"minutes_each": "5"}, "最小填"),
        ({"month": "2031-01-01"}, "选择"),
        ({"day_begins": "early"}, "时间"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(
    province: Province, dong: Helper, as_: SignIn, changes: dict[str, str], words: str
) -> None:
    form = {"month": "2026-05-01", **DAYS, "day_begins": "08:30", "day_ends": "17:30", **changes}
    answer = as_("dong").post(f"/helpers/{dong.pk}/itinerary/", form)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Itinerary.objects.exists()


def test_a_refusal_stands_on_the_form(province: Province, dong: Helper, as_: SignIn) -> None:
    form = {"month": "2026-05-01", **DAYS, "day_begins": "08:30", "day_ends": "17:30"}
    answer = as_("dong").post(f"/helpers/{dong.pk}/itinerary/", form)
    assert answer.status_code == 422
    assert "没有要上门的对接单" in answer.content.decode()


def test_a_month_nobody_means_is_this_month(province: Province, dong: Helper, as_: SignIn) -> None:
    for month in ("", "x", "2026-13", "May"):
        page = as_("dong").get(f"/helpers/{dong.pk}/itinerary/?month={month}").content.decode()
        assert "2026年5月，去哪几家" in page


def test_the_page_opens_at_the_next_month_that_has_a_day_left(
    province: Province, dong: Helper, as_: SignIn
) -> None:
    with time_machine.travel("2026-05-29T09:00:00+08:00", tick=False):  # May's last working day
        page = as_("dong").get(f"/helpers/{dong.pk}/itinerary/").content.decode()
    assert "2026年6月，去哪几家" in page


def test_the_workbook_has_a_line_a_visit(
    province: Province, dong: Helper, as_: SignIn, work: Work
) -> None:
    agreed(province)
    agreed(province)
    found = laid_out(province, dong, work)
    answer = as_("dong").get(f"/itineraries/{found.pk}/export/")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    heading, first, second = book.get_sheet_by_index(0).to_python()
    lines = [dict(zip(heading, line, strict=True)) for line in (first, second)]
    assert [line["出门"] for line in lines] == ["08:30", ""]
    assert [line["回到"] != "" for line in lines] == [False, True]
    assert lines[0]["企业"] == "德清县莫干精工机械有限公司"
    assert lines[0]["时间"] == "待约定"


def test_the_calendar_has_an_event_a_visit_with_no_names(
    province: Province, dong: Helper, as_: SignIn, work: Work
) -> None:
    engagement = agreed(province)
    found = laid_out(province, dong, work)
    answer = as_("dong").get(f"/itineraries/{found.pk}/calendar.ics")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    stop = found.stops.get()
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (stop.begins, stop.ends)
    assert event["uid"] == f"visit-{engagement.pk}@hongmajia"
    assert event["status"] == "TENTATIVE"
    assert "莫干精工" not in answer.content.decode()


def test_what_is_not_ready_is_no_file(province: Province, dong: Helper, as_: SignIn) -> None:
    agreed(province)
    made = start(province, dong)
    for part in ("export/", "calendar.ics"):
        assert as_("dong").get(f"/itineraries/{made.pk}/{part}").status_code == 404
    assert as_("dong").get(f"/itineraries/{made.pk}/progress/").status_code == 200


def test_the_page_that_waits_is_told_to_reload(
    province: Province, dong: Helper, as_: SignIn, work: Work
) -> None:
    agreed(province)
    found = laid_out(province, dong, work)
    answer = as_("dong").get(f"/itineraries/{found.pk}/progress/")
    assert answer.headers["HX-Refresh"] == "true"


def test_why_it_was_not_laid_out_stands_on_the_page(
    province: Province, dong: Helper, as_: SignIn
) -> None:
    agreed(province)
    made = start(province, dong)
    told = {"code": "place_needed", "params": {"id": "董师傅"}}
    actions.fail_itinerary(itinerary=made, failure=told)
    page = as_("dong").get(f"/helpers/{dong.pk}/itinerary/").content.decode()
    assert "董师傅的地点认不出" in page
    actions.fail_itinerary(itinerary=start(province, dong))
    page = as_("dong").get(f"/helpers/{dong.pk}/itinerary/").content.decode()
    assert "系统出了问题" in page


# --- who sees it ------------------------------------------------------------------------------


@pytest.mark.one_database("rights are predicates in Python")
def test_he_himself_and_the_staff_of_his_union_and_above_see_it(
    province: Province, dong: Helper, as_: SignIn
) -> None:
    url = f"/helpers/{dong.pk}/itinerary/"
    answers = {name: as_(name).get(url).status_code for name in province.actors}
    may = {name for name, status in answers.items() if status == 200}
    assert may == {"fang", "shen", "lin", "dong"}
    posts = {name: as_(name).post(url, {}).status_code for name in province.actors}
    assert {name for name, status in posts.items() if status == 422} == {"fang", "shen", "dong"}
    assert "开始排" not in as_("lin").get(url).content.decode()


def test_the_name_of_who_asks_is_shown_to_those_who_may_know(
    province: Province, dong: Helper, as_: SignIn, work: Work
) -> None:
    """A cadre of another union sees the visit of their helper, but not who asks."""
    Helper.objects.filter(pk=dong.pk).update(union=province.wucheng)
    agreed(province, visibility="masked")
    laid_out(province, Helper.objects.get(pk=dong.pk), work)
    url = f"/helpers/{dong.pk}/itinerary/"
    assert "莫干精工" not in as_("wu").get(url).content.decode()
    assert "莫干精工" in as_("dong").get(url).content.decode()


@pytest.mark.parametrize("many", [1, 20])
def test_the_page_costs_the_same_for_one_and_for_many_visits(
    province: Province,
    dong: Helper,
    as_: SignIn,
    work: Work,
    many: int,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    for _ in range(many):
        agreed(province, visibility="masked")
    laid_out(province, dong, work)
    browser = as_("shen")
    with django_assert_num_queries(11):
        browser.get(f"/helpers/{dong.pk}/itinerary/")


def test_every_cause_is_a_sentence(province: Province, dong: Helper, work: Work) -> None:
    agreed(province)
    found = laid_out(province, dong, work, minutes_each=600)
    (left,) = layout(found).left
    assert describe(Cause.from_dict(left.cause)) == "要10小时，一天排不下"


def test_a_team_travels_as_one(province: Province, as_: SignIn, work: Work) -> None:
    artisan("吴师傅", "焊工", province.wucheng, "330702")
    need = make_need(province, region_id="330702", mode="on_site", union=province.wucheng)
    engagement = propose(need=need, helper=province.team, actor=province.wu)
    accept(engagement=engagement, actor=province.zhou)
    found = laid_out(province, province.team, work, actor=province.zhou)
    assert found.stops.get().engagement == engagement
    page = as_("zhou").get(f"/helpers/{province.team.pk}/itinerary/").content.decode()
    assert "服务队" in page


def test_it_is_planned_around_what_is_arranged_elsewhere(
    province: Province, dong: Helper, work: Work
) -> None:
    """An online appointment takes no travel, but its hours are taken: the visit comes after it."""
    remote = agreed(province, mode="online")
    begins = at(2026, 5, 12, 8, 30)
    times = {"starts_at": begins, "ends_at": begins + timedelta(hours=3)}
    schedule_visit(engagement=remote, actor=province.dong, mode="online", **times)
    engagement = agreed(province, wanted_by=date(2026, 5, 12))
    stop = laid_out(province, dong, work).stops.get(engagement=engagement)
    assert stop.begins >= times["ends_at"]
    assert when(stop).date() == date(2026, 5, 12)


def test_calendars_take_out_a_visit_that_was_given_up(
    province: Province, dong: Helper, as_: SignIn, work: Work
) -> None:
    engagement = agreed(province)
    found = laid_out(province, dong, work)
    before = in_calendar(as_, found)
    release(engagement=engagement, actor=province.dong, reason="手伤了")
    after = in_calendar(as_, found)
    assert (before["status"], after["status"]) == ("TENTATIVE", "CANCELLED")
    assert before["uid"] == after["uid"]
    assert before["sequence"] < after["sequence"]


def test_a_new_plan_has_a_higher_number(
    province: Province, dong: Helper, as_: SignIn, work: Work
) -> None:
    agreed(province)
    first, second = laid_out(province, dong, work), laid_out(province, dong, work)
    assert in_calendar(as_, first)["sequence"] < in_calendar(as_, second)["sequence"]


def in_calendar(as_: SignIn, itinerary: Itinerary) -> Any:
    """The event of its only visit."""
    answer = as_("dong").get(f"/itineraries/{itinerary.pk}/calendar.ics")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    return event
