"""What nobody was reminded of before: milestones, call-backs, activities without a record."""

from datetime import timedelta
from typing import Any

import time_machine
from django.utils import timezone

from hongmajia.core import schedule
from hongmajia.core.clocks import closing_of
from hongmajia.engagements.models import Engagement
from hongmajia.notices.models import Notice
from hongmajia.notices.tasks import remind_overdue as remind_generally
from hongmajia.portal.waiting import rows_for, tally_of
from hongmajia.services.actions import finish_milestone, plan_activity, set_milestone
from hongmajia.services.models import Activity, CallBack
from hongmajia.services.tasks import remind_overdue
from tests.actors import Province


def told(person: Any) -> list[str]:
    return [notice.text for notice in Notice.objects.filter(recipient=person)]


def desk(person: Any) -> list[str]:
    return [str(row.what) for row in rows_for(person, tally_of(person))]


def after(item: Any) -> time_machine.travel:
    """Travel to the minute after the item is due."""
    item.refresh_from_db()
    return time_machine.travel(item.due_at + timedelta(minutes=1), tick=False)


def test_the_task_is_on_the_schedule() -> None:
    assert remind_overdue.module_path in schedule._entries


def test_a_long_term_problem_always_has_a_next_day(
    province: Province, engagement: Engagement, record: Any
) -> None:
    record(result="tackling")
    engagement.refresh_from_db()
    assert engagement.due_at is not None  # when a first milestone is to be set
    on = timezone.localdate() + timedelta(days=20)
    milestone = set_milestone(engagement=engagement, actor=province.dong, title="换工装", due_on=on)
    engagement.refresh_from_db()
    assert engagement.due_at == closing_of(on)
    finish_milestone(milestone=milestone, actor=province.dong)
    engagement.refresh_from_db()
    assert timezone.now() < engagement.due_at < closing_of(on)
    Notice.objects.all().delete()
    with after(engagement):
        assert desk(province.dong) == ["约时间"]
        assert desk(province.xu) == ["催约时间"]
        remind_overdue.call()
        remind_overdue.call()
    title = engagement.need.title
    assert told(province.dong) == [f"{title}：攻关节点到期了，请记下进展，定下一个节点"]
    assert told(province.xu) == [f"{title}：攻关节点过了期，请催一催"]


def test_a_call_back_that_is_due_is_told_once(
    province: Province, record: Any, confirm: Any
) -> None:
    record()
    confirm()
    first = CallBack.objects.get(days=30)
    Notice.objects.all().delete()
    with after(first):
        remind_overdue.call()
        remind_overdue.call()
    title = first.confirmation.engagement.need.title
    assert told(province.xu) == [f"{title}：30天回访的日子到了，请打电话问问企业"]


def lecture(province: Province) -> Activity:
    begins = timezone.now() - timedelta(days=2)
    return plan_activity(
        union=province.deqing, actor=province.xu, title="焊接讲座", form="lecture",
        kind="public_good", region=province.mogan.region, starts_at=begins,
        ends_at=begins + timedelta(hours=2), is_open=True,
    )  # fmt: skip


def test_an_activity_without_a_record_comes_onto_the_desk(province: Province) -> None:
    talk = lecture(province)
    assert desk(province.xu) == []
    with after(talk):
        assert desk(province.xu) == ["记活动"]
        assert desk(province.wu) == []
        remind_generally.call()
        remind_generally.call()
    assert told(province.xu) == ["焊接讲座：活动办完了请写记录；没有办成，请取消"]


def test_of_a_visit_only_the_engagement_reminds(province: Province, visit: Activity) -> None:
    with after(visit):
        Notice.objects.all().delete()
        remind_generally.call()
        assert told(province.xu) == []
        assert desk(province.xu) == ["催服务记录"]
