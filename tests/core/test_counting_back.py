"""Deadlines of earlier versions are read back, so that a holiday moves them too."""

from datetime import date, datetime

from django.utils import timezone

from hongmajia.core.counting_back import count_back
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need
from hongmajia.unions.actions import set_holiday
from tests.actors import Province, make_need


def at(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(text))


def test_an_old_deadline_is_counted_from_its_state(province: Province) -> None:
    province.season.stages.update(starts=date(2026, 3, 1))
    dates = {"held_since": at("2026-05-14 10:00"), "due_at": at("2026-05-21 17:30")}
    need = make_need(province, NeedState.LISTED, **dates)
    fixed = make_need(province, NeedState.IN_SERVICE, **dates)
    count_back(Need.objects.all(), {"listed": "match"}, {})
    need.refresh_from_db()
    fixed.refresh_from_db()
    assert (need.counted_from, need.counted_days) == (date(2026, 5, 14), 5)
    assert fixed.counted_days is None
    set_holiday(actor=province.fang, day=date(2026, 5, 18), is_workday=False, name="停电")
    need.refresh_from_db()
    fixed.refresh_from_db()
    assert need.due_at == at("2026-05-22 17:30")
    assert fixed.due_at == dates["due_at"]
