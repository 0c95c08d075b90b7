"""What each act on a need does, and what it refuses."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from hongmajia.core.clocks import due_after
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.models import Event
from hongmajia.needs import actions
from hongmajia.needs.enums import Channel, NeedState, NeedVerb, Visibility
from hongmajia.needs.models import Need, need_search
from hongmajia.needs.queries import followers
from hongmajia.notices.models import Notice
from hongmajia.unions.enums import Role
from hongmajia.unions.models import Membership, Region
from tests.actors import Province, make_need

REASON = "请写明板厚和焊接方法。"


def facts(province: Province, **changes: Any) -> dict[str, Any]:
    asked = {
        "text": "焊不锈钢罐体的时候变形厉害，焊完要花很长时间校平。有的还要返工。",
        "enterprise": province.mogan,
        "region": province.mogan.region,
        "contact_name": "沈女士",
        "contact_phone": "13812341234",
    }
    return {**asked, **changes}


def told(user: Any) -> list[str]:
    """The sentences of a person's notices, newest first."""
    return [notice.text for notice in Notice.objects.filter(recipient=user)]


def verbs(need: Need) -> list[str]:
    return list(Event.objects.filter(story=need.story).values_list("verb", flat=True))


# ---- submitting ----


def test_a_need_lands_at_the_nearest_union_with_a_cadre(province: Province) -> None:
    need = actions.submit_need(actor=province.contact, **facts(province))

    assert need.state == NeedState.SUBMITTED
    assert need.union == province.deqing  # nobody is cadre in the enterprise's own union
    assert need.home_union == province.mogan_union
    assert need.due_at == due_after(need.held_since, province.season.verify_days)
    assert need.title == "焊不锈钢罐体的时候变形厉害，焊完要花很长时间校平"
    assert verbs(need) == [NeedVerb.SUBMITTED]
    assert told(province.xu) == [f"新需求等您核实：{need.title}"]
    assert told(province.shen) == []


def test_without_an_enterprise_the_region_decides(province: Province) -> None:
    anji = Region.objects.get(adcode="330523")  # no county union: its city's takes it
    need = actions.submit_need(actor=None, **facts(province, enterprise=None, region=anji))
    assert need.union == province.huzhou


def test_where_no_city_union_stands_the_province_takes_it(province: Province) -> None:
    ningbo = Region.objects.get(adcode="330200")
    need = actions.submit_need(actor=None, **facts(province, enterprise=None, region=ningbo))
    assert need.union == province.province


def test_cadres_who_left_do_not_count(province: Province) -> None:
    province.xu.is_active = False
    province.xu.save()
    assert actions.submit_need(actor=None, **facts(province)).union == province.huzhou


def test_nobody_receives_where_nobody_is_cadre(province: Province) -> None:
    Membership.objects.filter(role=Role.CADRE).delete()
    with pytest.raises(Refused, match="12351"):
        actions.submit_need(actor=None, **facts(province))
    assert not Need.objects.exists()


def test_before_the_season_collects_nothing_is_taken_in(province: Province) -> None:
    soon = timezone.localdate() + timedelta(days=40)
    province.season.stages.update(starts=soon, ends=soon)
    with pytest.raises(Refused, match="征集期"):
        actions.submit_need(actor=None, **facts(province))


def test_a_stranger_needs_no_account(province: Province) -> None:
    need = actions.submit_need(actor=None, **facts(province))
    assert need.asker is None
    assert need.tracking_code.startswith("HM-")


def test_a_liaison_asks_for_the_enterprises_contact(province: Province) -> None:
    need = actions.submit_need(
        actor=province.lu, asker=province.contact, channel=Channel.LIAISON, **facts(province)
    )
    assert need.asker == province.contact
    assert Event.objects.get(story=need.story).actor == province.lu


def test_facts_that_cannot_be_change_nothing(province: Province) -> None:
    with pytest.raises(ValidationError, match="手机号少了1位"):
        actions.submit_need(actor=None, **facts(province, contact_phone="1381234123"))
    assert not Need.objects.exists()
    assert not Event.objects.exists()


def test_what_was_asked_can_be_found(province: Province) -> None:
    need = actions.submit_need(actor=None, **facts(province, goal="平面度2mm以内"))
    for words in ("不锈钢", "罐体 变形", "平面度"):
        assert Need.objects.get(pk__in=need_search.matching(words)) == need


# ---- returning and supplementing ----


