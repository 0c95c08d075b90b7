"""Database rows as facts of the engine."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hongmajia import engine
from hongmajia.engagements.actions import propose
from hongmajia.engagements.enums import EngagementState, Origin
from hongmajia.engagements.models import Engagement
from hongmajia.matching.facts import helper_facts, need_facts
from hongmajia.matching.index import index_below, index_of_everyone, version
from hongmajia.needs.enums import NeedState, Urgency
from hongmajia.offers.enums import OfferMode
from hongmajia.people.models import Helper, Honour, TeamGroup, TeamMembership
from tests.actors import Province, make_need, make_offer


def facts_of(helper: Helper) -> engine.Helper:
    return helper_facts(Helper.objects.filter(pk=helper.pk))[0]


def test_a_need_tells_the_problem_and_never_the_asker(province: Province) -> None:
    need = make_need(province, goal="平面度2mm以内", mode=OfferMode.ON_SITE, urgency=Urgency.URGENT)
    facts = need_facts(need, excluded=[province.dong_helper.pk], wanted=2)
    assert "平面度2mm以内" in facts.text
    assert "莫干精工" not in facts.text
    assert (facts.adcode, facts.category, facts.mode) == ("330521", 1, engine.Mode.ONSITE)
    assert (facts.helpers_wanted, facts.urgency) == (2, 2)
    assert facts.excluded == {str(province.dong_helper.pk)}


def test_a_helper_tells_trade_honours_place_and_what_he_offers(province: Province) -> None:
    Honour.objects.create(helper=province.dong_helper, title="浙江工匠", level=4)
    make_offer(province.dong_helper, title="罐体焊接校平", text="带着焊")
    make_offer(province.dong_helper, title="没有公开的课", is_listed=False)
    facts = facts_of(province.dong_helper)
    assert (facts.name, facts.trade, facts.adcode) == ("董师傅", "焊工", "330502")
    assert facts.specialities == ("不锈钢焊接", "焊接变形控制")
    assert facts.honours == ("浙江工匠",)
    assert "罐体焊接校平" in facts.text
    assert "没有公开的课" not in facts.text
    assert (facts.capacity, facts.radius_km, facts.online_ok) == (3, 60, True)


def test_what_members_of_a_team_can_do_counts_as_the_teams(province: Province) -> None:
    team = province.team.team
    group = TeamGroup.objects.create(team=team, name="电气组")
    TeamMembership.objects.create(team=team, artisan=province.dong_helper.artisan, group=group)
    text = facts_of(province.team).text
    assert "电气组 焊工 不锈钢焊接" in text
    assert "设备故障诊断" in text


@pytest.mark.parametrize(
    ("need_state", "state", "counts"),
    [
        (NeedState.CONFIRMED, EngagementState.ACCEPTED, True),
        (NeedState.IN_SERVICE, EngagementState.CONFIRMED, True),
        (NeedState.IN_SERVICE, EngagementState.ACCEPTED, False),
        (NeedState.CONFIRMED, EngagementState.DECLINED, False),
    ],
)
def test_only_help_that_led_somewhere_counts_as_past_success(
    province: Province, need_state: NeedState, state: EngagementState, counts: bool
) -> None:
    need = make_need(province, need_state)
    Engagement.objects.create(
        need=need, helper=province.dong_helper, origin=Origin.CLAIM, state=state
    )
    assert facts_of(province.dong_helper).solved == ((need.own_words,) if counts else ())


def test_the_index_is_kept_until_a_helper_changes(province: Province) -> None:
    before = version()
    make_need(province)
    assert version() == before

    province.dong_helper.bio = "也会激光焊。"
    province.dong_helper.save()
    assert version() != before
    helper = index_of_everyone().helpers[0]
    assert "激光焊" in helper.text


def test_room_changes_with_every_invitation_without_a_new_index(province: Province) -> None:
    key = str(province.dong_helper.pk)
    index = index_of_everyone()
    assert index.helpers[index.position[key]].capacity == 3

    propose(need=make_need(province), helper=province.dong_helper, actor=province.xu)
    later = index_of_everyone()
    assert later.helpers[later.position[key]].capacity == 2
    assert later.capacity[later.position[key]] == 2


def test_a_pause_takes_all_room_and_leaving_the_roll_takes_the_helper(province: Province) -> None:
    dong, zhou = province.dong_helper, province.zhou_helper
    dong.paused_until = timezone.localdate() + timedelta(days=3)
    dong.save()
    zhou.is_active = False
    zhou.save()
    index = index_of_everyone()
    assert index.helpers[index.position[str(dong.pk)]].capacity == 0
    assert str(zhou.pk) not in index.position


def test_a_subtree_has_its_own_helpers_and_those_named(province: Province) -> None:
    names = {helper.name for helper in index_below(province.jinhua.path).helpers}
    assert names == {"周师傅", "婺城劳模工匠技术服务队"}
    also = index_below(province.jinhua.path, [province.dong_helper.pk])
    assert {helper.name for helper in also.helpers} == {*names, "董师傅"}


def test_asking_the_kept_index_costs_two_queries(
    province: Province, django_assert_num_queries: object
) -> None:
    index_of_everyone()
    with django_assert_num_queries(2):  # type: ignore[operator]
        index_of_everyone()
