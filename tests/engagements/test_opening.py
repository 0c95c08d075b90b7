"""The origins of an engagement: what each does, whom it notifies, what it refuses."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from hongmajia.core.clocks import due_after
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, TooLate, WrongState
from hongmajia.core.models import Event
from hongmajia.engagements import actions
from hongmajia.engagements.enums import EngagementState, EngagementVerb, Origin
from hongmajia.engagements.models import Engagement
from hongmajia.needs.actions import list_need, return_need, withdraw_need
from hongmajia.needs.enums import Channel, NeedState, NeedVerb
from hongmajia.needs.models import Need
from tests.actors import Province, artisan, make_need, make_offer

from .conftest import ORDER, state_of, told, verbs

Ask = Callable[..., Engagement]


# ---- dispatch ----


def test_an_invited_helper_has_three_working_days(province: Province, need: Need, ask: Ask) -> None:
    asked = ask(message="企业急", score=0.8, reasons=[{"code": "near", "params": {"km": 23}}])

    assert (asked.state, asked.origin) == (EngagementState.PROPOSED, Origin.DISPATCH)
    assert asked.due_at == due_after(timezone.now(), province.season.accept_days)
    assert (asked.opened_by, asked.slot) == (province.xu, None)
    assert told(province.dong) == [f"德清县总工会请您帮忙：{need}"]
    assert verbs(need) == [EngagementVerb.PROPOSED]


def test_who_is_invited_sees_the_need_even_if_the_public_may_not(province: Province) -> None:
    hidden = make_need(province, visibility="unions")
    assert not Need.objects.visible_to(province.dong).exists()
    actions.propose(need=hidden, helper=province.dong_helper, actor=province.xu)
    assert Need.objects.visible_to(province.dong).get() == hidden


def test_the_staff_are_asked_to_call_who_has_no_account(province: Province, need: Need) -> None:
    old = artisan("钱工", "钳工", province.deqing, "330521")
    actions.propose(need=need, helper=old, actor=province.shen)
    assert told(province.xu) == [f"钱师傅没有账号，请打电话问他并代记答复：{need}"]


def test_no_fourth_invitation_while_three_are_unanswered(province: Province, ask: Ask) -> None:
    for number in range(3):
        ask(helper=artisan(f"甲{number}", "焊工", province.huzhou, "330502"))
    with pytest.raises(Refused, match="已经有3位师傅还没答复"):
        ask()


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"paused_until": timezone.localdate() + timedelta(days=9)}, "暂停接单到"),
        ({"weekly_capacity": 0}, "这周已经排满"),
        ({"radius_km": 5, "online_ok": False}, "距.*公里，董师傅愿走5公里以内"),
    ],
)
def test_his_own_limits_speak_against_him(
    province: Province, need: Need, ask: Ask, fields: dict[str, object], why: str
) -> None:
    for field, value in fields.items():
        setattr(province.dong_helper, field, value)
    province.dong_helper.save()
    with pytest.raises(actions.Unsuitable, match=why):
        ask()

    asked = ask(overrule="电话里说好了，这次破例")

    assert asked.state == EngagementState.PROPOSED
    kept = Event.objects.get(verb=EngagementVerb.PROPOSED)
    assert (kept.note, kept.audience) == ("电话里说好了，这次破例", Audience.UNIONS)


def test_who_only_works_on_site_is_not_asked_online(province: Province) -> None:
    province.dong_helper.online_ok = False
    province.dong_helper.save()
    online = make_need(province, mode="online")
    with pytest.raises(actions.Unsuitable, match="不做在线指导"):
        actions.propose(need=online, helper=province.dong_helper, actor=province.xu)


def test_nobody_is_asked_twice_for_one_need(ask: Ask) -> None:
    ask()
    with pytest.raises(Refused, match="已经在这件上了"):
        ask()


def test_nobody_off_the_roll_is_asked(province: Province, ask: Ask) -> None:
    province.dong_helper.is_active = False
    with pytest.raises(Refused, match="已不在名册上"):
        ask(helper=province.dong_helper)


@pytest.mark.parametrize(
    ("state", "error"),
    [
        (NeedState.SUBMITTED, WrongState),
        (NeedState.RETURNED, WrongState),
        (NeedState.MATCHED, TooLate),
        (NeedState.IN_SERVICE, TooLate),
        (NeedState.WITHDRAWN, TooLate),
        (NeedState.CONFIRMED, TooLate),
    ],
)
def test_only_listed_needs_seek_a_helper(
    province: Province, ask: Ask, state: NeedState, error: type[Refused]
) -> None:
    with pytest.raises(error):
        ask(need=make_need(province, state))
    assert not Engagement.objects.exists()


def test_before_the_matching_stage_nobody_is_asked(province: Province, ask: Ask) -> None:
    later = timezone.localdate() + timedelta(days=30)
    province.season.stages.filter(stage="match").update(starts=later, ends=later)
    with pytest.raises(Refused, match="不在对接期"):
        ask()


# ---- claim ----


def test_a_claim_is_accepted_at_once_and_both_sides_know(province: Province, need: Need) -> None:
    claimed = actions.claim_need(need=need, helper=province.dong_helper, actor=province.dong)

    assert (claimed.state, claimed.slot) == (EngagementState.ACCEPTED, 1)
    assert claimed.due_at == due_after(timezone.now(), province.season.contact_days)
    assert state_of(need) == NeedState.MATCHED
    assert verbs(need) == [NeedVerb.MATCHED, EngagementVerb.CLAIMED]
    assert told(province.contact) == [f"{need}：董师傅认领了"]
    assert told(province.xu) == [f"{need}：董师傅认领了"]
    assert told(province.dong) == []  # he knows


def test_the_second_claimant_is_told_kindly(province: Province, need: Need) -> None:
    actions.claim_need(need=need, helper=province.dong_helper, actor=province.dong)
    with pytest.raises(TooLate, match="谢谢您愿意帮忙"):
        actions.claim_need(need=need, helper=province.zhou_helper, actor=province.zhou)


def test_a_need_that_wants_two_is_matched_by_the_second(province: Province) -> None:
    wants_two = make_need(province, helpers_wanted=2)
    first = actions.claim_need(need=wants_two, helper=province.dong_helper, actor=province.dong)
    assert state_of(wants_two) == NeedState.LISTED

    second = actions.claim_need(need=wants_two, helper=province.zhou_helper, actor=province.zhou)

    assert (first.slot, second.slot) == (1, 2)
    assert state_of(wants_two) == NeedState.MATCHED
    matched = Event.objects.get(verb=NeedVerb.MATCHED)
    assert matched.data["helper"] == "董师傅、周师傅"


def test_a_leader_claims_for_his_team(province: Province, need: Need) -> None:
    claimed = actions.claim_need(need=need, helper=province.team, actor=province.zhou)
    assert claimed.helper == province.team


def test_who_claims_what_he_was_invited_to_accepts(
    need: Need, province: Province, ask: Ask
) -> None:
    asked = ask()
    claimed = actions.claim_need(need=need, helper=province.dong_helper, actor=province.dong)
    assert claimed == asked
    assert claimed.state == EngagementState.ACCEPTED


def test_a_claim_thanks_those_who_were_asked(province: Province, need: Need, ask: Ask) -> None:
    asked = ask()
    actions.claim_need(need=need, helper=province.zhou_helper, actor=province.zhou)
    assert state_of(asked) == EngagementState.CANCELLED
    assert told(province.dong)[0] == f"{need}：已经定了别的师傅，这次没有请您去，谢谢您愿意帮忙"


# ---- order ----


def test_an_order_is_a_need_born_with_its_helper(province: Province, order: Ask) -> None:
    asked = order(tracking_code="HM-2222-3333")

    assert (asked.origin, asked.state) == (Origin.ORDER, EngagementState.PROPOSED)
    assert asked.offer is not None
    assert (asked.need.channel, asked.need.state) == (Channel.ORDER, NeedState.SUBMITTED)
    assert asked.need.tracking_code == "HM-2222-3333"
    assert told(province.dong) == [f"有人点了您的单：{asked.need}"]
    assert told(province.xu) == [f"新需求等您核实：{asked.need}"]


def test_an_order_without_words_is_about_the_offer(order: Ask) -> None:
    assert order(text="").need.title == "不锈钢焊接变形控制与现场辅导"


def test_a_signed_in_contact_orders_for_the_enterprise(province: Province, order: Ask) -> None:
    asked = order(actor=province.contact, enterprise=province.mogan, enterprise_name="")
    assert (asked.need.asker, asked.opened_by) == (province.contact, province.contact)
    assert Engagement.objects.visible_to(province.contact).get() == asked


def test_yes_first_then_verified_is_matched(province: Province, order: Ask) -> None:
    asked = order()
    actions.accept(engagement=asked, actor=province.dong)
    assert state_of(asked.need) == NeedState.SUBMITTED  # the union has not looked at it yet

    list_need(need=asked.need, actor=province.xu, category=1)

    assert state_of(asked.need) == NeedState.MATCHED


def test_verified_first_then_yes_is_matched(province: Province, order: Ask) -> None:
    asked = order()
    list_need(need=asked.need, actor=province.xu, category=1)
    assert state_of(asked.need) == NeedState.LISTED
    actions.accept(engagement=asked, actor=province.dong)
    assert state_of(asked.need) == NeedState.MATCHED


def test_an_order_returned_by_the_union_keeps_its_helper(province: Province, order: Ask) -> None:
    asked = order()
    return_need(need=asked.need, actor=province.xu, reason="请写板厚")
    assert state_of(asked) == EngagementState.PROPOSED


def test_a_declined_order_leaves_a_need_for_the_union(province: Province, order: Ask) -> None:
    asked = order(actor=province.contact)
    actions.decline(engagement=asked, actor=province.dong, reason="太忙")
    assert state_of(asked.need) == NeedState.SUBMITTED
    assert told(province.contact)[0] == f"{asked.need}：董师傅这次没有接，工会接着帮您找"


def test_a_withdrawn_order_lets_the_helper_go(province: Province, order: Ask) -> None:
    asked = order()
    actions.accept(engagement=asked, actor=province.dong)
    withdraw_need(need=asked.need, actor=None)
    asked.refresh_from_db()
    assert (asked.state, asked.slot) == (EngagementState.CANCELLED, None)
    assert told(province.dong)[0] == f"{asked.need}：需求不再办了，不用您去了，谢谢您"


def test_a_paused_helper_cannot_be_ordered(province: Province, order: Ask) -> None:
    province.dong_helper.paused_until = timezone.localdate()
    province.dong_helper.save()
    with pytest.raises(Refused, match="董师傅暂停接单到"):
        order()
    assert not Need.objects.exists()


def test_an_unlisted_offer_cannot_be_ordered(province: Province, order: Ask) -> None:
    with pytest.raises(TooLate, match="已经下架"):
        order(offer=make_offer(province.dong_helper, is_listed=False))


def test_one_telephone_has_at_most_three_orders_waiting(province: Province, order: Ask) -> None:
    for _number in range(3):
        order()
    with pytest.raises(Refused, match="已经有3单在等答复"):
        order()
    assert order(contact_phone="13900001111")


def test_an_order_that_cannot_be_leaves_nothing(province: Province, order: Ask) -> None:
    with pytest.raises(ValidationError, match="手机号少了"):
        order(contact_phone=ORDER["contact_phone"][:-1])
    assert not Need.objects.exists()
    assert not Engagement.objects.exists()


# ---- pairing ----


def test_pairing_needs_no_answer(province: Province, need: Need) -> None:
    paired = actions.pair(need=need, helper=province.dong_helper, actor=province.xu)
    assert (paired.state, paired.origin) == (EngagementState.ACCEPTED, Origin.PAIRING)
    assert state_of(need) == NeedState.MATCHED
    assert told(province.dong) == [f"{need}：由您来办，请和企业联系"]
    assert told(province.contact) == [f"{need}：说好由董师傅一对一帮助"]


def test_a_standing_invitation_becomes_the_pairing(
    province: Province, need: Need, ask: Ask
) -> None:
    asked = ask()
    assert actions.pair(need=need, helper=province.dong_helper, actor=province.xu) == asked
    assert verbs(need)[1] == EngagementVerb.PAIRED


def test_pairing_against_his_limits_wants_a_reason(province: Province, need: Need) -> None:
    province.dong_helper.weekly_capacity = 0
    province.dong_helper.save()
    with pytest.raises(actions.Unsuitable):
        actions.pair(need=need, helper=province.dong_helper, actor=province.xu)
    assert actions.pair(
        need=need, helper=province.dong_helper, actor=province.xu, overrule="他本人愿意"
    )
