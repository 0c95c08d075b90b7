"""The pages: what they show, and that each button carries out its action."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hongmajia.core.models import Event
from hongmajia.engagements import actions
from hongmajia.engagements.enums import EngagementState, EngagementVerb, Origin
from hongmajia.engagements.models import Engagement
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from tests.actors import Province, artisan, make_need, make_offer

from .conftest import ORDER, state_of

Ask = Callable[..., Engagement]


@pytest.fixture
def sign_in(client: Client) -> Callable[[Any], Client]:
    """``sign_in(province.dong)`` makes the client's requests those of Dong."""

    def become(person: Any) -> Client:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return become


def page(client: Client, name: str, *args: Any, **query: str) -> str:
    """Return the text of a page that answers 200."""
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def send(client: Client, name: str, pk: int, **words: Any) -> int:
    return client.post(reverse(name, args=[pk]), words).status_code


# ---- the engagement's own page ----


def test_the_helper_reads_why_and_answers_yes(
    province: Province, ask: Ask, sign_in: Callable[[Any], Client]
) -> None:
    near = {"code": "near", "params": {"km": 23}, "favours": True, "points": 1.0}
    asked, client = ask(message="企业急", reasons=[near]), sign_in(province.dong)
    shown = page(client, "engagement", asked.pk)
    for words in ("为什么请您", "企业急", "距23公里", "我来接单", "谢绝", "德清县莫干精工"):
        assert words in shown
    assert "13812341234" not in shown
    assert "138****1234" not in shown  # not before he has said yes

    assert send(client, "engagement_accept", asked.pk) == 302

    shown = page(client, "engagement", asked.pk)
    assert "记下首次联系" in shown
    assert "138****1234" in shown
    assert "13812341234" not in shown


def test_a_no_needs_its_reason_beside_the_field(
    province: Province, ask: Ask, sign_in: Callable[[Any], Client]
) -> None:
    asked, client = ask(), sign_in(province.dong)
    address = reverse("engagement_decline", args=[asked.pk])
    answer = client.post(address, {"why": "other"})
    assert answer.status_code == 422
    assert "请写一句是什么原因" in answer.content.decode()

    assert send(client, "engagement_decline", asked.pk, why="far", words="月底可以") == 302

    assert Event.objects.get(verb=EngagementVerb.DECLINED).note == "路太远：月底可以"


def test_the_private_reason_is_the_unions(
    province: Province, ask: Ask, sign_in: Callable[[Any], Client]
) -> None:
    asked = ask()
    actions.decline(engagement=asked, actor=province.dong, reason="膝盖刚动过手术")
    assert "膝盖刚动过手术" in page(sign_in(province.xu), "engagement", asked.pk)
    assert "膝盖刚动过手术" not in page(sign_in(province.contact), "engagement", asked.pk)


def test_the_number_is_shown_once_and_logged(
    province: Province, ask: Ask, sign_in: Callable[[Any], Client]
) -> None:
    accepted, client = actions.accept(engagement=ask(), actor=province.dong), sign_in(province.dong)
    address = reverse("engagement_phone", args=[accepted.pk])
    assert "13812341234" in client.post(address).content.decode()
    part = client.post(address, headers={"HX-Request": "true"}).content.decode()
    assert "13812341234" in part
    assert "<html" not in part
    assert Event.objects.filter(verb="need.revealed", actor=province.dong).count() == 2


def test_before_yes_no_number_is_to_be_had(
    province: Province, ask: Ask, sign_in: Callable[[Any], Client]
) -> None:
    assert send(sign_in(province.dong), "engagement_phone", ask().pk) == 403


def test_contact_release_and_cancel_by_their_buttons(
    province: Province, need: Need, ask: Ask, sign_in: Callable[[Any], Client]
) -> None:
    accepted, client = actions.accept(engagement=ask(), actor=province.dong), sign_in(province.dong)
    assert send(client, "engagement_contacted", accepted.pk, note="周四去") == 302
    assert "周四去" in page(client, "engagement", accepted.pk)
    assert send(client, "engagement_release", accepted.pk) == 422
    assert send(client, "engagement_release", accepted.pk, reason="病了") == 302
    assert state_of(need) == NeedState.LISTED

    again, client = ask(helper=province.zhou_helper), sign_in(province.xu)
    assert "取消这份邀请" in page(client, "engagement", again.pk)
    assert send(client, "engagement_cancel", again.pk, reason="") == 422
    assert send(client, "engagement_cancel", again.pk, reason="企业自己解决了") == 302
    assert state_of(again) == EngagementState.CANCELLED


