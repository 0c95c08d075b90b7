"""Campaigns: who takes part, what may belong to one, and what the log says."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from hongmajia.campaigns import actions
from hongmajia.campaigns.kinds import KINDS, kept_by
from hongmajia.campaigns.models import Campaign
from hongmajia.campaigns.partnering import agree_to_partner
from hongmajia.core.errors import Refused
from hongmajia.core.models import Event
from hongmajia.notices.models import Notice
from hongmajia.services.models import Activity
from tests.actors import Province, make_need

Start = Callable[..., Campaign]
Hold = Callable[..., Activity]


def verbs() -> list[str]:
    events = Event.objects.filter(verb__startswith="campaign").order_by("pk")
    return [event.verb for event in events]


def test_a_campaign_has_targets_and_partners_who_are_asked(
    province: Province, start: Start
) -> None:
    targets = {"masters": 100, "enterprises": 1000, "sessions": None}
    made = start(targets=targets, partners=[province.wucheng, province.deqing])
    stored = dict(made.targets.values_list("indicator", "amount"))
    assert stored == {"masters": 100, "enterprises": 1000}
    asked = [ask.union for ask in made.asks.all()]
    assert asked == [province.wucheng], "Deqing is below Huzhou anyway"
    assert made.hosts == [province.huzhou]
    told = Notice.objects.get(recipient=province.wu)
    assert made.name in told.params.values()
    assert not Notice.objects.filter(recipient=province.shen).exists()
    assert verbs() == ["campaign.started", "campaign.partner_asked"]


def test_two_campaigns_of_one_union_have_two_names(start: Start) -> None:
    start()
    with pytest.raises(ValidationError):
        start()


def test_it_does_not_end_before_it_begins(start: Start) -> None:
    today = timezone.localdate()
    with pytest.raises(ValidationError, match="早于"):
        start(starts=today, ends=today - timedelta(days=1))


@pytest.mark.parametrize(
    ("name", "label"), [("satisfaction", "满意度"), ("firms_smaller", "中小微企业占比")]
)
def test_no_target_for_what_is_no_sum(start: Start, name: str, label: str) -> None:
    with pytest.raises(Refused, match=label):
        start(targets={name: 90})
    assert not Campaign.objects.exists()


@pytest.mark.parametrize("amount", [-1, 1_000_001, 10**30])
def test_a_target_is_a_number_that_can_be_reached(start: Start, amount: int) -> None:
    with pytest.raises(Refused, match="“活动场次”的目标请填0到1000000的整数"):
        start(targets={"sessions": amount})
    assert not Campaign.objects.exists()


def test_no_person_stands_in_its_public_text(start: Start) -> None:
    made = start(text="有事请打王先生的13812345678。")
    assert "13812345678" not in made.text


@pytest.mark.parametrize(
    "name",
    [
        "“劳动创造幸福”主题宣传月", "“三服务”", "“我为群众办实事”", "党建+技能", "党员先锋岗",
        "百名技术能手进千家企业", "安全生产宣讲周", "主题党日", "金蓝领在车间",
    ],
)  # fmt: skip
def test_the_names_of_campaigns_are_taken_for_no_person(start: Start, name: str) -> None:
    assert start(name=name, theme=name).name == name


def test_changes_are_logged_by_their_names(province: Province, start: Start) -> None:
    made = start(targets={"sessions": 10})
    actions.change_campaign(campaign=made, actor=province.shen, theme="三服务")
    changed = actions.change_campaign(
        campaign=made, actor=province.shen, targets={"sessions": 12}, partners=[province.wucheng]
    )
    assert changed.targets.get().amount == 12
    fields = [e.data["fields"] for e in Event.objects.filter(verb="campaign.changed")]
    assert sorted(fields) == ["主题", "联办工会、目标"]
    same = {"theme": "三服务", "targets": {"sessions": 12}, "partners": [province.wucheng]}
    actions.change_campaign(campaign=made, actor=province.shen, **same)
    assert verbs().count("campaign.changed") == 2


def test_a_record_belongs_once_however_often_it_is_added(province: Province, start: Start) -> None:
    made, need = start(), make_need(province)
    add = {"campaign": made, "kind": KINDS["needs"], "thing": need, "actor": province.xu}
    assert actions.add_record(**add)
    assert not actions.add_record(**add)
    assert made.needs.count() == 1
    assert verbs().count("campaign.tagged") == 1
    assert actions.remove_record(**add)
    assert not actions.remove_record(**add)
    assert verbs().count("campaign.untagged") == 1


def test_records_of_unions_beside_it_are_refused_until_these_are_partners(
    province: Province, start: Start
) -> None:
    made, team = start(), province.team
    add = {"campaign": made, "kind": KINDS["helpers"], "thing": team, "actor": province.wu}
    with pytest.raises(Refused, match="联办"):
        actions.add_record(**add)
    actions.change_campaign(campaign=made, actor=province.shen, partners=[province.wucheng])
    with pytest.raises(Refused, match="联办"):
        actions.add_record(**add)
    agree_to_partner(ask=made.asks.get(), actor=province.wu)
    assert actions.add_record(**add)
    with pytest.raises(Refused, match="有1条"):
        actions.change_campaign(campaign=made, actor=province.shen, partners=[])
    assert [union.name for union in made.partners.all()] == [province.wucheng.name]


def test_a_group_and_an_industry_branch_run_their_own(province: Province, start: Start) -> None:
    for union in (province.group, province.industry):
        made = start(union=union, actor=province.fang)
        need = make_need(province, union=union, home_union=union)
        assert actions.add_record(
            campaign=made, kind=KINDS["needs"], thing=need, actor=province.fang
        )


def test_an_activity_outside_of_its_days_is_refused(
    province: Province, start: Start, activity: Hold
) -> None:
    made, today = start(), timezone.localdate()
    add = {"campaign": made, "kind": KINDS["activities"], "actor": province.xu}
    with pytest.raises(Refused, match="不在“百名技术能手进千家企业”的日期里"):
        actions.add_record(**add, thing=activity(days=40))
    actions.add_record(**add, thing=activity(days=3))
    with pytest.raises(Refused, match="有1场"):
        actions.change_campaign(campaign=made, actor=province.shen, starts=today)


def test_calling_off_takes_a_reason_and_ends_all_changes(province: Province, start: Start) -> None:
    made = start(partners=[province.wucheng])
    with pytest.raises(Refused, match="为什么"):
        actions.call_off_campaign(campaign=made, actor=province.shen, reason=" ")
    actions.call_off_campaign(campaign=made, actor=province.shen, reason="和服务月重了")
    assert not Campaign.objects.visible_to(province.wu).exists()
    assert Campaign.objects.visible_to(province.shen).exists()
    assert Notice.objects.filter(recipient=province.wu).count() == 2
    for again in (
        lambda: actions.change_campaign(campaign=made, actor=province.shen, theme="晚了"),
        lambda: actions.call_off_campaign(campaign=made, actor=province.shen, reason="再来"),
        lambda: actions.add_record(
            campaign=made, kind=KINDS["needs"], thing=make_need(province), actor=province.xu
        ),
    ):
        with pytest.raises(Refused, match="已经取消"):
            again()


@pytest.mark.parametrize(
    ("who", "may"),
    [("fang", True), ("shen", True), ("xu", True), ("lu", True), ("lin", False), ("dong", False),
     ("contact", False), ("wu", False), ("stranger", False)],
)  # fmt: skip
def test_whoever_keeps_a_record_may_add_it(province: Province, who: str, may: bool) -> None:
    need = make_need(province, home_union=province.mogan_union)
    assert kept_by(province.actors[who], KINDS["needs"], need) == may
