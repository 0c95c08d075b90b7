"""Accepting, declining, expiry, cancelling, and giving up an agreed engagement."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from hongmajia.core.clocks import due_after
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.models import Event
from hongmajia.core.signals import acted
from hongmajia.engagements import actions
from hongmajia.engagements.enums import EngagementState, EngagementVerb
from hongmajia.engagements.models import Engagement
from hongmajia.needs.actions import merge_need, unlist_need, withdraw_need
from hongmajia.needs.enums import NeedState, NeedVerb
from hongmajia.needs.models import Need
from hongmajia.people.enums import HelperVerb
from tests.actors import Province, artisan, make_need

from .conftest import state_of, told, verbs

Ask = Callable[..., Engagement]


def test_yes_matches_the_need(province: Province, need: Need, ask: Ask) -> None:
    accepted = actions.accept(engagement=ask(), actor=province.dong)

    assert (accepted.state, accepted.slot) == (EngagementState.ACCEPTED, 1)
    matched = Need.objects.get(pk=need.pk)
    assert (matched.state, matched.due_at) == (NeedState.MATCHED, accepted.due_at)
    assert told(province.contact) == [f"{need}：董师傅接单了，会主动联系"]
    assert told(province.xu) == [f"{need}：董师傅接单了，会主动联系"]


def test_yes_thanks_the_others_who_were_asked(province: Province, need: Need, ask: Ask) -> None:
    dong, zhou = ask(), ask(helper=province.zhou_helper)
    actions.accept(engagement=zhou, actor=province.zhou)
    assert state_of(dong) == EngagementState.CANCELLED
    with pytest.raises(WrongState, match="已取消"):
        actions.accept(engagement=dong, actor=province.dong)


def test_no_is_private(province: Province, need: Need, ask: Ask) -> None:
    heard: list[str] = []

    def hear(event: Event, **rest: object) -> None:
        heard.append(event.verb)

    asked = ask()
    acted.connect(hear, sender=Engagement)
    try:
        actions.decline(engagement=asked, actor=province.dong, reason="这周在外地攻关")
    finally:
        acted.disconnect(hear, sender=Engagement)

    said = Event.objects.get(verb=EngagementVerb.DECLINED)
    assert (said.note, said.audience) == ("这周在外地攻关", Audience.UNIONS)
    assert heard == [EngagementVerb.DECLINED]  # the matching room asks the next
    assert told(province.xu) == [f"{need}：董师傅这次没有接"]
    assert told(province.contact) == []  # who was asked is the union's affair


def test_no_wants_a_reason(province: Province, ask: Ask) -> None:
    with pytest.raises(Refused, match="只有工会看得见"):
        actions.decline(engagement=ask(), actor=province.dong, reason=" ")


def test_silence_expires(province: Province, need: Need, ask: Ask) -> None:
    asked = ask()
    with pytest.raises(WrongState, match="还没到期"):
        actions.expire(engagement=asked)
    with time_machine.travel(timezone.now() + timedelta(days=12)):
        actions.expire(engagement=asked)
    assert state_of(asked) == EngagementState.EXPIRED
    assert told(province.dong)[0] == f"{need}：邀请已到期，这次不用答复了，谢谢您"


def test_an_invitation_taken_back_is_thanked_for(province: Province, need: Need, ask: Ask) -> None:
    actions.cancel(engagement=ask(), actor=province.xu, reason="企业自己解决了")
    thanks = f"{need}：这次没有请您去（企业自己解决了），谢谢您愿意帮忙"
    assert told(province.dong)[0] == thanks


def test_an_invitation_is_not_taken_back_without_a_reason(province: Province, ask: Ask) -> None:
    with pytest.raises(Refused, match="请写明为什么"):
        actions.cancel(engagement=ask(), actor=province.xu, reason=" ")


def test_who_is_not_needed_any_more_hears_why(province: Province, need: Need, ask: Ask) -> None:
    ask()
    unlist_need(need=need, actor=province.xu, reason="企业要先改图纸")
    thanks = f"{need}：这次没有请您去（企业要先改图纸），谢谢您愿意帮忙"
    assert told(province.dong)[0] == thanks


def test_who_cannot_come_gives_his_place_back(province: Province, need: Need, ask: Ask) -> None:
    accepted = actions.accept(engagement=ask(), actor=province.dong)
    released = actions.release(engagement=accepted, actor=province.dong, reason="家里老人住院")

    assert (released.state, released.slot) == (EngagementState.CANCELLED, None)
    assert state_of(need) == NeedState.LISTED
    assert verbs(need)[:2] == [NeedVerb.UNMATCHED, EngagementVerb.RELEASED]
    for user in (province.contact, province.xu):
        assert told(user)[0] == f"{need}：董师傅不能来了，正在重新找人"
    assert actions.claim_need(need=need, helper=province.zhou_helper, actor=province.zhou).slot == 1


def test_one_of_two_leaves_and_another_takes_his_place(province: Province) -> None:
    need = make_need(province, helpers_wanted=2)
    first = actions.claim_need(need=need, helper=province.dong_helper, actor=province.dong)
    actions.claim_need(need=need, helper=province.zhou_helper, actor=province.zhou)
    actions.release(engagement=first, actor=province.dong, reason="病了")
    third = artisan("丙", "焊工", province.huzhou, "330502")
    assert actions.claim_need(need=need, helper=third, actor=province.dong).slot == 1
    assert state_of(need) == NeedState.MATCHED


def test_before_it_is_full_a_leaving_is_told_too(province: Province) -> None:
    need = make_need(province, helpers_wanted=2)
    first = actions.claim_need(need=need, helper=province.dong_helper, actor=province.dong)
    actions.release(engagement=first, actor=province.dong, reason="病了")
    assert told(province.contact)[0] == f"{need}：董师傅不能来了，工会会再找人"


def test_out_of_a_longer_task_nobody_just_leaves(province: Province, need: Need, ask: Ask) -> None:
    accepted = actions.accept(engagement=ask(), actor=province.dong)
    Need.objects.update(state=NeedState.TACKLING)
    with pytest.raises(Refused, match="已经转为攻关"):
        actions.release(engagement=accepted, actor=province.dong, reason="忙")


def test_a_leaving_wants_a_reason(province: Province, need: Need, ask: Ask) -> None:
    accepted = actions.accept(engagement=ask(), actor=province.dong)
    with pytest.raises(Refused, match="请写明为什么不能来"):
        actions.release(engagement=accepted, actor=province.dong, reason="")


# ---- the first contact ----


def test_after_the_first_contact_a_time_is_to_be_agreed(
    province: Province, need: Need, ask: Ask
) -> None:
    accepted = actions.accept(engagement=ask(), actor=province.dong)
    called = actions.record_contact(
        engagement=accepted, actor=province.dong, note="周四上午去看工装"
    )
    assert called.contacted_at is not None
    assert called.due_at == due_after(timezone.now(), 5)
    assert Need.objects.get(pk=need.pk).due_at is None
    assert told(province.contact)[0] == f"{need}：董师傅记下已和您联系"
    assert told(province.xu)[0] == f"{need}：董师傅已和企业联系"
    with pytest.raises(WrongState, match="已经记过"):
        actions.record_contact(engagement=called, actor=province.dong)


def test_each_side_may_call_the_other_and_it_is_logged(province: Province, ask: Ask) -> None:
    accepted = actions.accept(engagement=ask(), actor=province.dong)
    seen_by_dong = actions.reveal_contact(engagement=accepted, actor=province.dong)
    seen_by_contact = actions.reveal_contact(engagement=accepted, actor=province.contact)

    assert seen_by_dong == ("沈女士", "13812341234")
    assert seen_by_contact == ("董师傅", "13900000001")
    looks = Event.objects.filter(verb__in=[NeedVerb.REVEALED, HelperVerb.REVEALED])
    assert {look.actor for look in looks} == {province.dong, province.contact}


def test_of_a_team_one_calls_the_leader(province: Province, need: Need) -> None:
    claimed = actions.claim_need(need=need, helper=province.team, actor=province.zhou)
    assert actions.reveal_contact(engagement=claimed, actor=province.xu) == (
        "周师傅",
        "13900000002",
    )


def test_a_team_without_a_leader_cannot_be_called(province: Province, need: Need) -> None:
    claimed = actions.claim_need(need=need, helper=province.team, actor=province.zhou)
    province.team.team.leader = None
    province.team.team.save()
    claimed = Engagement.objects.get(pk=claimed.pk)
    with pytest.raises(Refused, match="还没有队长"):
        actions.reveal_contact(engagement=claimed, actor=province.xu)


# ---- what becomes of it when the need ends ----


@pytest.mark.parametrize("ending", ["withdrawn", "merged"])
def test_nobody_waits_for_a_need_that_is_over(
    province: Province, need: Need, ask: Ask, ending: str
) -> None:
    asked = ask()
    if ending == "withdrawn":
        withdraw_need(need=need, actor=province.contact)
    else:
        merge_need(need=need, into=make_need(province), actor=province.xu)
    assert state_of(asked) == EngagementState.CANCELLED
    assert told(province.dong)[0] == f"{need}：需求不再办了，不用您去了，谢谢您"
