"""A returned need is on the asker's desk and on that of its union, with a clock and a reminder."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hongmajia.core.acts import sentence
from hongmajia.core.models import Event
from hongmajia.needs.actions import resubmit_need, return_need
from hongmajia.needs.enums import NeedState, NeedVerb
from hongmajia.needs.models import Need
from hongmajia.needs.tasks import remind_overdue
from hongmajia.notices.models import Notice
from hongmajia.portal.waiting import Row, rows_for, tally_of
from hongmajia.portal.waiting.others import rows_of_others
from tests.actors import Province, make_need

MONDAY = "2026-05-11T09:00:00+08:00"
TITLE = "不锈钢焊接变形怎么减少"


@pytest.fixture(autouse=True)
def collecting(province: Province) -> None:
    """The season collects needs since March 2026."""
    stages = province.season.stages.filter(stage__in=("collect", "match"))
    stages.update(starts=date(2026, 3, 1))


def returned(province: Province, **fields: Any) -> Need:
    """Returned on Monday 11 May 2026."""
    with time_machine.travel(MONDAY, tick=False):
        need = make_need(province, NeedState.SUBMITTED, **fields)
        return return_need(need=need, actor=province.xu, reason="缺设备型号")


def desk(person: Any) -> list[Row]:
    return rows_for(person, tally_of(person))


def told(person: Any) -> list[str]:
    return [notice.text for notice in Notice.objects.filter(recipient=person)]


def test_it_is_due_in_five_working_days(province: Province) -> None:
    need = returned(province)
    assert need.due_at is not None
    assert f"{timezone.localtime(need.due_at):%Y-%m-%d %H:%M}" == "2026-05-18 17:30"


def test_it_waits_for_the_asker_and_then_for_the_union_to_urge_them(province: Province) -> None:
    need = returned(province)
    (mine,) = desk(province.contact)
    assert (mine.what, mine.button_url) == ("补充需求", reverse("need_complete", args=[need.pk]))
    with time_machine.travel(MONDAY, tick=False):
        assert desk(province.xu) == []
        (folded,) = rows_of_others(province.xu)
    assert (folded.what, folded.due_at) == ("等企业补充", need.due_at)
    assert "等沈女士" in folded.since
    with time_machine.travel("2026-05-19T09:00:00+08:00", tick=False):
        (ours,) = desk(province.xu)
        assert rows_of_others(province.xu) == []
    assert (ours.what, ours.button_url) == ("催企业补充", reverse("need", args=[need.pk]))
    assert "等沈女士" in ours.facts


def test_without_an_account_the_union_sees_whom_to_telephone(province: Province) -> None:
    """The whole number is on the page of the need, where showing it is logged."""
    returned(province, asker=None, enterprise=None, enterprise_name="德清小罐厂")
    (row,) = [row for row in desk(province.xu) if row.what == "催企业补充"]
    assert "沈女士没有账号，请打电话：138****1234" in row.facts


def test_the_queue_counts_it_and_shows_when_it_is_overdue(
    client: Client, province: Province
) -> None:
    need = returned(province)
    with time_machine.travel("2026-05-19T09:00:00+08:00", tick=False):
        client.force_login(province.xu)
        page = client.get(reverse("need_queue"), {"state": "returned", "late": "1"})
        assert [row.pk for row in page.context["page"].rows] == [need.pk]
        assert page.context["late"] == 1


def test_both_are_reminded_once(province: Province) -> None:
    need = returned(province)
    Notice.objects.all().delete()
    for moment in ("2026-05-18T08:00", "2026-05-19T08:00", "2026-05-20T08:00"):
        with time_machine.travel(f"{moment}:00+08:00", tick=False):
            remind_overdue.call()
    assert told(province.contact) == [f"您的需求还等您补充：{TITLE}"]
    assert told(province.xu) == [f"退回后一直没有补充，请打电话问问：{TITLE}"]
    assert told(province.shen) == []
    event = Event.objects.get(story=need.story, verb=NeedVerb.UNANSWERED)
    assert sentence(event) == "退回后一直没有补充，等德清县总工会联系提出人"


def test_completing_it_starts_the_clock_of_verifying(province: Province) -> None:
    need = returned(province)
    with time_machine.travel("2026-05-12T09:00:00+08:00", tick=False):
        resubmit_need(need=need, actor=province.contact, equipment="TIG焊机")
    need.refresh_from_db()
    assert f"{timezone.localtime(need.due_at):%Y-%m-%d}" == "2026-05-14"
    assert desk(province.contact) == []


@pytest.mark.parametrize("days", [0, 30])
def test_a_need_returned_before_there_was_a_clock_is_still_on_the_desk(
    province: Province, days: int
) -> None:
    make_need(province, NeedState.RETURNED, held_since=timezone.now() - timedelta(days=days))
    assert [row.what for row in desk(province.xu)] == ["催企业补充"]