def test_a_returned_need_waits_for_its_asker(province: Province) -> None:
    need = actions.submit_need(actor=province.contact, **facts(province))
    returned = actions.return_need(need=need, actor=province.xu, reason=REASON)

    assert returned.state == NeedState.RETURNED
    assert returned.due_at is not None
    assert Event.objects.first().note == REASON  # type: ignore[union-attr]
    assert told(province.contact) == [f"请补充您的需求：{need.title}（请写明板厚和焊接方法。）"]


def test_a_return_without_a_reason_is_refused(province: Province) -> None:
    need = make_need(province, NeedState.SUBMITTED)
    with pytest.raises(Refused, match="缺什么"):
        actions.return_need(need=need, actor=province.xu, reason="  ")


def test_a_supplemented_need_comes_back_with_a_new_clock(province: Province) -> None:
    need = actions.submit_need(actor=province.contact, **facts(province))
    actions.return_need(need=need, actor=province.xu, reason=REASON)
    again = actions.resubmit_need(need=need, actor=province.contact, equipment="304不锈钢，板厚3mm")

    assert again.state == NeedState.SUBMITTED
    assert again.equipment == "304不锈钢，板厚3mm"
    assert again.due_at == due_after(again.held_since, province.season.verify_days)
    assert told(province.xu)[0] == f"退回的需求补充好了，请再核实：{need.title}"
    assert Need.objects.get(pk__in=need_search.matching("板厚")) == need


def test_only_a_returned_need_is_supplemented(province: Province) -> None:
    need = make_need(province, NeedState.LISTED)
    with pytest.raises(WrongState):
        actions.resubmit_need(need=need, actor=province.contact, text="别的")
    need.refresh_from_db()
    assert need.text != "别的"


# ---- listing ----


def test_a_verified_need_is_listed_under_its_category(province: Province) -> None:
    need = make_need(province, NeedState.SUBMITTED, category=None)
    listed = actions.list_need(need=need, actor=province.xu, category=3, title="减少焊接变形")

    assert listed.state == NeedState.LISTED
    assert listed.category == 3
    assert listed.title == "减少焊接变形"
    assert listed.listed_at is not None
    assert listed.due_at == due_after(listed.held_since, province.season.match_days)
    assert told(province.contact) == ["您的需求已列入企业问题清单：减少焊接变形"]


def test_the_wish_to_stay_hidden_is_never_overruled(province: Province) -> None:
    need = make_need(province, NeedState.SUBMITTED, visibility=Visibility.UNIONS)
    with pytest.raises(Refused, match="只给工会和来帮忙的师傅看"):
        actions.list_need(need=need, actor=province.xu, category=1, visibility=Visibility.MASKED)


def test_a_cadre_may_hide_more(province: Province) -> None:
    need = make_need(province, NeedState.SUBMITTED, visibility=Visibility.OPEN)
    listed = actions.list_need(
        need=need, actor=province.xu, category=1, visibility=Visibility.UNIONS
    )
    assert listed.visibility == Visibility.UNIONS


def test_two_cadres_list_it_once(province: Province) -> None:
    need = make_need(province, NeedState.SUBMITTED)
    actions.list_need(need=need, actor=province.xu, category=1)
    with pytest.raises(WrongState, match="待对接"):
        actions.list_need(need=need, actor=province.shen, category=2)
    need.refresh_from_db()
    assert need.category == 1


# ---- correcting ----


def test_a_correction_names_the_fields_it_changed(province: Province) -> None:
    need = make_need(province)
    actions.correct_need(need=need, actor=province.xu, goal="平面度2mm以内", title=need.title)

    event = Event.objects.get(story=need.story)
    assert event.data["fields"] == ["做到什么样算解决"]
    assert need.history.first().goal == "平面度2mm以内"  # type: ignore[attr-defined]


def test_a_correction_that_changes_nothing_is_no_act(province: Province) -> None:
    need = make_need(province)
    actions.correct_need(need=need, actor=province.xu, title=need.title)
    assert not Event.objects.exists()


def test_the_asker_may_open_what_a_cadre_may_not(province: Province) -> None:
    need = make_need(province, visibility=Visibility.UNIONS)
    with pytest.raises(Refused):
        actions.correct_need(need=need, actor=province.xu, visibility=Visibility.OPEN)
    opened = actions.correct_need(need=need, actor=province.contact, visibility=Visibility.OPEN)
    assert opened.visibility == Visibility.OPEN


def test_what_is_over_stays_as_it_was(province: Province) -> None:
    need = make_need(province, NeedState.CONFIRMED)
    with pytest.raises(WrongState, match="办结"):
        actions.correct_need(need=need, actor=province.xu, goal="别的")


# ---- tiers ----


