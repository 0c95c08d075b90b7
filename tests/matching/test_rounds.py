"""A round: started, computed, ruled on, run again, compared, sent."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from hongmajia.core.acts import sentence
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.models import Event
from hongmajia.engagements.actions import claim_need, decline, propose
from hongmajia.engagements.enums import EngagementState, Origin
from hongmajia.engagements.models import Engagement
from hongmajia.matching import actions, planning, queries, tasks
from hongmajia.matching.enums import Change, Reach, RoundState, RoundVerb, RulingKind
from hongmajia.matching.models import PlanRow, Round, Ruling
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need
from hongmajia.offers.enums import OfferMode
from hongmajia.people.models import Helper
from hongmajia.unions.models import SeasonStage
from tests.actors import Province, artisan, make_need

from .conftest import CRAFTS, ask

Work = Callable[[], None]


def start(province: Province, **changes: object) -> Round:
    facts = {"actor": province.xu, "season": province.season, "union": province.deqing}
    return actions.start_round(**{**facts, **changes})  # type: ignore[arg-type]


def rerun(round_: Round, province: Province, work: Work) -> Round:
    started = actions.rerun_round(round=round_, actor=province.xu)
    work()
    return Round.objects.get(pk=started.pk)


def fresh(round_: Round) -> Round:
    return Round.objects.get(pk=round_.pk)


def verbs(round_: Round) -> list[str]:
    found = Event.objects.filter(story=round_.story).order_by("id")
    return list(found.values_list("verb", flat=True))


# --- starting and computing -----------------------------------------------------------------


@pytest.mark.tasks_run_twice
def test_the_worker_computes_and_tells_who_started(
    province: Province, needs: list[Need], work: Work
) -> None:
    started = start(province)
    assert started.state == RoundState.COMPUTING
    work()
    plan = fresh(started)
    assert (plan.state, plan.number, plan.before) == (RoundState.READY, 1, None)
    assert plan.computed_at is not None
    assert plan.seconds is not None
    assert verbs(plan) == [RoundVerb.STARTED, RoundVerb.COMPUTED]
    assert [str(notice) for notice in province.xu.notices.all()] == [
        "德清县总工会第1轮方案算好了，等您看"
    ]


def test_every_need_has_a_helper_of_its_craft_and_nobody_more_than_his_week(plan: Round) -> None:
    rows = list(plan.rows.select_related("need", "helper"))
    assert len({row.need_id for row in rows}) == 30
    assert plan.unserved.count() == 0
    assert max(Counter(row.helper_id for row in rows).values()) <= 3
    trades = {problem: trade for trade, _skill, problem in CRAFTS}
    for row in rows:
        assert row.helper.trade == trades[row.need.title.split("（")[0]]
        assert row.change == Change.NEW
        assert 1 <= len(row.reasons) <= 4


def test_only_listed_needs_of_the_subtree_that_still_want_somebody(province: Province) -> None:
    wanted = make_need(province, title="等师傅的")
    make_need(province, NeedState.SUBMITTED)
    make_need(province, NeedState.MATCHED)
    make_need(province, NeedState.ESCALATED, listed_at=None)
    make_need(province, title="正在张榜", bid_until=timezone.localdate())
    make_need(province, title="别处的", union=province.wucheng)
    asked = make_need(province, title="已请过一位")
    propose(need=asked, helper=province.dong_helper, actor=province.xu)

    def found(union: object) -> list[str]:
        return [n.title for n in queries.seeking(province.season, union)]  # type: ignore[arg-type]

    assert found(province.deqing) == [wanted.title]
    assert found(province.province) == [wanted.title, "别处的"]


def test_a_need_that_wants_two_and_has_one_asks_for_one_more(province: Province) -> None:
    need = make_need(province, helpers_wanted=2)
    claim_need(need=need, helper=province.dong_helper, actor=province.dong)
    (seeker,) = queries.seeking(province.season, province.deqing)
    assert seeker.open == 1


def test_there_must_be_something_to_plan_and_a_time_to_plan_it(province: Province) -> None:
    with pytest.raises(Refused, match="没有等对接的需求"):
        start(province)
    make_need(province)
    tomorrow = timezone.localdate() + timedelta(days=1)
    SeasonStage.objects.filter(stage="match").update(
        starts=tomorrow, ends=tomorrow + timedelta(days=9)
    )
    with pytest.raises(Refused, match="不在对接期"):
        start(province)


def test_one_computation_of_a_union_at_a_time_but_a_dead_one_makes_way(
    province: Province, needs: list[Need]
) -> None:
    first = start(province)
    with pytest.raises(Refused, match="正在算"):
        start(province)
    Round.objects.update(held_since=timezone.now() - timedelta(hours=1))
    second = start(province)
    assert fresh(first).state == RoundState.FAILED
    assert second.number == 2


def test_a_task_done_twice_changes_nothing(plan: Round) -> None:
    tasks.compute.func(plan.pk)
    assert plan.rows.count() == 30


def test_with_its_own_helpers_only_a_round_tells_that_others_could_help(
    province: Province, work: Work
) -> None:
    make_need(province)
    started = start(province, reach=Reach.OWN)  # Deqing has no helper of its own
    work()
    (left,) = fresh(started).unserved.all()
    assert left.cause["code"] == "nobody_knows"
    assert left.elsewhere >= 1


def test_too_little_room_is_told_with_the_helper_to_ask(
    province: Province, helpers: list[Helper], work: Work
) -> None:
    Helper.objects.exclude(trade="焊工").update(is_active=False)
    for number in range(8):  # two welders and Dong: nine places; one is taken away
        ask(province, 0, number)
    Helper.objects.filter(trade="焊工").exclude(name="董师傅").update(weekly_capacity=2)
    for helper in Helper.objects.filter(trade="焊工"):
        helper.save()
    started = start(province)
    work()
    plan = fresh(started)
    assert plan.rows.count() == 7
    (left,) = plan.unserved.all()
    assert left.remedy["code"] == "add_capacity"
    assert left.helper.trade == "焊工"


# --- ruling ---------------------------------------------------------------------------------


def test_a_ban_needs_its_reason_and_is_logged_for_the_unions_only(
    province: Province, plan: Round
) -> None:
    row = plan.rows.first()
    pair = {"round": plan, "need": row.need, "helper": row.helper, "actor": province.xu}
    with pytest.raises(Refused, match="为什么禁配"):
        actions.rule_pair(**pair, kind=RulingKind.BAN, reason="  ")
    ruling = actions.rule_pair(**pair, kind=RulingKind.BAN, reason="同村，请回避")
    assert (ruling.kind, ruling.reason, ruling.ruled_by) == ("ban", "同村，请回避", province.xu)

    event = Event.objects.get(verb=RoundVerb.BANNED)
    assert (event.story, event.note, event.audience) == (plan.story, "同村，请回避", "unions")
    assert sentence(event) == f"徐芳禁配{row.helper}"
    assert not Event.objects.filter(story=row.need.story, verb__startswith="round").exists()


def test_a_banned_row_awaits_a_new_run_and_is_not_sent(province: Province, plan: Round) -> None:
    row = plan.rows.first()
    actions.rule_pair(
        round=plan, need=row.need, helper=row.helper, kind="ban", actor=province.xu, reason="回避"
    )
    rows = queries.with_rulings(plan.rows.all())
    assert [found.pk for found in rows.filter(awaits=True)] == [row.pk]
    assert queries.to_send(plan).count() == 29
    figures = queries.figures(plan)
    assert (figures["ready"], figures["waiting"]) == (29, 1)


def test_a_pin_to_somebody_else_makes_the_row_await_and_the_new_run_follows(
    province: Province, plan: Round, work: Work
) -> None:
    row = plan.rows.select_related("need").first()
    actions.rule_pair(
        round=plan, need=row.need, helper=province.zhou_helper, kind="pin", actor=province.xu
    )
    assert queries.with_rulings(plan.rows.filter(pk=row.pk)).get().awaits
    again = rerun(plan, province, work)
    assert again.rows.get(need=row.need).helper == province.zhou_helper


def test_pins_stand_and_bans_stand(province: Province, plan: Round, work: Work) -> None:
    pinned, banned = plan.rows.all()[:2]
    for row, kind in ((pinned, "pin"), (banned, "ban")):
        actions.rule_pair(
            round=plan, need=row.need, helper=row.helper, kind=kind, actor=province.xu, reason="定"
        )
    again = rerun(plan, province, work)
    assert again.rows.filter(need=pinned.need, helper=pinned.helper).exists()
    assert not again.rows.filter(need=banned.need, helper=banned.helper).exists()


def test_a_need_cannot_be_pinned_to_more_than_it_wants(province: Province, plan: Round) -> None:
    row = plan.rows.first()
    pair = {"round": plan, "need": row.need, "kind": "pin", "actor": province.xu}
    actions.rule_pair(**pair, helper=row.helper)
    with pytest.raises(Refused, match="只要1位"):
        actions.rule_pair(**pair, helper=province.zhou_helper)


def test_a_lifted_ruling_no_longer_counts_and_the_log_keeps_it(
    province: Province, plan: Round
) -> None:
    row = plan.rows.first()
    ruling = actions.rule_pair(
        round=plan, need=row.need, helper=row.helper, kind="ban", actor=province.xu, reason="回避"
    )
    actions.lift_ruling(round=plan, ruling=ruling, actor=province.shen)
    assert not Ruling.objects.exists()
    assert verbs(plan)[-2:] == [RoundVerb.BANNED, RoundVerb.FREED]
    assert queries.to_send(plan).count() == 30


def test_more_pins_than_a_week_holds_fail_in_words_and_can_be_lifted(
    province: Province, plan: Round, work: Work
) -> None:
    for row in plan.rows.all()[:4]:
        actions.rule_pair(
            round=plan, need=row.need, helper=province.zhou_helper, kind="pin", actor=province.xu
        )
    failed = rerun(plan, province, work)
    assert failed.state == RoundState.FAILED
    assert failed.failure["code"] == "pins_over_capacity"
    assert "没算成" in str(province.xu.notices.first())

    ruling = queries.rulings_within(failed).first()
    actions.lift_ruling(round=failed, ruling=ruling, actor=province.xu)
    again = rerun(failed, province, work)
    assert (again.state, again.before) == (RoundState.READY, plan)


def test_what_breaks_otherwise_is_a_failed_round_too(
    province: Province, needs: list[Need], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **options: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(planning.engine, "plan", broken)
    started = start(province)
    with pytest.raises(ZeroDivisionError):
        tasks.compute.func(started.pk)
    assert (fresh(started).state, fresh(started).failure) == (RoundState.FAILED, {})


# --- again, and compared --------------------------------------------------------------------


def test_a_new_run_names_the_one_before_and_keeps_what_it_can(
    province: Province, plan: Round, work: Work
) -> None:
    banned = plan.rows.first()
    actions.rule_pair(
        round=plan, need=banned.need, helper=banned.helper,
        kind="ban", actor=province.xu, reason="回避",
    )  # fmt: skip
    again = rerun(plan, province, work)
    assert (again.before, again.number) == (plan, 2)
    figures = queries.figures(again)
    assert figures["swapped"] + figures["same"] == 30
    assert 1 <= figures["swapped"] <= 3
    assert again.rows.get(need=banned.need).change == Change.SWAPPED


def test_the_comparison_shows_both_helpers_of_each_changed_need(
    province: Province, plan: Round, work: Work
) -> None:
    row = plan.rows.first()
    actions.rule_pair(
        round=plan, need=row.need, helper=row.helper, kind="ban", actor=province.xu, reason="回避"
    )
    gone = plan.rows.exclude(helper=row.helper).first().need
    Need.objects.filter(pk=gone.pk).update(state=NeedState.WITHDRAWN)
    again = rerun(plan, province, work)

    changed = queries.needs_of_both(again, plan, changed=True)
    assert {row.need, gone} <= set(changed)
    assert queries.needs_of_both(again, plan, changed=False).count() == 30
    assert queries.lost(again, plan) == 1
    lines = {line.need: line for line in queries.compare_needs(again, plan, changed)}
    assert [old.helper for old in lines[row.need].before] == [row.helper]
    assert row.helper not in [new.helper for new in lines[row.need].now]
    assert lines[gone].now == []


def test_the_plan_before_can_be_looked_at_but_no_longer_ruled_or_sent(
    province: Province, plan: Round, work: Work
) -> None:
    rerun(plan, province, work)
    row = plan.rows.first()
    old = fresh(plan)
    assert old.is_replaced
    assert not old.is_open
    for act in (
        lambda: actions.send_round(round=old, actor=province.xu),
        lambda: actions.shelve_round(round=old, actor=province.xu),
        lambda: actions.rerun_round(round=old, actor=province.xu),
        lambda: actions.rule_pair(
            round=old, need=row.need, helper=row.helper, kind="pin", actor=province.xu
        ),
    ):
        with pytest.raises(WrongState):
            act()


# --- sending --------------------------------------------------------------------------------


@pytest.mark.tasks_run_twice
def test_sending_invites_everybody_once_and_tells_both_sides(
    province: Province, plan: Round, work: Work
) -> None:
    assert actions.send_round(round=plan, actor=province.xu) == 30
    work()
    sent = fresh(plan)
    assert (sent.state, sent.sent_by) == (RoundState.SENT, province.xu)
    asked = Engagement.objects.filter(origin=Origin.DISPATCH, state=EngagementState.PROPOSED)
    assert asked.count() == 30
    assert all(e.opened_by == province.xu and e.score and e.reasons for e in asked)
    assert plan.rows.filter(engagement=None).count() == 0
    assert verbs(sent)[-2:] == [RoundVerb.SENDING, RoundVerb.SENT]
    assert str(province.xu.notices.filter(url=f"/rounds/{plan.pk}/").first()) == (
        "第1轮发出30份邀请"
    )
    dongs = plan.rows.filter(helper=province.dong_helper).count()
    assert province.dong.notices.count() == dongs
    with pytest.raises(WrongState):
        actions.send_round(round=sent, actor=province.xu)


def test_what_can_no_longer_go_out_is_kept_with_its_reason(
    province: Province, plan: Round, work: Work
) -> None:
    row = plan.rows.filter(helper=province.dong_helper).select_related("need").first()
    claim_need(need=row.need, helper=province.zhou_helper, actor=province.zhou)
    actions.send_round(round=plan, actor=province.xu)
    work()
    row.refresh_from_db()
    assert row.engagement is None
    assert "已经请了师傅" in row.refusal
    assert plan.rows.exclude(engagement=None).count() == 29
    assert "1份没发出去" in str(province.xu.notices.filter(url=f"/rounds/{plan.pk}/").first())


def test_a_need_asked_by_another_round_meanwhile_is_not_asked_twice(
    province: Province, plan: Round, work: Work
) -> None:
    above = start(province, union=province.huzhou, actor=province.shen)
    work()
    actions.send_round(round=fresh(above), actor=province.shen)
    actions.send_round(round=plan, actor=province.xu)
    work()
    assert Engagement.objects.count() == 30
    assert set(plan.rows.values_list("refusal", flat=True)) == {"这件已经请了师傅，不用再请。"}


def test_a_worker_that_died_in_the_middle_goes_on_where_it_stopped(
    province: Province, plan: Round, work: Work
) -> None:
    actions.send_round(round=plan, actor=province.xu)
    first = plan.rows.select_related("need", "helper__artisan").first()
    actions.invite(row=first, actor=province.xu)
    work()
    assert Engagement.objects.count() == 30
    assert fresh(plan).state == RoundState.SENT


def test_rows_that_await_a_new_run_stay_behind(province: Province, plan: Round, work: Work) -> None:
    row = plan.rows.first()
    actions.rule_pair(
        round=plan, need=row.need, helper=row.helper, kind="ban", actor=province.xu, reason="回避"
    )
    actions.send_round(round=plan, actor=province.xu)
    work()
    assert not row.need.engagements.exists()
    assert Engagement.objects.count() == 29


def test_a_pin_overrules_the_helpers_limits_with_its_reason(
    province: Province, needs: list[Need], work: Work
) -> None:
    far = artisan("远师傅", "焊工", province.wucheng, "330702", radius_km=5, online_ok=False)
    Need.objects.filter(pk=needs[0].pk).update(mode=OfferMode.ON_SITE)
    started = start(province)
    work()
    actions.rule_pair(
        round=started, need=needs[0], helper=far, kind="pin", actor=province.xu, reason="他答应来"
    )
    again = rerun(fresh(started), province, work)
    actions.send_round(round=again, actor=province.xu)
    work()
    asked = Engagement.objects.get(need=needs[0])
    assert asked.helper == far
    event = Event.objects.get(subject_id=asked.pk, verb="engagement.proposed")
    assert event.note == "徐芳锁定：他答应来"


def test_an_empty_plan_is_not_sent(province: Province, work: Work) -> None:
    Helper.objects.update(is_active=False)
    make_need(province)
    started = start(province)
    work()
    with pytest.raises(Refused, match="没有可以发出的"):
        actions.send_round(round=fresh(started), actor=province.xu)


def test_a_shelved_plan_can_still_be_sent(province: Province, plan: Round, work: Work) -> None:
    shelved = actions.shelve_round(round=plan, actor=province.xu)
    assert shelved.state == RoundState.SHELVED
    actions.send_round(round=shelved, actor=province.shen)
    work()
    assert fresh(plan).sent_by == province.shen


def test_the_next_round_asks_nobody_twice_for_the_same_need(
    province: Province, plan: Round, work: Work
) -> None:
    row: PlanRow = plan.rows.filter(helper=province.dong_helper).first()
    asked = propose(need=row.need, helper=row.helper, actor=province.xu)
    decline(engagement=asked, actor=province.dong, reason="在外地")
    row.need.engagements.filter(state=EngagementState.PROPOSED).update(
        state=EngagementState.EXPIRED
    )
    again = rerun(plan, province, work)
    assert not again.rows.filter(need=row.need, helper=province.dong_helper).exists()


# --- workers that die -------------------------------------------------------------------------


def test_a_computation_that_kills_its_workers_is_a_failed_round(
    province: Province, needs: list[Need], kill_workers_of: Callable[[str], None]
) -> None:
    started = start(province)
    kill_workers_of("compute")
    assert fresh(started).state == RoundState.FAILED
    assert "德清县总工会第1轮方案没算成，请看原因" in str(province.xu.notices.first())


def test_a_sending_that_ends_with_an_error_is_told_to_who_sent_it(
    province: Province, plan: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.send_round(round=plan, actor=province.xu)

    def break_down(**_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(actions, "invite", break_down)
        with pytest.raises(RuntimeError):
            tasks.invite_all.call(plan.pk)
    assert "第1轮的邀请没有发完" in str(province.xu.notices.first())
    tasks.invite_all.call(plan.pk)
    assert fresh(plan).state == RoundState.SENT


def test_a_sending_that_kills_its_workers_is_told_to_who_sent_it(
    province: Province, plan: Round, kill_workers_of: Callable[[str], None]
) -> None:
    actions.send_round(round=plan, actor=province.xu)
    kill_workers_of("invite_all")
    assert "第1轮的邀请没有发完" in str(province.xu.notices.first())
    assert fresh(plan).state == RoundState.SENDING  # it can be sent on once it looks stuck
