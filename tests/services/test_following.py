"""The need follows all its helpers, whoever of them reports first (ADR 24)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.models import Event
from hongmajia.engagements.actions import accept, claim_need, order_offer, propose, release
from hongmajia.engagements.models import Engagement
from hongmajia.needs.actions import list_need, withdraw_need
from hongmajia.needs.models import Need
from hongmajia.services.actions import (
    confirm_service,
    plan_activity,
    record_service,
    report_relapse,
    withdraw_record,
)
from hongmajia.services.enums import ServiceVerb
from hongmajia.services.models import Activity, ServiceRecord
from tests.actors import Province, make_need, make_offer

from .conftest import DONE, arrange

Serve = Callable[..., ServiceRecord]


@pytest.fixture
def serve(province: Province) -> Serve:
    """``serve(engagement)`` enters a visit and its record, by default of a solved problem."""

    def visit_and_record(engagement: Engagement, result: str = "solved") -> ServiceRecord:
        visit = engagement.activities.planned().first() or arrange(province, engagement)
        party = {"helpers": [], "companions": ["王师傅"]}
        by: dict[str, Any] = {"actor": province.xu, "party": party}
        return record_service(activity=visit, **by, **{**DONE, "result": result})

    return visit_and_record


@pytest.fixture
def pair(province: Province) -> tuple[Need, Engagement, Engagement]:
    """A need that wants two helpers, claimed by Dong and by Zhou's team."""
    need = make_need(province, helpers_wanted=2)
    first = claim_need(need=need, helper=province.dong_helper, actor=province.dong)
    return need, first, claim_need(need=need, helper=province.team, actor=province.zhou)


def state_of(item: Any) -> str:
    return str(type(item).objects.get(pk=item.pk).state)


def say(province: Province, engagement: Engagement, outcome: str) -> None:
    by: dict[str, Any] = {"engagement": engagement, "actor": province.contact, "name": "沈女士"}
    confirm_service(outcome=outcome, satisfaction=4, words="还有一点", **by)


# ---- an order before it is listed ----


@pytest.fixture
def ordered(province: Province) -> Engagement:
    """Dong has accepted an order that Xu has not verified yet."""
    asked = order_offer(
        offer=make_offer(province.dong_helper),
        actor=None,
        region=province.mogan.region,
        text="焊罐体变形厉害，想请师傅来看看工装。",
        contact_name="李先生",
        contact_phone="13812341235",
        enterprise_name="德清小罐厂",
    )
    return accept(engagement=asked, actor=province.dong)


def test_nothing_is_arranged_before_the_union_has_verified(
    province: Province, ordered: Engagement
) -> None:
    with pytest.raises(WrongState, match="等德清县总工会核实以后再约时间、写记录"):
        arrange(province, ordered)
    assert not ordered.activities.exists()

    begins = timezone.now() + timedelta(days=2)
    lecture: dict[str, Any] = {"title": "焊接讲座", "region": province.mogan.region}
    lecture |= {"starts_at": begins, "ends_at": begins + timedelta(hours=2)}
    with pytest.raises(WrongState, match="核实以后"):
        plan_activity(union=province.deqing, actor=province.xu, engagements=[ordered], **lecture)


def test_the_pages_offer_it_only_then(
    province: Province, as_: Callable[[str], Client], ordered: Engagement
) -> None:
    page = f"/engagements/{ordered.pk}/"
    service = f"{page}service/"
    schedule = f"{page}schedule/"
    facts = {"day": timezone.localdate() + timedelta(days=2), "time": "09:00", "hours": "2"}
    facts |= {"mode": "on_site", "kind": "assistance"}
    before = as_("dong").get(page).content.decode()
    assert "记下首次联系" in before
    assert "约时间</a>" not in as_("dong").get(service).content.decode()
    refused = as_("dong").post(schedule, facts)
    assert schedule not in before
    assert refused.status_code == 422
    assert "等德清县总工会核实以后再约时间" in refused.content.decode()

    list_need(need=ordered.need, actor=province.xu, category=1)
    assert "约时间</a>" in as_("dong").get(service).content.decode()


def test_served_after_that_it_is_confirmed_by_the_tracking_code(
    client: Client, province: Province, ordered: Engagement, serve: Serve
) -> None:
    list_need(need=ordered.need, actor=province.xu, category=1)
    serve(ordered)
    assert state_of(ordered.need) == "solved"
    assert "去确认" in client.get(f"/track/{ordered.need.tracking_code}/").content.decode()


# ---- several helpers ----


def test_one_of_two_who_fails_does_not_end_the_need(
    province: Province, pair: tuple[Need, Engagement, Engagement], serve: Serve
) -> None:
    need, first, second = pair
    serve(first, "unsolved")
    assert state_of(need) == "in_service"
    serve(second)
    assert state_of(need) == "solved"


def test_the_last_of_two_who_fails_does(
    pair: tuple[Need, Engagement, Engagement], serve: Serve
) -> None:
    need, first, second = pair
    serve(first, "unsolved")
    serve(second, "unsolved")
    assert state_of(need) == "unsolved"


def test_solved_by_the_first_while_the_second_is_looked_for(
    province: Province, serve: Serve
) -> None:
    need = make_need(province, helpers_wanted=2)
    first = claim_need(need=need, helper=province.dong_helper, actor=province.dong)
    asked = propose(need=need, helper=province.team, actor=province.xu, overrule="说好了")

    serve(first)

    assert (state_of(need), state_of(asked)) == ("solved", "cancelled")