def test_what_has_moved_on_says_so_and_breaks_nothing(
    province: Province, ask: Ask, sign_in: Callable[[Any], Client]
) -> None:
    asked, client = ask(), sign_in(province.dong)
    actions.cancel(engagement=asked, actor=province.xu, reason="企业自己解决了")
    assert send(client, "engagement_accept", asked.pk) == 409
    answer = client.post(reverse("engagement_decline", args=[asked.pk]), {"why": "busy"})
    assert answer.status_code == 422
    assert "已取消" in answer.content.decode()


def test_the_staff_answer_for_who_has_no_account(
    province: Province, need: Need, sign_in: Callable[[Any], Client]
) -> None:
    old = artisan("钱工", "钳工", province.deqing, "330521")
    asked = actions.propose(need=need, helper=old, actor=province.xu)
    client = sign_in(province.xu)
    assert "代他接单" in page(client, "engagement", asked.pk)
    assert send(client, "engagement_accept", asked.pk) == 302


# ---- claiming ----


def test_one_more_look_then_the_claim(
    province: Province, need: Need, sign_in: Callable[[Any], Client]
) -> None:
    client = sign_in(province.dong)
    shown = page(client, "claim_need", need.pk)
    assert "2个工作日内联系" in shown
    answer = client.post(reverse("claim_need", args=[need.pk]), {"helper": province.dong_helper.pk})
    made = Engagement.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/engagements/{made.pk}/")


def test_too_late_is_told_on_the_claim_page(
    province: Province, need: Need, sign_in: Callable[[Any], Client]
) -> None:
    actions.claim_need(need=need, helper=province.zhou_helper, actor=province.zhou)
    address = reverse("claim_need", args=[need.pk])
    answer = sign_in(province.dong).post(address, {"helper": province.dong_helper.pk})
    assert answer.status_code == 409
    assert "看别的需求" in answer.content.decode()


def test_nobody_claims_for_somebody_else(
    province: Province, need: Need, sign_in: Callable[[Any], Client]
) -> None:
    client = sign_in(province.dong)
    assert send(client, "claim_need", need.pk, helper=province.zhou_helper.pk) == 422
    assert not Engagement.objects.exists()


def test_a_leader_chooses_himself_or_his_team(
    province: Province, need: Need, sign_in: Callable[[Any], Client]
) -> None:
    shown = page(sign_in(province.zhou), "claim_need", need.pk)
    assert "周师傅" in shown
    assert "婺城劳模工匠技术服务队" in shown


# ---- call, bid, choice ----


def test_from_the_call_to_the_choice(
    province: Province, need: Need, sign_in: Callable[[Any], Client]
) -> None:
    client = sign_in(province.xu)
    assert send(client, "call_for_bids", need.pk, until="2020-01-01") == 422
    until = timezone.localdate() + timedelta(days=5)
    assert send(client, "call_for_bids", need.pk, until=until.isoformat()) == 302

    client = sign_in(province.dong)
    assert client.get(reverse("claim_need", args=[need.pk])).headers["Location"].endswith("/bid/")
    assert "我来揭榜" in page(client, "bid_need", need.pk)
    helper = province.dong_helper.pk
    assert send(client, "bid_need", need.pk, helper=helper, pitch="") == 422
    assert send(client, "bid_need", need.pk, helper=helper, pitch="做过三回") == 302
    offered = Engagement.objects.get()
    assert "撤回揭榜" in page(client, "engagement", offered.pk)

    client = sign_in(province.xu)
    assert "做过三回" in page(client, "engagement", offered.pk)
    assert send(client, "engagement_choose", offered.pk, reason="") == 302
    assert state_of(need) == NeedState.MATCHED


def test_a_bid_is_taken_back_by_its_button(
    province: Province, need: Need, sign_in: Callable[[Any], Client]
) -> None:
    actions.call_for_bids(
        need=need, until=timezone.localdate() + timedelta(days=5), actor=province.xu
    )
    offered = actions.bid(need=need, helper=province.dong_helper, actor=province.dong, pitch="会")
    assert send(sign_in(province.dong), "engagement_withdraw", offered.pk) == 302
    assert state_of(offered) == EngagementState.CANCELLED


# ---- asking by hand, pairing ----


