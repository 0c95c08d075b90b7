"""A doubtful time takes a second word: a day off, and a helper who is elsewhere at the time."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from hongmajia.core.clocks import forget_special_days
from hongmajia.core.models import Event
from hongmajia.engagements.actions import accept, propose
from hongmajia.engagements.models import Engagement
from hongmajia.people.models import TeamMembership
from hongmajia.services.actions import call_off, move_activity, schedule_visit
from hongmajia.services.bookings import Doubtful, SecondWord, free_parts
from hongmajia.services.models import Activity
from hongmajia.unions.actions import set_holiday
from hongmajia.unions.models import SeasonStage
from tests.actors import Province, make_need
from tests.engagements.conftest import told

MONDAY = "2026-05-11T10:00:00+08:00"
SUNDAY, THURSDAY, SATURDAY = "2026-05-10", "2026-05-14", "2026-05-16"
WHY = SecondWord(doubled="两家在一个园区，一趟看完")


def visit(
    province: Province, engagement: Engagement, day: str, hour: int = 9, **more: Any
) -> Activity:
    begins = datetime.fromisoformat(f"{day}T{hour:02}:00:00+08:00")
    ends = begins + timedelta(hours=3)
    return schedule_visit(
        engagement=engagement, actor=province.dong, starts_at=begins, ends_at=ends, **more
    )


@pytest.fixture(autouse=True)
def on_monday(province: Province) -> Any:
    """It is Monday, 11 May 2026, in the middle of the season."""
    SeasonStage.objects.update(starts="2026-04-01", ends="2026-07-31")
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def dongs(province: Province) -> list[Engagement]:
    """Two engagements that Dong has accepted."""
    in_april = datetime.fromisoformat("2026-04-20T09:00:00+08:00")
    asked = [
        propose(
            need=make_need(province, submitted_at=in_april),
            helper=province.dong_helper,
            actor=province.xu,
        )
        for _ in range(2)
    ]
    return [accept(engagement=one, actor=province.dong) for one in asked]


def test_a_weekend_is_let_through_on_a_second_word(
    province: Province, dongs: list[Engagement]
) -> None:
    with pytest.raises(Doubtful, match="不是工作日") as refused:
        visit(province, dongs[0], SATURDAY)
    assert refused.value.asks == "free_day"
    assert visit(province, dongs[0], SATURDAY, word=SecondWord(free_day=True)).pk


@pytest.mark.parametrize(("day", "is_workday"), [(THURSDAY, False), (SATURDAY, True)])
def test_the_calendar_of_the_union_decides(
    province: Province, dongs: list[Engagement], day: str, is_workday: bool
) -> None:
    set_holiday(
        actor=province.fang, day=date.fromisoformat(day), is_workday=is_workday, name="调休"
    )
    forget_special_days()
    try:
        if is_workday:
            assert visit(province, dongs[0], day).pk
        else:
            with pytest.raises(Doubtful, match="不是工作日"):
                visit(province, dongs[0], day)
    finally:
        forget_special_days()


def test_what_took_place_on_a_sunday_is_not_doubted(
    province: Province, dongs: list[Engagement]
) -> None:
    assert visit(province, dongs[0], SUNDAY).pk


def test_a_helper_is_not_in_two_places_at_once(province: Province, dongs: list[Engagement]) -> None:
    visit(province, dongs[0], THURSDAY)
    before = told(province.contact)
    with pytest.raises(Doubtful, match=r"董师傅.*已经另有安排（德清县总工会）"):
        visit(province, dongs[1], THURSDAY, 11)
    assert told(province.contact) == before
    assert visit(province, dongs[1], THURSDAY, 12).pk  # one ends, the next begins


def test_a_second_booking_stands_with_a_reason_that_is_kept(
    province: Province, dongs: list[Engagement]
) -> None:
    visit(province, dongs[0], THURSDAY)
    visit(province, dongs[1], THURSDAY, word=WHY)
    kept = Event.objects.get(verb="activity.doubled")
    assert (kept.note, kept.story) == (WHY.doubled, dongs[1].need.story)


def test_a_team_and_its_member_are_not_in_two_places_at_once(
    province: Province, dongs: list[Engagement]
) -> None:
    dong = province.dong_helper
    TeamMembership.objects.create(team=province.team.team, artisan=dong.artisan)
    asked = propose(
        need=make_need(province), helper=province.team, actor=province.xu, overrule="说好了"
    )
    of_team = accept(engagement=asked, actor=province.wu)
    visit(province, of_team, THURSDAY)
    with pytest.raises(Doubtful, match=r"服务队.*已经另有安排"):
        visit(province, dongs[0], THURSDAY, 11)
    alone = visit(province, dongs[0], THURSDAY, 13)
    visits = of_team.activities.get()
    with pytest.raises(Doubtful, match=r"董师傅.*已经另有安排"):
        move_activity(activity=visits, actor=province.wu, ends_at=alone.ends_at)
    moved = move_activity(activity=visits, actor=province.wu, ends_at=alone.ends_at, word=WHY)
    assert moved.ends_at == alone.ends_at


def test_a_move_is_asked_like_a_first_time(province: Province, dongs: list[Engagement]) -> None:
    first = visit(province, dongs[0], THURSDAY)
    second = visit(province, dongs[1], THURSDAY, 13)
    times = {"starts_at": first.starts_at, "ends_at": first.ends_at}
    with pytest.raises(Doubtful):
        move_activity(activity=second, actor=province.dong, **times)
    with pytest.raises(Doubtful):
        move_activity(activity=first, actor=province.dong, ends_at=second.ends_at)
    call_off(activity=first, actor=province.dong, reason="台风")
    assert move_activity(activity=second, actor=province.dong, **times).starts_at == first.starts_at


def test_the_form_asks_only_when_there_is_a_doubt(
    province: Province, dongs: list[Engagement], client: Client
) -> None:
    client.force_login(province.dong, backend="django.contrib.auth.backends.ModelBackend")
    page = reverse("visit_schedule", args=[dongs[0].pk])
    assert "free_day" not in client.get(page).content.decode()
    form = {"day": "2026-05-16", "time": "09:00", "hours": "3", "mode": "on_site"}
    form |= {"kind": "assistance", "place": "二号车间"}
    answer = client.post(page, form)
    assert answer.status_code == 422
    assert 'name="free_day"' in answer.content.decode()
    assert 'name="doubled"' not in answer.content.decode()
    assert not Activity.objects.exists()
    assert client.post(page, {**form, "free_day": "on"}).status_code == 302
    assert Activity.objects.get().place == "二号车间"


def test_what_is_left_of_a_day() -> None:
    eight = datetime(2026, 5, 14, 8, tzinfo=UTC)
    hours = [eight + timedelta(hours=n) for n in range(10)]
    taken = [(hours[2], hours[4]), (hours[3], hours[5]), (hours[9], hours[9])]
    left = [(0, 2), (5, 8)]
    assert free_parts(hours[0], hours[8], taken) == [(hours[a], hours[b]) for a, b in left]
    assert free_parts(hours[2], hours[4], taken) == []