def test_escalating_hands_it_up_and_restarts_the_clock(province: Province) -> None:
    need = make_need(province)
    escalated = actions.escalate_need(
        need=need, actor=province.xu, reason="本县焊工师傅已排满，请市里协调。"
    )

    assert escalated.state == NeedState.ESCALATED
    assert escalated.union == province.huzhou
    assert escalated.home_union == province.deqing
    assert escalated.due_at == due_after(escalated.held_since, province.season.verify_days)
    assert told(province.shen) == [f"下级工会提请协调：{need.title}"]
    assert told(province.contact) == [f"{need.title}：已转湖州市总工会协调"]


def test_above_the_province_there_is_nobody(province: Province) -> None:
    need = make_need(province, union=province.province)
    with pytest.raises(Refused, match="上面没有"):
        actions.escalate_need(need=need, actor=province.fang, reason="请协调")


def test_the_tier_above_takes_over(province: Province) -> None:
    need = make_need(province, NeedState.ESCALATED, union=province.huzhou)
    taken = actions.take_over_need(need=need, actor=province.shen)
    assert taken.state == NeedState.LISTED
    assert taken.due_at == due_after(taken.held_since, province.season.match_days)
    assert told(province.contact) == [f"{need.title}：湖州市总工会已接手"]


def test_an_unverified_need_is_listed_not_taken_over(province: Province) -> None:
    need = make_need(province, NeedState.ESCALATED, union=province.huzhou, category=None)
    with pytest.raises(Refused, match="类别"):
        actions.take_over_need(need=need, actor=province.shen)
    assert actions.list_need(need=need, actor=province.shen, category=1).state == NeedState.LISTED


# ---- merging ----


def test_the_asker_of_a_merged_need_follows_the_other(province: Province) -> None:
    into = make_need(province, asker=None, enterprise=None, visibility=Visibility.UNIONS)
    earlier = make_need(province, NeedState.MERGED)
    need = make_need(province, NeedState.SUBMITTED)
    Need.objects.filter(pk=earlier.pk).update(merged_into=need)

    merged = actions.merge_need(need=need, into=into, actor=province.xu)

    assert merged.state == NeedState.MERGED
    assert merged.merged_into == into
    assert Need.objects.get(pk=earlier.pk).merged_into == into
    assert into in Need.objects.visible_to(province.contact)
    assert province.contact in followers(into)
    assert told(province.contact) == [
        f"您的需求和{into.number}是同一问题，已并到一起办：{into.title}"
    ]


def test_a_need_is_not_merged_into_itself(province: Province) -> None:
    need = make_need(province)
    with pytest.raises(Refused, match="它自己"):
        actions.merge_need(need=need, into=need, actor=province.xu)


@pytest.mark.parametrize("state", ["draft", "returned", "merged", "withdrawn"])
def test_nobody_follows_what_nobody_works_on(province: Province, state: NeedState) -> None:
    need, into = make_need(province), make_need(province, state)
    with pytest.raises(Refused, match="已经不办了"):
        actions.merge_need(need=need, into=into, actor=province.xu)


# ---- withdrawing, contact, helpers ----


def test_a_withdrawal_is_told_to_the_union(province: Province) -> None:
    need = make_need(province)
    actions.withdraw_need(need=need, actor=province.contact, reason="自己解决了")
    assert told(province.xu) == [f"{need.title}：需求已撤回"]


def test_what_is_over_is_not_withdrawn(province: Province) -> None:
    need = make_need(province, NeedState.SOLVED)
    with pytest.raises(WrongState, match="已解决"):
        actions.withdraw_need(need=need, actor=province.contact)


def test_looking_at_the_number_is_logged(province: Province) -> None:
    need = make_need(province)
    assert actions.reveal_contact(need=need, actor=province.xu) == "13812341234"
    event = Event.objects.get(story=need.story)
    assert (event.verb, event.actor) == (NeedVerb.REVEALED, province.xu)


def test_an_invited_master_sees_what_the_public_may_not(province: Province) -> None:
    need = make_need(province, visibility=Visibility.UNIONS)
    assert need not in Need.objects.visible_to(province.dong)
    actions.show_need_to(need, [province.dong, None])
    assert need in Need.objects.visible_to(province.dong)


def test_matched_and_lost_again(province: Province) -> None:
    need = make_need(province)
    matched = actions.match_need(need=need, actor=province.dong, helper="董师傅")
    assert (matched.state, matched.due_at) == (NeedState.MATCHED, None)

    lost = actions.unmatch_need(need=need, actor=province.dong, helper="董师傅")
    assert lost.state == NeedState.LISTED
    assert lost.due_at == due_after(lost.held_since, province.season.match_days)
    sentence = f"{need.title}：董师傅不能来了，正在重新找人"
    assert told(province.xu) == told(province.contact) == [sentence]