def test_the_last_one_at_work_who_cannot_come_lists_the_need_again(
    province: Province, pair: tuple[Need, Engagement, Engagement], serve: Serve
) -> None:
    need, first, second = pair
    serve(first, "unsolved")
    release(engagement=second, actor=province.zhou, reason="病了")
    assert state_of(need) == "listed"
    claimed = claim_need(need=need, helper=province.team, actor=province.zhou)
    assert (state_of(need), state_of(claimed)) == ("matched", "accepted")


def test_a_confirmed_need_stays_so_when_the_other_record_is_withdrawn(
    province: Province, pair: tuple[Need, Engagement, Engagement], serve: Serve
) -> None:
    need, first, second = pair
    serve(first)
    written = serve(second)
    say(province, first, "solved")
    withdraw_record(written=written, actor=province.xu, reason="写错了单子")
    assert (state_of(need), state_of(second)) == ("confirmed", "scheduled")


def test_a_service_can_be_confirmed_after_the_need_was(
    client: Client, province: Province, pair: tuple[Need, Engagement, Engagement], serve: Serve
) -> None:
    need, first, second = pair
    serve(first)
    say(province, first, "solved")
    serve(second)
    page = client.get(f"/track/{need.tracking_code}/").content.decode()
    assert state_of(need) == "confirmed"
    assert "去确认" in page


# ---- a need that was reopened ----


@pytest.fixture
def reopened(
    province: Province, need: Need, engagement: Engagement, serve: Serve
) -> tuple[Need, Engagement, ServiceRecord]:
    """Dong solved the problem, Ms Shen confirmed it, and it came back."""
    written = serve(engagement)
    say(province, engagement, "solved")
    report_relapse(need=need, actor=province.contact, name="沈女士", reason="又变形了")
    return need, engagement, written


def test_what_the_earlier_helper_corrects_leaves_it_to_the_later(
    province: Province, reopened: tuple[Need, Engagement, ServiceRecord]
) -> None:
    need, earlier, written = reopened
    claim_need(need=need, helper=province.team, actor=province.zhou)
    withdraw_record(written=written, actor=province.xu, reason="写错了单子")
    release(engagement=earlier, actor=province.dong, reason="病了")
    assert state_of(need) == "matched"


def test_a_record_is_not_withdrawn_while_its_helper_is_on_the_need_again(
    province: Province, reopened: tuple[Need, Engagement, ServiceRecord]
) -> None:
    need, earlier, written = reopened
    claim_need(need=need, helper=province.dong_helper, actor=province.dong)
    with pytest.raises(Refused, match="董师傅后来又接了这件"):
        withdraw_record(written=written, actor=province.xu, reason="写错了单子")
    assert state_of(earlier) == "confirmed"


# ---- visits to come ----


@pytest.fixture
def ahead(province: Province, engagement: Engagement) -> Activity:
    """Dong's visit in two days."""
    begins = timezone.now() + timedelta(days=2)
    return arrange(province, engagement, starts_at=begins, ends_at=begins + timedelta(hours=4))


def test_the_visit_of_a_helper_who_cannot_come_is_called_off(
    province: Province, engagement: Engagement, ahead: Activity
) -> None:
    release(engagement=engagement, actor=province.dong, reason="病了")
    assert state_of(ahead) == "called_off"
    event = Event.objects.get(verb=ServiceVerb.CALLED_OFF)
    assert (event.actor, event.note, event.audience) == (province.dong, "病了", "parties")


def test_the_visit_for_a_need_that_is_withdrawn_is_called_off(province: Province) -> None:
    need = make_need(province, helpers_wanted=2)
    begins = timezone.now() + timedelta(days=2)
    claimed = claim_need(need=need, helper=province.dong_helper, actor=province.dong)
    visit = arrange(province, claimed, starts_at=begins, ends_at=begins + timedelta(hours=4))
    withdraw_need(need=need, actor=province.contact)
    assert state_of(visit) == "called_off"


def test_a_meeting_that_serves_others_takes_place_without_them(
    province: Province, pair: tuple[Need, Engagement, Engagement]
) -> None:
    _, first, second = pair
    begins = timezone.now() + timedelta(days=2)
    facts: dict[str, Any] = {"title": "焊接交流会", "region": province.mogan.region}
    facts |= {"starts_at": begins, "ends_at": begins + timedelta(hours=2)}
    meeting = plan_activity(
        union=province.deqing, actor=province.xu, engagements=[first, second], **facts
    )
    release(engagement=first, actor=province.dong, reason="病了")
    assert state_of(meeting) == "planned"


# ---- 攻关 ----


def test_out_of_a_long_term_task_only_the_union_releases(
    province: Province, engagement: Engagement, need: Need, serve: Serve
) -> None:
    serve(engagement, "tackling")
    with pytest.raises(Refused, match="先和工会商量"):
        release(engagement=engagement, actor=province.dong, reason="病了")
    release(engagement=engagement, actor=province.xu, reason="董师傅病了，另请一位")
    assert state_of(need) == "listed"


def test_a_need_that_is_over_is_not_tackled(
    province: Province, pair: tuple[Need, Engagement, Engagement], serve: Serve
) -> None:
    _, first, second = pair
    serve(first)
    with pytest.raises(Refused, match="不用再攻关"):
        serve(second, "tackling")
