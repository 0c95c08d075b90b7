"""An overdue need: its union is reminded once a working day, and the union above is notified
once.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from hongmajia.core.acts import sentence
from hongmajia.core.models import Event
from hongmajia.needs.enums import NeedState, NeedVerb
from hongmajia.needs.models import Need
from hongmajia.needs.reminders import remind_holder
from hongmajia.needs.tasks import remind_overdue
from hongmajia.notices.models import Notice
from hongmajia.unions.models import User
from tests.actors import Province, make_need

THURSDAY = "2026-05-14T08:00:00+08:00"
YESTERDAY = datetime.fromisoformat("2026-05-13T17:30:00+08:00")


@pytest.fixture
def late(province: Province) -> Need:
    """A need that Deqing should have verified by yesterday's closing time."""
    need = make_need(province, NeedState.SUBMITTED, due_at=YESTERDAY)
    Need.objects.filter(pk=need.pk).update(held_since=YESTERDAY - timedelta(days=2))
    return need


def remind(work: Callable[[], None], moment: str = THURSDAY) -> None:
    with time_machine.travel(datetime.fromisoformat(moment), tick=False):
        remind_overdue.enqueue()
        work()


def told(person: User) -> list[str]:
    return [notice.text for notice in Notice.objects.filter(recipient=person)]


@pytest.mark.tasks_run_twice
def test_its_union_and_the_one_above_are_told(
    province: Province, late: Need, work: Callable[[], None]
) -> None:
    remind(work)
    assert told(province.xu) == ["已超期，请尽快办：不锈钢焊接变形怎么减少"]
    assert told(province.shen) == ["德清县总工会超期未办：不锈钢焊接变形怎么减少"]
    assert told(province.fang) == told(province.wu) == told(province.contact) == []


def test_the_timeline_tells_it_once(
    province: Province, late: Need, work: Callable[[], None]
) -> None:
    remind(work)
    remind(work, "2026-05-15T08:00:00+08:00")
    event = Event.objects.get(story=late.story, verb=NeedVerb.OVERDUE)
    assert sentence(event) == "德清县总工会超过时限还没办，上级工会也能看到"


def test_one_reminder_a_working_day(
    province: Province, late: Need, work: Callable[[], None]
) -> None:
    remind(work)
    remind(work, "2026-05-14T15:00:00+08:00")  # the same day
    assert len(told(province.xu)) == 1
    remind(work, "2026-05-15T08:00:00+08:00")  # Friday
    remind(work, "2026-05-16T08:00:00+08:00")  # Saturday
    assert len(told(province.xu)) == 2
    assert len(told(province.shen)) == 1


@pytest.mark.parametrize("state", [NeedState.MATCHED, NeedState.WITHDRAWN])
def test_a_need_in_other_hands_is_not_the_unions_fault(
    province: Province, work: Callable[[], None], state: NeedState
) -> None:
    make_need(province, state, due_at=YESTERDAY)
    remind(work)
    assert told(province.xu) == []


def test_a_need_in_time_reminds_nobody(province: Province, work: Callable[[], None]) -> None:
    make_need(province, NeedState.LISTED, due_at=YESTERDAY + timedelta(days=1))
    remind(work)
    assert told(province.xu) == []


def test_the_highest_union_has_none_above_it(province: Province, work: Callable[[], None]) -> None:
    make_need(province, NeedState.ESCALATED, union=province.province, due_at=YESTERDAY)
    remind(work)
    assert len(told(province.fang)) == 1


def test_a_need_that_moved_on_meanwhile_is_left_alone(province: Province, late: Need) -> None:
    Need.objects.filter(pk=late.pk).update(state=NeedState.LISTED, held_since=timezone.now())
    remind_holder(need=late)
    assert told(province.xu) == []
