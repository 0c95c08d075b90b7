"""Clocks wait for the stage of the season, move with the calendar, and pages say when it opens."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hongmajia.core.clocks import forget_special_days
from hongmajia.core.errors import Refused
from hongmajia.engagements import actions
from hongmajia.engagements.models import Engagement
from hongmajia.matching.actions import start_round
from hongmajia.matching.models import CommonProblem, ProblemNeed
from hongmajia.needs.actions import list_need, reopen_need, return_need, submit_need
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need
from hongmajia.notices.actions import tick_off_call
from hongmajia.notices.models import Call
from hongmajia.portal.waiting import rows_for, tally_of
from hongmajia.services.actions import set_milestone
from hongmajia.unions.actions import change_season, remove_holiday, set_holiday
from hongmajia.unions.enums import Stage
from tests.actors import Province, make_need, make_offer

YEAR = {
    Stage.COLLECT: (date(2027, 3, 1), date(2027, 3, 31)),
    Stage.MATCH: (date(2027, 4, 1), date(2027, 4, 30)),
    Stage.SERVE: (date(2027, 5, 1), date(2027, 5, 31)),
    Stage.REVIEW: (date(2027, 6, 1), date(2027, 6, 30)),
    Stage.PROMOTE: (date(2027, 7, 1), date(2027, 7, 31)),
}


def at(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(text))


@pytest.fixture(autouse=True)
def season(province: Province) -> Iterator[None]:
    """Collecting in March, matching in April, serving in May; no holidays are entered."""
    forget_special_days()
    for stage, (starts, ends) in YEAR.items():
        province.season.stages.filter(stage=stage).update(starts=starts, ends=ends)
    with time_machine.travel(at("2027-03-10 09:00"), tick=False):  # a Wednesday
        yield
    forget_special_days()


@pytest.fixture
def need(province: Province) -> Need:
    """Handed in on 10 March."""
    return submit_need(
        actor=province.contact, text="不锈钢罐体焊完变形，怎么校平？", region=province.mogan.region,
        enterprise=province.mogan, contact_name="沈女士", contact_phone="13812341234",
    )  # fmt: skip


def listed(need: Need, province: Province) -> Need:
    return list_need(need=need, actor=province.xu, category=1)


def due(item: Any) -> datetime:
    item.refresh_from_db()
    return timezone.localtime(item.due_at)


# ---- the later of the act and the opening ----


def test_a_need_is_verified_in_march_and_matched_in_april(need: Need, province: Province) -> None:
    assert due(need) == at("2027-03-12 17:30")  # collecting is open: two days from the act
    listed(need, province)
    assert due(need) == at("2027-04-08 17:30")  # Thursday 1 April and five working days


def test_an_order_is_answered_when_matching_has_opened(province: Province) -> None:
    offer = make_offer(province.dong_helper)
    asked = actions.order_offer(
        offer=offer, actor=province.contact, region=province.mogan.region,
        contact_name="沈女士", contact_phone="13812341234",
    )  # fmt: skip
    assert due(asked) == at("2027-04-06 17:30")
    accepted = actions.accept(engagement=asked, actor=province.dong)
    assert due(accepted) == at("2027-04-05 17:30")  # first contact


def test_a_record_and_a_confirmation_wait_for_the_serving_stage(province: Province) -> None:
    with time_machine.travel(at("2027-04-12 09:00"), tick=False):
        paired = actions.pair(need=make_need(province), helper=province.dong_helper,
                              actor=province.xu)  # fmt: skip
        visit = at("2027-04-13 09:00")
        fixed = actions.schedule(
            engagement=paired, actor=province.dong, starts_at=visit, when="4月13日"
        )
        assert due(fixed) == at("2027-05-04 17:30")  # Saturday 1 May and two working days
        served = actions.serve(engagement=fixed, actor=province.dong, result="解决了")
        assert due(served) == at("2027-05-07 17:30")
        assert due(served.need) == at("2027-05-07 17:30")


def test_after_the_last_stage_clocks_run_from_the_act(province: Province) -> None:
    need = make_need(province, NeedState.CONFIRMED)
    with time_machine.travel(at("2027-09-01 09:00"), tick=False):  # a Wednesday
        reopen_need(need=need, actor=province.contact, name="沈女士", note="又漏了")
        assert due(need) == at("2027-09-08 17:30")
        asked = actions.propose(need=need, helper=province.dong_helper, actor=province.xu)
        assert due(asked) == at("2027-09-06 17:30")  # and it can be matched


# ---- refusals name the day, and pages offer nothing that is refused ----


def test_refusals_name_the_day(need: Need, province: Province) -> None:
    listed(need, province)
    with pytest.raises(Refused, match=r"对接2027年4月1日开始"):
        actions.propose(need=need, helper=province.dong_helper, actor=province.xu)
    with pytest.raises(Refused, match=r"对接2027年4月1日开始"):
        actions.claim_need(need=need, helper=province.dong_helper, actor=province.dong)
    with pytest.raises(Refused, match=r"对接2027年4月1日开始"):
        start_round(actor=province.xu, season=province.season, union=province.deqing)


def test_the_page_for_asking_says_when(client: Client, province: Province) -> None:
    words = "征集2027年3月1日开始"
    with time_machine.travel(at("2027-02-20 09:00"), tick=False):
        page = client.get(reverse("ask")).content.decode()
        assert words in page
        assert 'id="send"' not in page
        offer = make_offer(province.dong_helper)
        page = client.get(reverse("order_offer", args=[offer.pk])).content.decode()
        assert words in page
        assert "btn-w" not in page


def test_after_the_last_stage_pages_still_ask(client: Client, province: Province) -> None:
    with time_machine.travel(at("2027-08-02 09:00"), tick=False):
        assert 'id="send"' in client.get(reverse("ask")).content.decode()


@pytest.mark.one_database("what a page offers")
def test_no_link_asks_before_collecting_opens(client: Client, province: Province) -> None:
    offer = make_offer(province.dong_helper)
    places = [reverse("offer_list"), reverse("offer", args=[offer.pk]), "/"]
    order = reverse("order_offer", args=[offer.pk])
    client.force_login(province.xu)
    for place in places:
        assert f'href="{order}"' in client.get(place).text
    assert reverse("need_enter") in client.get(reverse("need_queue")).text
    with time_machine.travel(at("2027-02-20 09:00"), tick=False):
        client.force_login(province.xu)
        for place in [*places, reverse("need_queue"), reverse("need_enter"), order]:
            page = client.get(place).text
            assert "征集2027年3月1日开始" in page
            assert f'href="{order}"' not in page
            assert f'href="{reverse("need_enter")}"' not in page


def offered(client: Client, need: Need) -> dict[str, bool]:
    """Which ways to a helper the pages of need, list, queue and rounds offer to the reader."""
    page = client.get(reverse("need", args=[need.pk])).content.decode()
    people = client.get(reverse("need_engagements", args=[need.pk])).content.decode()
    listing = client.get(reverse("need_list")).content.decode()
    return {
        "claim": reverse("claim_need", args=[need.pk]) in page + listing,
        "propose": reverse("propose", args=[need.pk]) in people,
        "shortlist": reverse("shortlist", args=[need.pk]) in page,
    }


def test_pages_offer_a_helper_from_april_on(client: Client, need: Need, province: Province) -> None:
    listed(need, province)
    client.force_login(province.dong)
    assert not any(offered(client, need).values())
    client.force_login(province.xu)
    assert not any(offered(client, need).values())
    assert "选师傅" not in client.get(reverse("need_queue")).content.decode()
    assert reverse("round_new") not in client.get(reverse("round_list")).content.decode()
    assert not rows_for(province.xu, tally_of(province.xu))
    with time_machine.travel(at("2027-04-01 09:00"), tick=False):
        client.force_login(province.xu)
        assert offered(client, need)["propose"]
        assert "选师傅" in client.get(reverse("need_queue")).content.decode()
        assert reverse("round_new") in client.get(reverse("round_list")).content.decode()
        assert len(rows_for(province.xu, tally_of(province.xu))) == 1
        client.force_login(province.dong)
        assert offered(client, need)["claim"]


@pytest.mark.parametrize("name", ["claim_need", "bid_need", "propose", "pair", "call_for_bids"])
def test_the_forms_themselves_are_refused_with_the_day(
    client: Client, need: Need, province: Province, name: str
) -> None:
    listed(need, province)
    client.force_login(province.dong if name in ("claim_need", "bid_need") else province.xu)
    answer = client.get(reverse(name, args=[need.pk]))
    assert answer.status_code == Refused.status
    assert "对接2027年4月1日开始" in answer.content.decode()


def test_a_round_is_refused_with_the_day(client: Client, province: Province) -> None:
    client.force_login(province.xu)
    assert "对接2027年4月1日开始" in client.get(reverse("round_list")).content.decode()
    assert client.get(reverse("round_new")).status_code == Refused.status


def test_a_meeting_for_many_waits_for_april(client: Client, need: Need, province: Province) -> None:
    listed(need, province)
    problem = CommonProblem.objects.create(season=province.season, closeness=0.5, words=["焊"])
    for rank, asked in enumerate([need, make_need(province, title="罐体变形")]):
        ProblemNeed.objects.create(problem=problem, need=asked, rank=rank)
    page, form = reverse("problem", args=[problem.pk]), reverse("meeting_new", args=[problem.pk])
    client.force_login(province.xu)
    shown = client.get(page).text
    assert "对接2027年4月1日开始" in shown
    assert form not in shown
    answer = client.get(form)
    assert (answer.status_code, "对接2027年4月1日开始" in answer.text) == (Refused.status, True)
    with time_machine.travel(at("2027-04-01 09:00"), tick=False):
        client.force_login(province.xu)
        assert form in client.get(page).text
        assert client.get(form).status_code == 200


# ---- the calendar and the stages move the clocks under way ----


def test_a_holiday_moves_the_clocks_under_way_and_back(need: Need, province: Province) -> None:
    listed(need, province)
    asked = Engagement.objects.create(
        need=need, helper=province.dong_helper, origin="dispatch", state="proposed",
        **province.season.deadline(Stage.MATCH, 3).fields(),
    )  # fmt: skip
    day = set_holiday(actor=province.fang, day=date(2027, 4, 5), is_workday=False, name="清明节")
    assert due(need) == at("2027-04-09 17:30")
    assert due(asked) == at("2027-04-07 17:30")
    remove_holiday(actor=province.fang, holiday=day)
    assert due(need) == at("2027-04-08 17:30")
    assert due(asked) == at("2027-04-06 17:30")


def test_a_holiday_moves_the_calls_to_make_but_not_those_made(
    need: Need, province: Province
) -> None:
    Need.objects.update(asker=None, enterprise=None, enterprise_name="德清小罐厂")
    need.refresh_from_db()
    return_need(need=need, actor=province.xu, reason="请写明板厚。")
    call = Call.objects.get()
    assert due(call) == at("2027-03-11 17:30")
    set_holiday(actor=province.fang, day=date(2027, 3, 11), is_workday=False, name="停电")
    assert due(call) == at("2027-03-12 17:30")
    tick_off_call(call=call, actor=province.xu)
    set_holiday(actor=province.fang, day=date(2027, 3, 12), is_workday=False, name="停电")
    assert due(call) == at("2027-03-12 17:30")


def test_a_day_outside_the_time_moves_nothing(need: Need, province: Province) -> None:
    set_holiday(actor=province.fang, day=date(2027, 3, 10), is_workday=False, name="当天")
    set_holiday(actor=province.fang, day=date(2027, 3, 15), is_workday=False, name="以后")
    assert due(need) == at("2027-03-12 17:30")


def test_who_was_reminded_of_a_day_that_moves_is_reminded_again(
    need: Need, province: Province
) -> None:
    with time_machine.travel(at("2027-03-12 18:00"), tick=False):
        Need.objects.update(reminded_at=timezone.now())
        set_holiday(actor=province.fang, day=date(2027, 3, 12), is_workday=False, name="停电")
        need.refresh_from_db()
        assert not need.is_overdue
        assert need.reminded_at is None


def test_a_milestone_stays_on_its_day(province: Province) -> None:
    with time_machine.travel(at("2027-05-10 09:00"), tick=False):
        paired = actions.pair(need=make_need(province), helper=province.dong_helper,
                              actor=province.xu)  # fmt: skip
        actions.schedule(
            engagement=paired, actor=province.dong, starts_at=timezone.now(), when="今天"
        )
        paired.refresh_from_db()
        set_milestone(
            engagement=paired, actor=province.dong, title="换喷嘴", due_on=date(2027, 5, 20)
        )
        set_holiday(actor=province.fang, day=date(2027, 5, 12), is_workday=False, name="停电")
        assert due(paired) == at("2027-05-20 17:30")


def test_a_stage_that_moves_takes_its_clocks_along(need: Need, province: Province) -> None:
    listed(need, province)
    later = {**YEAR, Stage.MATCH: (date(2027, 4, 12), date(2027, 4, 30))}
    change_season(actor=province.fang, season=province.season, stages=later)
    assert due(need) == at("2027-04-19 17:30")


def test_a_new_limit_leaves_the_clocks_under_way(need: Need, province: Province) -> None:
    change_season(actor=province.fang, season=province.season, stages=YEAR, verify_days=4)
    set_holiday(actor=province.fang, day=date(2027, 3, 11), is_workday=False, name="停电")
    assert due(need) == at("2027-03-15 17:30")  # the two days that it was given


def test_a_new_day_for_bids_moves_those_already_made(need: Need, province: Province) -> None:
    listed(need, province)
    with time_machine.travel(at("2027-04-01 09:00"), tick=False):
        actions.call_for_bids(need=need, until=date(2027, 4, 9), actor=province.xu)
        bid = actions.bid(need=need, helper=province.dong_helper, actor=province.dong, pitch="能校")
        assert due(bid) == at("2027-04-16 17:30")
        actions.call_for_bids(need=need, until=date(2027, 4, 16), actor=province.xu)
        assert due(bid) == due(need) == at("2027-04-23 17:30")


def test_thousands_of_clocks_move_by_a_few_statements(province: Province) -> None:
    needs = [make_need(province, NeedState.LISTED) for _ in range(3)]
    deadline = province.season.deadline(Stage.MATCH, 5)
    Need.objects.update(**deadline.fields())
    assert province.fang.grants  # her roles are read once, before the counting
    with CaptureQueriesContext(connection) as few:
        set_holiday(actor=province.fang, day=date(2027, 4, 5), is_workday=False, name="清明节")
    clones = [Need(**{**_values(needs[0]), "tracking_code": f"HM-{n:04}"}) for n in range(400)]
    Need.objects.bulk_create(clones)
    Need.objects.update(**deadline.fields())
    with CaptureQueriesContext(connection) as many:
        set_holiday(actor=province.fang, day=date(2027, 4, 6), is_workday=False, name="清明节")
    assert len(many) == len(few)
    assert {due(need) for need in needs} == {at("2027-04-12 17:30")}


def _values(need: Need) -> dict[str, Any]:
    left_out = ("id", "is_public", "tracking_code")
    names = [f.attname for f in Need._meta.concrete_fields if f.attname not in left_out]
    return {name: getattr(need, name) for name in names}
