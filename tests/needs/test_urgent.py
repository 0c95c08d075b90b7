"""“停产了，很急”: a shorter clock, a mark, and the first place on the desk and in the queue."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from hongmajia.engagements.actions import accept, propose
from hongmajia.needs.actions import correct_need, escalate_need, list_need
from hongmajia.needs.enums import NeedState, Urgency
from hongmajia.needs.models import Need
from hongmajia.portal.waiting import rows_for, tally_of
from hongmajia.unions.models import SeasonStage
from tests.actors import Province, make_need
from tests.needs.conftest import As

TUESDAY_EVENING = datetime.fromisoformat("2026-05-12T17:30:00+08:00")


@pytest.fixture(autouse=True)
def on_monday(province: Province) -> Any:
    """It is Monday, 11 May 2026, in the middle of the season."""
    SeasonStage.objects.update(starts="2026-04-01", ends="2026-07-31")
    with time_machine.travel("2026-05-11T10:00:00+08:00", tick=False):
        yield


def urgent(province: Province, state: NeedState, **facts: Any) -> Need:
    return make_need(province, state, urgency=Urgency.URGENT, **facts)


def test_each_step_of_an_urgent_need_is_due_the_next_working_day(province: Province) -> None:
    need = urgent(province, NeedState.SUBMITTED)
    assert list_need(need=need, actor=province.xu, category=1).due_at == TUESDAY_EVENING
    asked = propose(need=need, helper=province.dong_helper, actor=province.xu)
    assert asked.due_at == TUESDAY_EVENING
    assert accept(engagement=asked, actor=province.dong).due_at == TUESDAY_EVENING
    other = urgent(province, NeedState.SUBMITTED)
    assert escalate_need(need=other, actor=province.xu, reason="缺人").due_at == TUESDAY_EVENING


def test_what_is_not_urgent_keeps_the_limits_of_the_season(province: Province) -> None:
    need = make_need(province, NeedState.SUBMITTED, urgency=Urgency.SOON)
    listed = list_need(need=need, actor=province.xu, category=1)
    assert timezone.localdate(listed.due_at).isoformat() == "2026-05-18"


def test_the_season_sets_the_limit_but_never_a_longer_one(province: Province) -> None:
    need = urgent(province, NeedState.LISTED)
    need.season.urgent_days = 3
    assert [need.days_for(n) for n in (2, 3, 5)] == [2, 3, 3]


def test_the_clock_follows_when_the_asker_says_so_later(province: Province) -> None:
    need = make_need(province, NeedState.SUBMITTED)
    list_need(need=need, actor=province.xu, category=1)
    for urgency, due in ((Urgency.URGENT, "2026-05-12"), (Urgency.NORMAL, "2026-05-18")):
        changed = correct_need(need=need, actor=province.contact, urgency=urgency)
        need.refresh_from_db()
        assert timezone.localdate(need.due_at).isoformat() == due
        assert changed.due_at == need.due_at


def test_urgent_needs_come_first_on_the_desk_even_before_what_is_late(
    as_: As, province: Province
) -> None:
    now = timezone.now()
    make_need(province, NeedState.SUBMITTED, title="超期", due_at=now - timedelta(days=3))
    urgent(province, NeedState.SUBMITTED, title="停产", due_at=now + timedelta(days=1))
    rows = rows_for(province.xu, tally_of(province.xu))
    assert [(row.title, row.when) for row in rows] == [("停产", "urgent"), ("超期", "late")]
    page = as_("xu").get("/desk/").content.decode()
    assert page.index("停产的、很急的") < page.index("已超期")
    assert page.count(">急件<") == 1


def test_urgent_needs_come_first_in_the_queue(as_: As, province: Province) -> None:
    now = timezone.now()
    for n in range(3):
        make_need(province, title=f"平常{n}", due_at=now + timedelta(hours=n))
    urgent(province, NeedState.SUBMITTED, title="停产", due_at=now + timedelta(days=1))
    answer = as_("xu").get("/needs/queue/")
    titles = [need.title for need in answer.context["page"].rows]
    assert titles == ["停产", "平常0", "平常1", "平常2"]
    assert answer.content.decode().count(">急件<") == 1


def test_pages_of_the_queue_show_each_urgent_need_once(as_: As, province: Province) -> None:
    now = timezone.now()
    for n in range(25):
        make_need(province, title=f"平常{n}", due_at=now + timedelta(hours=n))
    need = urgent(province, NeedState.LISTED, title="停产", due_at=now + timedelta(hours=20))
    seen, address = [], "/needs/queue/"
    while address:
        page = as_("xu").get(address).context["page"]
        seen += [row.pk for row in page.rows]
        address = f"/needs/queue/?after={page.next_key}" if page.next_key else ""
    assert seen[0] == need.pk
    assert len(seen) == len(set(seen)) == 26
