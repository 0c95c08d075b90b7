"""Ceremonies: flags and pairs are planned, recorded, and taken back without anything left over."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from hongmajia.core.errors import Refused
from hongmajia.core.models import Event
from hongmajia.demo.drawings import workshop
from hongmajia.events.actions import (
    FlagPlan,
    hold_ceremony,
    plan_ceremony,
    plan_pairs,
    take_ceremony_back,
)
from hongmajia.events.models import Ceremony, EventPhoto
from hongmajia.people.actions import assess_apprentice, award_flag, set_team_member
from hongmajia.people.models import Apprenticeship, Helper
from hongmajia.services.models import Activity
from tests.actors import Province, artisan
from tests.events.conftest import deqing_master


def yesterday() -> Any:
    return timezone.localdate() - timedelta(days=1)


@pytest.fixture
def planned(
    province: Province, opening: Any, team: Any, pair: Any
) -> tuple[Activity, Helper, Apprenticeship]:
    """Yesterday's opening, where a team was to get its flag and a pair to be sealed."""
    activity, helper, paired = opening(days=-1), team(), pair()
    plan_ceremony(activity=activity, actor=province.xu, flags=[FlagPlan(helper)], pairs=[paired])
    return activity, helper, paired


def hold(province: Province, activity: Activity, **changes: Any) -> Ceremony:
    values = {
        "activity": activity, "actor": province.xu, "on": timezone.localdate(activity.starts_at),
        "flags": activity.flags.all(), "seals": activity.seals.all(),
        "signed": activity.seals.all(),
    }  # fmt: skip
    return hold_ceremony(**{**values, **changes})


def test_a_ceremony_awards_the_flag_and_signs_the_agreement(
    province: Province, planned: Any
) -> None:
    activity, helper, paired = planned
    hold(province, activity)
    helper.team.refresh_from_db()
    paired.refresh_from_db()
    day = timezone.localdate(activity.starts_at)
    assert (helper.team.flag_awarded_on, helper.team.flag_awarded_by) == (day, province.deqing)
    assert (paired.state, paired.signed_on) == ("running", day)


def test_a_pair_may_be_sealed_without_its_agreement(province: Province, planned: Any) -> None:
    activity, _helper, paired = planned
    hold(province, activity, signed=())
    paired.refresh_from_db()
    assert (paired.state, paired.signed_on) == ("agreed", None)
    assert activity.seals.get().ceremony is not None


def test_taking_it_back_undoes_all_and_only_what_it_did(
    province: Province, opening: Any, team: Any, pair: Any
) -> None:
    """The team had a flag of last year; one agreement was signed at the ceremony, one was not."""
    activity, helper = opening(days=-1), team()
    last_year = timezone.localdate() - timedelta(days=365)
    award_flag(team=helper, actor=province.xu, on=last_year, by=province.deqing)
    signed, unsigned = pair("余小芳"), pair("方小明")
    plan_ceremony(
        activity=activity, actor=province.xu, flags=[FlagPlan(helper, is_made=True)],
        pairs=[signed, unsigned],
    )  # fmt: skip
    before = state_of(helper, signed, unsigned)
    photo = workshop()
    hold(province, activity, signed=activity.seals.filter(apprenticeship=signed), photo=photo)
    assert state_of(helper, signed, unsigned) != before
    take_ceremony_back(activity=activity, actor=province.xu, reason="记错了日期")
    assert state_of(helper, signed, unsigned) == before
    assert not Ceremony.objects.exists()
    assert not EventPhoto.objects.exists()
    assert [f.ceremony_id for f in activity.flags.all()] == [None]
    assert {s.has_signed for s in activity.seals.all()} == {False}
    undone = Event.objects.get(verb="event.ceremony_undone")
    assert (undone.actor, undone.note) == (province.xu, "记错了日期")
    assert Ceremony.history.filter(history_type="-").count() == 1


def state_of(helper: Helper, *pairs: Apprenticeship) -> list[Any]:
    team = Helper.objects.get(pk=helper.pk).team
    rows = Apprenticeship.objects.filter(pk__in=[pair.pk for pair in pairs]).order_by("pk")
    kept = list(rows.values("state", "signed_on", "ends_on", "apprentice_name"))
    return [team.flag_awarded_on, team.flag_awarded_by_id, *kept]


