"""Seasons, and the calendar of working days."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from hongmajia.core.acts import sentence
from hongmajia.core.clocks import due_after, is_workday
from hongmajia.core.errors import Refused
from hongmajia.core.models import Event, Holiday
from hongmajia.unions import actions
from hongmajia.unions.enums import Indicator, Stage
from hongmajia.unions.models import Season, Target, User
from tests.actors import Province

NEXT_YEAR = {
    Stage.COLLECT: (date(2027, 3, 1), date(2027, 3, 31)),
    Stage.MATCH: (date(2027, 4, 1), date(2027, 4, 30)),
    Stage.SERVE: (date(2027, 5, 1), date(2027, 5, 31)),
    Stage.REVIEW: (date(2027, 6, 1), date(2027, 6, 30)),
    Stage.PROMOTE: (date(2027, 7, 1), date(2027, 7, 31)),
}


def next_season(province: Province, **changes: Any) -> Season:
    facts: dict[str, Any] = {
        "actor": province.fang, "union": province.province, "year": 2027, "stages": NEXT_YEAR,
        "name": "2027年劳模工匠志愿服务月", "number_prefix": "浙2027",
    }  # fmt: skip
    return actions.open_season(**{**facts, **changes})


def test_a_stage_stays_open_all_year_round_once_it_has_begun(province: Province) -> None:
    season = next_season(province)
    assert not season.has_opened(Stage.COLLECT, date(2027, 2, 28))
    assert season.has_opened(Stage.COLLECT, date(2027, 3, 1))
    assert season.has_opened(Stage.COLLECT, date(2027, 5, 20))  # needs still come in May
    assert not season.has_opened(Stage.REVIEW, date(2027, 5, 31))
    assert season.has_opened(Stage.COLLECT, date(2027, 12, 31)), "after the last stage, too"


def test_the_current_season_is_the_latest_begun(province: Province) -> None:
    later = next_season(province)
    assert Season.objects.current() == province.season
    assert Season.objects.current(date(2027, 3, 1)) == later
    assert Season.objects.current(date(2020, 1, 1)) is None


def test_a_union_below_a_host_cannot_open_a_season(province: Province) -> None:
    next_season(province)
    with pytest.raises(Refused, match="浙江省总工会已经设立了2027年度活动，下级不用另设"):
        next_season(province, actor=province.shen, union=province.huzhou)
    assert next_season(province, union=province.huzhou, year=2028).year == 2028


def test_before_the_first_season_every_cadre_may_change_the_calendar(province: Province) -> None:
    assert not province.xu.has_perm("unions.change_holidays")
    province.season.delete()
    xu = User.objects.get(pk=province.xu.pk)  # it is asked once for each request
    assert xu.has_perm("unions.change_holidays")
    assert not province.lin.has_perm("unions.change_holidays")


def test_one_season_a_year(province: Province) -> None:
    next_season(province)
    with pytest.raises(ValidationError):
        next_season(province)


@pytest.mark.parametrize(
    ("stage", "days", "said"),
    [
        (Stage.MATCH, (date(2027, 4, 30), date(2027, 4, 1)), "“对接”的结束早于开始"),
        (Stage.SERVE, (date(2027, 3, 15), date(2027, 5, 31)), "“服务”早于前一阶段开始"),
    ],
)
def test_stages_that_run_backwards_are_refused(
    province: Province, stage: Stage, days: tuple[date, date], said: str
) -> None:
    with pytest.raises(ValidationError, match=said):
        next_season(province, stages={**NEXT_YEAR, stage: days})
    assert Season.objects.count() == 1


def test_a_change_names_limits_and_stages(province: Province) -> None:
    season = next_season(province)
    longer = {**NEXT_YEAR, Stage.PROMOTE: (date(2027, 7, 1), date(2027, 8, 15))}
    actions.change_season(actor=province.fang, season=season, stages=longer, verify_days=3)
    season.refresh_from_db()
    assert season.verify_days == 3
    assert season.stages.get(stage=Stage.PROMOTE).ends == date(2027, 8, 15)
    event = Event.objects.filter(story=season.story).first()
    assert event is not None
    assert sentence(event) == "方建民修改核实时限（工作日）、推广"


def test_targets_are_set_changed_and_dropped(province: Province) -> None:
    about = {"actor": province.fang, "season": province.season, "union": province.huzhou}
    actions.set_targets(**about, amounts={Indicator.CASES: 5, Indicator.SESSIONS: 40})
    actions.set_targets(**about, amounts={Indicator.CASES: 6, Indicator.SESSIONS: None})
    assert list(Target.objects.values_list("indicator", "amount")) == [("cases", 6)]


# --- the calendar ---------------------------------------------------------------------------


@pytest.fixture
def commits(django_capture_on_commit_callbacks: Any) -> Any:
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_the_arrangement_of_2026_as_the_state_council_published_it(province: Province) -> None:
    assert actions.fill_year(actor=province.fang, year=2026) == 25
    free = Holiday.objects.filter(is_workday=False).values_list("date", flat=True)
    worked = Holiday.objects.filter(is_workday=True).values_list("date", flat=True)
    assert date(2026, 2, 17) in free  # 春节
    assert date(2026, 10, 1) in free  # 国庆节
    assert set(worked) == {
        date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9),
        date(2026, 9, 20), date(2026, 10, 10),
    }  # fmt: skip
    assert Holiday.objects.get(date=date(2026, 10, 10)).name == "国庆节调休"


def test_filling_again_keeps_manual_entries(province: Province) -> None:
    by_hand = date(2026, 10, 1)
    actions.set_holiday(actor=province.fang, day=by_hand, is_workday=True, name="值班")
    actions.fill_year(actor=province.fang, year=2026)
    assert actions.fill_year(actor=province.fang, year=2026) == 0
    assert Holiday.objects.get(date=by_hand).name == "值班"


def test_a_year_without_published_holidays_is_refused(province: Province) -> None:
    with pytest.raises(Refused, match="还没有2099年的放假安排"):
        actions.fill_year(actor=province.fang, year=2099)


def test_clocks_follow_a_change_at_once(province: Province, commits: Any) -> None:
    monday = date(2026, 5, 11)
    assert is_workday(monday)
    with commits():
        holiday = actions.set_holiday(
            actor=province.fang, day=monday, is_workday=False, name="停电"
        )
    assert not is_workday(monday)
    friday = timezone.make_aware(timezone.datetime(2026, 5, 8, 9))
    assert timezone.localtime(due_after(friday, 1)).date() == monday + timedelta(days=1)
    with commits():
        actions.remove_holiday(actor=province.fang, holiday=holiday)
    assert is_workday(monday)
    assert Event.objects.filter(verb="holiday.set").count() == 2
