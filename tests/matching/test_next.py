"""When a helper declines or does not answer, the next candidate is asked at once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from hongmajia.engagements.actions import claim_need, decline, expire, order_offer, propose, release
from hongmajia.engagements.enums import EngagementState, Origin
from hongmajia.engagements.models import Engagement
from hongmajia.matching.enums import RulingKind
from hongmajia.matching.models import Ruling
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from tests.actors import Province, artisan, make_need, make_offer

Work = Callable[[], None]


@pytest.fixture
def second(province: Province) -> Helper:
    """Another welder, a little further away than Dong."""
    return artisan("丁建国", "焊工", province.huzhou, "330523", specialities=["不锈钢焊接"])


@pytest.fixture
def need(province: Province, second: Helper) -> Need:
    return make_need(province)


@pytest.fixture
def asked(province: Province, need: Need) -> Engagement:
    return propose(need=need, helper=province.dong_helper, actor=province.xu)


def say_no(asked: Engagement, province: Province) -> None:
    decline(engagement=asked, actor=province.dong, reason="这周在外地")


def invited(need: Need) -> list[str]:
    waiting = need.engagements.filter(state=EngagementState.PROPOSED).order_by("pk")
    return [str(engagement.helper) for engagement in waiting]


@pytest.mark.tasks_run_twice
def test_the_next_is_asked_with_score_and_reasons_and_the_cadre_is_told(
    province: Province, need: Need, asked: Engagement, second: Helper, work: Work
) -> None:
    say_no(asked, province)
    assert invited(need) == []  # not before the decline is committed
    work()
    assert invited(need) == ["丁师傅"]
    next_ = need.engagements.get(helper=second)
    assert (next_.origin, next_.opened_by) == (Origin.DISPATCH, province.xu)
    assert next_.score
    assert next_.reasons
    told = [str(notice) for notice in province.xu.notices.all()]
    assert "不锈钢焊接变形怎么减少：董师傅没有接，已改请丁师傅" in told


def test_silence_is_a_no_too(province: Province, need: Need, asked: Engagement, work: Work) -> None:
    Engagement.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    asked.refresh_from_db()
    expire(engagement=asked)
    work()
    assert invited(need) == ["丁师傅"]


@pytest.mark.tasks_run_twice
def test_the_one_after_the_next_follows_him(
    province: Province, need: Need, asked: Engagement, second: Helper, work: Work
) -> None:
    say_no(asked, province)
    work()
    decline(
        engagement=need.engagements.get(helper=second), actor=province.shen, reason="手上还有活"
    )
    work()
    assert len(invited(need)) <= 1
    assert not {"董师傅", "丁师傅"} & set(invited(need))


def test_the_banned_and_the_full_are_passed_over(
    province: Province, need: Need, asked: Engagement, second: Helper, work: Work
) -> None:
    third = artisan("苏建国", "焊工", province.huzhou, "330523", specialities=["不锈钢焊接"])
    fourth = artisan("魏建国", "焊工", province.huzhou, "330523", specialities=["不锈钢焊接"])
    Ruling.objects.create(need=need, helper=second, kind=RulingKind.BAN, ruled_by=province.xu)
    third.paused_until = timezone.localdate() + timedelta(days=5)
    third.save()
    say_no(asked, province)
    work()
    assert need.engagements.get(state=EngagementState.PROPOSED).helper == fourth


@pytest.mark.tasks_run_twice
def test_if_nobody_is_left_the_cadre_is_told_where_to_look(
    province: Province, need: Need, asked: Engagement, work: Work
) -> None:
    Helper.objects.exclude(pk=province.dong_helper.pk).update(is_active=False)
    say_no(asked, province)
    work()
    assert invited(need) == []
    notice = province.xu.notices.filter(url=f"/needs/{need.pk}/shortlist/").get()
    assert "暂时没有别的合适人选" in str(notice)


def test_while_another_invitation_is_out_nobody_more_is_asked(
    province: Province, need: Need, asked: Engagement, second: Helper, work: Work
) -> None:
    propose(need=need, helper=second, actor=province.xu)
    artisan("苏建国", "焊工", province.huzhou, "330523", specialities=["不锈钢焊接"])
    say_no(asked, province)
    work()
    assert invited(need) == ["丁师傅"]


def test_a_need_that_found_its_helper_meanwhile_is_left_alone(
    province: Province, need: Need, asked: Engagement, work: Work
) -> None:
    say_no(asked, province)
    claim_need(need=need, helper=province.zhou_helper, actor=province.zhou)
    work()
    assert invited(need) == []


def test_a_declined_order_is_not_passed_on(province: Province, second: Helper, work: Work) -> None:
    ordered = order_offer(
        offer=make_offer(province.dong_helper), actor=None, text="罐体焊接变形", contact_name="李",
        region=province.mogan.region, enterprise_name="某厂", contact_phone="13812341235",
    )  # fmt: skip
    say_no(ordered, province)
    work()
    assert ordered.need.engagements.count() == 1


def test_a_helper_who_cannot_come_after_all_is_the_cadres_to_replace(
    province: Province, need: Need, work: Work
) -> None:
    claimed = claim_need(need=need, helper=province.dong_helper, actor=province.dong)
    release(engagement=claimed, actor=province.dong, reason="家里有事")
    work()
    assert need.engagements.count() == 1