@pytest.mark.parametrize(
    ("name", "origin"), [("propose", Origin.DISPATCH), ("pair", Origin.PAIRING)]
)
def test_whom_then_the_words_then_done(
    province: Province, need: Need, sign_in: Callable[[Any], Client], name: str, origin: Origin
) -> None:
    client, helper = sign_in(province.xu), province.dong_helper
    assert "董师傅" not in page(client, name, need.pk)
    assert "没有找到" in page(client, name, need.pk, q="绣花")
    assert f"?helper={helper.pk}" in page(client, name, need.pk, q="焊")
    assert "为什么还是请他" not in page(client, name, need.pk, helper=str(helper.pk))

    assert send(client, name, need.pk, helper=helper.pk, message="请尽快") == 302

    made = Engagement.objects.get()
    assert (made.origin, made.message) == (origin, "请尽快")


def test_against_his_limits_the_page_asks_why(
    province: Province, need: Need, sign_in: Callable[[Any], Client]
) -> None:
    client, helper = sign_in(province.xu), province.dong_helper
    Helper.objects.filter(pk=helper.pk).update(weekly_capacity=0)
    shown = page(client, "propose", need.pk, helper=str(helper.pk))
    assert "这周已经排满" in shown
    assert "为什么还是请他" in shown
    assert send(client, "propose", need.pk, helper=helper.pk) == 422
    assert send(client, "propose", need.pk, helper=helper.pk, overrule="他说可以") == 302


# ---- ordering ----


def order_words(province: Province, **changes: Any) -> dict[str, Any]:
    words = {"region": "330521", "mode": "on_site", "visibility": "masked", **ORDER}
    return {**words, **changes}


def test_a_stranger_orders_and_gets_his_code(province: Province, client: Client) -> None:
    offer = make_offer(province.dong_helper)
    assert "请董师傅来帮忙" in page(client, "order_offer", offer.pk)
    address = reverse("order_offer", args=[offer.pk])
    answer = client.post(address, order_words(province), follow=True)
    made = Engagement.objects.get()
    shown = answer.content.decode()
    assert made.need.tracking_code in shown
    assert "已向董师傅点单" in shown


def test_sent_twice_is_ordered_once(province: Province, client: Client) -> None:
    address = reverse("order_offer", args=[make_offer(province.dong_helper).pk])
    ticket = client.get(address).context["ticket"]
    answers = [client.post(address, order_words(province, ticket=ticket)) for _ in range(2)]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert Engagement.objects.count() == 1


def test_what_is_missing_stands_beside_its_field(province: Province, client: Client) -> None:
    address = reverse("order_offer", args=[make_offer(province.dong_helper).pk])
    answer = client.post(address, order_words(province, contact_phone="1381234123"))
    assert answer.status_code == 422
    assert "手机号少了1位" in answer.content.decode()
    assert "焊罐体变形厉害" in answer.content.decode()  # nothing typed is lost


def test_a_paused_helper_points_elsewhere(province: Province, client: Client) -> None:
    Helper.objects.update(paused_until=timezone.localdate())
    shown = page(client, "order_offer", make_offer(province.dong_helper).pk)
    assert "暂停接单到" in shown
    assert "<textarea" not in shown


def test_a_course_is_asked_for_in_its_own_words(province: Province, client: Client) -> None:
    shown = page(client, "order_offer", make_offer(province.dong_helper, kind="course").pk)
    assert "请董师傅来讲" in shown


# ---- parts of other pages ----


def test_the_needs_page_says_who_was_asked(
    province: Province, need: Need, ask: Ask, sign_in: Callable[[Any], Client]
) -> None:
    assert "还没请人" in page(sign_in(province.xu), "need_engagements", need.pk)
    address = reverse("need_engagements", args=[need.pk])
    part = sign_in(province.contact).get(address, headers={"HX-Request": "true"})
    assert part.text.strip() == ""
    ask()
    for person in (province.xu, province.contact, province.dong):
        shown = page(sign_in(person), "need_engagements", need.pk)
        assert "董师傅" in shown
        assert "等师傅答复" in shown
    assert "董师傅" not in page(sign_in(province.zhou), "need_engagements", need.pk)


def test_a_helpers_page_says_what_he_solved(province: Province, client: Client) -> None:
    hidden = make_need(province, NeedState.CONFIRMED, title="不公开的问题", visibility="unions")
    shown = make_need(province, NeedState.CONFIRMED, title="罐体校平太慢")
    for solved in (hidden, shown):
        Engagement.objects.create(
            need=solved, helper=province.dong_helper, origin="claim", state="confirmed", slot=1
        )
    address = reverse("helper_history", args=[province.dong_helper.pk])
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "罐体校平太慢" in part
    assert "不公开的问题" not in part
    assert "莫干精工" not in part
    assert "<html" not in part
    assert "1件" in page(client, "helper_history", province.dong_helper.pk)
