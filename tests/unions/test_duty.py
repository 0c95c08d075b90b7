"""Out of hours the pages of asking and tracking give the telephone of the union on duty."""

from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from hongmajia.core.clocks import forget_special_days
from hongmajia.unions.actions import change_union, set_holiday
from hongmajia.unions.duty import on_duty
from tests.actors import Province, make_need

MONDAY_NOON = "2026-05-11T12:00:00+08:00"
MONDAY_NIGHT = "2026-05-11T21:00:00+08:00"
SAYS = "现在是下班时间"


@pytest.fixture(autouse=True)
def huzhou_on_duty(province: Province) -> None:
    change_union(actor=province.fang, union=province.huzhou, duty_phone="0572-2061234")


@pytest.mark.parametrize(
    ("moment", "is_out"),
    [
        (MONDAY_NOON, False),
        ("2026-05-11T08:29:00+08:00", True),
        ("2026-05-11T08:30:00+08:00", False),
        ("2026-05-11T17:30:00+08:00", True),
        ("2026-05-16T12:00:00+08:00", True),
    ],
)
def test_out_of_hours_is_before_after_and_between_working_days(
    province: Province, moment: str, is_out: bool
) -> None:
    with time_machine.travel(moment, tick=False):
        assert (on_duty(province.deqing) is not None) == is_out


def test_a_holiday_is_out_of_hours(province: Province) -> None:
    with time_machine.travel(MONDAY_NOON, tick=False):
        set_holiday(actor=province.fang, day=timezone.localdate(), is_workday=False, name="放假")
        forget_special_days()
        assert on_duty(province.deqing) is not None
    forget_special_days()


def test_the_nearest_union_with_a_number_is_on_duty_else_the_hotline(province: Province) -> None:
    with time_machine.travel(MONDAY_NIGHT, tick=False):
        found = [on_duty(union) for union in (province.deqing, province.wucheng, None)]
    told = [(one.union, one.phone) for one in found if one]
    assert told == [("湖州市总工会", "0572-2061234"), ("", "12351"), ("", "12351")]


def test_the_pages_of_asker_give_the_number_at_night_only(
    as_: Callable[[str], Client], province: Province
) -> None:
    code = make_need(province).tracking_code
    pages = {f"/track/{code}/": "nobody", f"/needs/ask/{code}/": "nobody", "/needs/ask/": "contact"}
    for page, reader in pages.items():
        with time_machine.travel(MONDAY_NIGHT, tick=False):
            text = as_(reader).get(page).content.decode()
            assert SAYS in text
            assert "湖州市总工会值班电话0572-2061234" in text
        with time_machine.travel(MONDAY_NOON, tick=False):
            assert SAYS not in as_(reader).get(page).content.decode()