def test_it_can_be_recorded_again_after_it_was_taken_back(province: Province, planned: Any) -> None:
    activity, helper, _paired = planned
    hold(province, activity)
    with pytest.raises(Refused, match="已经记下"):
        hold(province, activity)
    take_ceremony_back(activity=activity, actor=province.xu, reason="记错了")
    hold(province, activity)
    helper.team.refresh_from_db()
    assert helper.team.flag_awarded_on == timezone.localdate(activity.starts_at)


def test_it_is_not_taken_back_when_the_apprentice_was_assessed(
    province: Province, planned: Any
) -> None:
    activity, helper, paired = planned
    hold(province, activity)
    assess_apprentice(
        apprenticeship=paired, actor=province.xu, on=timezone.localdate(), grade=3, words="会了"
    )
    with pytest.raises(Refused, match="已经考核过"):
        take_ceremony_back(activity=activity, actor=province.xu, reason="记错了")
    helper.team.refresh_from_db()
    assert helper.team.flag_awarded_on is not None


def test_it_is_not_taken_back_when_the_team_got_a_later_flag(
    province: Province, planned: Any
) -> None:
    activity, helper, _paired = planned
    hold(province, activity)
    award_flag(team=helper, actor=province.xu, on=timezone.localdate(), by=province.huzhou)
    with pytest.raises(Refused, match="后来又授过旗"):
        take_ceremony_back(activity=activity, actor=province.xu, reason="记错了")
    with pytest.raises(Refused, match="为什么撤回"):
        take_ceremony_back(activity=activity, actor=province.xu, reason=" ")


def test_the_groups_of_a_team_get_flags_of_their_own(
    province: Province, opening: Any, team: Any
) -> None:
    """Four groups, as of 浙能: 电气, 热动, 集控环化, 综合."""
    helper, activity = team("浙能志愿服务队"), opening(days=-1)
    for n, name in enumerate(("电气", "热动", "集控环化", "综合")):
        member = artisan_of(province, f"组长{n}")
        set_team_member(team=helper, artisan=member, actor=province.xu, group=name)
    groups = list(helper.team.groups.all())
    plan_ceremony(
        activity=activity, actor=province.xu, flags=[FlagPlan(helper, one) for one in groups]
    )
    hold(province, activity)
    helper.team.refresh_from_db()
    assert helper.team.flag_awarded_on is None
    given = activity.flags.exclude(ceremony=None)
    assert [one.group_name for one in given] == ["电气", "热动", "集控环化", "综合"]


def artisan_of(province: Province, name: str) -> Helper:
    return artisan(name, "电工", province.deqing, "330521")


@pytest.mark.parametrize(("days", "says"), [(3, "还没开始"), (-3, "不在这一天")])
def test_a_ceremony_is_recorded_of_a_day_on_which_it_was(
    province: Province, opening: Callable[..., Activity], team: Any, days: int, says: str
) -> None:
    activity = opening(days=days)
    plan_ceremony(activity=activity, actor=province.xu, flags=[FlagPlan(team())])
    with pytest.raises(Refused, match=says):
        hold(province, activity, on=yesterday())


def test_teams_of_others_get_no_flag_here(province: Province, opening: Any) -> None:
    with pytest.raises(Refused, match="不能在这里授旗"):
        plan_ceremony(activity=opening(), actor=province.xu, flags=[FlagPlan(province.team)])


def test_a_pair_is_sealed_once(province: Province, opening: Any, pair: Any) -> None:
    first, second, paired = opening(days=-1), opening(days=-1), pair()
    plan_pairs(activity=first, actor=province.xu, pairs=[paired])
    hold(province, first)
    with pytest.raises(Refused, match="别的仪式"):
        plan_pairs(activity=second, actor=province.xu, pairs=[paired])


def test_nothing_is_recorded_without_a_flag_or_a_pair(province: Province, opening: Any) -> None:
    with pytest.raises(Refused, match="至少选"):
        hold(province, opening(days=-1))
    assert deqing_master(province).apprenticeships.count() == 0
