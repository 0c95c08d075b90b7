"""Opening a need to bids, bidding, and the choice, of which all bidders are notified."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hongmajia.core.errors import Refused, TooLate
from hongmajia.core.models import Event
from hongmajia.engagements import actions
from hongmajia.engagements.enums import EngagementState, EngagementVerb, Origin
from hongmajia.engagements.models import Engagement
from hongmajia.needs.enums import NeedState, NeedVerb
from hongmajia.needs.models import Need
from tests.actors import Province, artisan, make_need

from .conftest import state_of, told, verbs


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def called(province: Province, need: Need) -> Need:
    """The need, open to bids for a week."""
    return actions.call_for_bids(need=need, until=in_days(7), actor=province.xu)


@pytest.fixture
def bids(province: Province, called: Need) -> tuple[Engagement, Engagement]:
    """Dong's and Zhou's bids."""
    dong = actions.bid(
        need=called, helper=province.dong_helper, actor=province.dong, pitch="做过三回"
    )
    zhou = actions.bid(
        need=called, helper=province.zhou_helper, actor=province.zhou, pitch="改工装"
    )
    return dong, zhou


def test_a_call_gives_bidders_time_and_the_union_more(province: Province, called: Need) -> None:
    called.refresh_from_db()
    assert called.bid_until == in_days(7)
    assert called.due_at is not None
    assert called.due_at.date() > in_days(7)
    assert verbs(called) == [NeedVerb.CALLED]
    day = f"{in_days(7):%Y年%-m月%-d日}"
    assert told(province.contact) == [f"{called}：已张榜，{day}前师傅可以揭榜"]


@pytest.mark.parametrize("days", [-1, 0, 61])
def test_a_call_ends_neither_today_nor_in_years(province: Province, need: Need, days: int) -> None:
    with pytest.raises(Refused, match="60天以内"):
        actions.call_for_bids(need=need, until=in_days(days), actor=province.xu)


def test_a_need_for_the_unions_eyes_is_not_called(province: Province) -> None:
    hidden = make_need(province, visibility="unions")
    with pytest.raises(Refused, match="没有人看得到"):
        actions.call_for_bids(need=hidden, until=in_days(7), actor=province.xu)


def test_a_bid_waits_for_the_union(
    province: Province, called: Need, bids: tuple[Engagement, Engagement]
) -> None:
    dong, _zhou = bids
    assert (dong.state, dong.origin) == (EngagementState.OFFERED, Origin.BID)
    assert dong.due_at == Need.objects.get(pk=called.pk).due_at
    assert told(province.xu) == [
        f"{called}：周师傅揭榜，等您选定",
        f"{called}：董师傅揭榜，等您选定",
    ]
    assert state_of(called) == NeedState.LISTED


def test_a_bid_says_how(province: Province, called: Need) -> None:
    with pytest.raises(Refused, match="准备怎么解决"):
        actions.bid(need=called, helper=province.dong_helper, actor=province.dong, pitch=" ")


def test_after_the_last_day_no_bid_is_taken(province: Province, called: Need) -> None:
    Need.objects.filter(pk=called.pk).update(bid_until=in_days(-1))
    with pytest.raises(TooLate, match="揭榜已经截止"):
        actions.bid(need=called, helper=province.dong_helper, actor=province.dong, pitch="会")


def test_without_a_call_there_is_no_bid(province: Province, need: Need) -> None:
    with pytest.raises(TooLate):
        actions.bid(need=need, helper=province.dong_helper, actor=province.dong, pitch="会")


def test_what_is_called_cannot_be_claimed(province: Province, called: Need) -> None:
    with pytest.raises(Refused, match="请揭榜"):
        actions.claim_need(need=called, helper=province.dong_helper, actor=province.dong)


def test_a_call_nobody_answered_can_be_claimed_after_it(province: Province, called: Need) -> None:
    Need.objects.filter(pk=called.pk).update(bid_until=in_days(-1))
    assert actions.claim_need(need=called, helper=province.dong_helper, actor=province.dong)


def test_the_chosen_comes_and_the_others_hear_why(
    province: Province, called: Need, bids: tuple[Engagement, Engagement]
) -> None:
    dong, zhou = bids
    chosen = actions.choose_bid(engagement=dong, actor=province.xu, reason="董师傅做过同样的罐")

    assert (chosen.state, chosen.slot) == (EngagementState.ACCEPTED, 1)
    assert state_of(called) == NeedState.MATCHED
    assert state_of(zhou) == EngagementState.CANCELLED
    assert told(province.dong)[0] == f"{called}：由您来办，请和企业联系"
    thanks = f"{called}：这次没有请您去（董师傅做过同样的罐），谢谢您愿意帮忙"
    assert told(province.zhou)[0] == thanks
    assert Event.objects.get(verb=EngagementVerb.NOT_CHOSEN).note == "董师傅做过同样的罐"


def test_where_others_bid_too_the_form_asks_why(
    province: Province, bids: tuple[Engagement, Engagement], client: Client
) -> None:
    dong, zhou = bids
    client.force_login(province.xu, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("engagement_choose", args=[dong.pk])
    assert client.post(address, {"reason": ""}).status_code == 422
    assert (state_of(dong), state_of(zhou)) == ("offered", "offered")


def test_where_two_are_wanted_the_first_choice_leaves_the_rest(province: Province) -> None:
    need = make_need(province, helpers_wanted=2)
    actions.call_for_bids(need=need, until=in_days(5), actor=province.xu)
    helpers = [artisan(f"甲{n}", "焊工", province.huzhou, "330502") for n in range(3)]
    bids = [actions.bid(need=need, helper=h, actor=province.dong, pitch="会") for h in helpers]

    actions.choose_bid(engagement=bids[0], actor=province.xu)
    assert [state_of(bid) for bid in bids] == ["accepted", "offered", "offered"]
    actions.choose_bid(engagement=bids[2], actor=province.xu)
    assert [state_of(bid) for bid in bids] == ["accepted", "cancelled", "accepted"]


def test_a_bidder_may_take_his_bid_back(
    province: Province, called: Need, bids: tuple[Engagement, Engagement]
) -> None:
    actions.withdraw_bid(engagement=bids[0], actor=province.dong)
    assert state_of(bids[0]) == EngagementState.CANCELLED
    assert told(province.xu)[0] == f"{called}：董师傅撤回揭榜"
    again = actions.bid(
        need=called, helper=province.dong_helper, actor=province.dong, pitch="又有空了"
    )
    assert again.state == EngagementState.OFFERED
