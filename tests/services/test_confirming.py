"""Confirming a service, call-backs, relapses, and reminders of overdue steps."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from hongmajia.core.errors import Refused
from hongmajia.engagements.actions import accept, claim_need, propose
from hongmajia.engagements.models import Engagement
from hongmajia.services.actions import correct_confirmation, record_call_back, report_relapse
from hongmajia.services.models import Activity, CallBack, Confirmation, ServiceRecord
from hongmajia.services.tasks import remind_overdue
from tests.actors import Province
from tests.engagements.conftest import told
from tests.services.test_records import states

Record, Confirm = Callable[..., ServiceRecord], Callable[..., Confirmation]


def test_solved_and_confirmed(
    province: Province, engagement: Engagement, record: Record, confirm: Confirm
) -> None:
    record()
    said = confirm(
        benefit_wan=Decimal("18.5"),
        benefit_basis="每件少1.5小时，一年1,600件",
        evidence=[ContentFile(b"clean already", "a.jpg")],
    )
    assert states(engagement) == ("confirmed", "confirmed")
    assert said.is_pleased
    assert said.evidence.count() == 1
    assert told(province.dong)[0] == "不锈钢焊接变形怎么减少：企业确认了，谢谢您"


def test_call_backs_are_due_after_30_and_90_days(record: Record, confirm: Confirm) -> None:
    record()
    said = confirm()
    due = [(call.days, (call.due_at - said.confirmed_at).days) for call in said.call_backs.all()]
    assert due == [(30, 30), (90, 90)]
    assert not CallBack.objects.due().exists()
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert [call.days for call in CallBack.objects.due()] == [30]


def test_a_benefit_needs_its_calculation(
    engagement: Engagement, record: Record, confirm: Confirm
) -> None:
    record()
    with pytest.raises(Refused, match="怎么算的"):
        confirm(benefit_wan=Decimal(3))
    assert states(engagement) == ("served", "solved")


def test_an_unsolved_need_is_open_to_all_helpers_again(
    province: Province, engagement: Engagement, record: Record, confirm: Confirm
) -> None:
    record()
    with pytest.raises(Refused, match="还有什么问题"):
        confirm(outcome="unsolved", satisfaction=2)
    said = confirm(outcome="unsolved", satisfaction=2, words="还是变形")
    assert states(engagement) == ("confirmed", "reopened")
    assert not said.call_backs.exists()
    assert "还没解决" in told(province.dong)[0]
    assert "请再找一位师傅" in told(province.xu)[0]
    again = claim_need(need=engagement.need, helper=province.zhou_helper, actor=province.zhou)
    assert again.slot == 1


def test_the_same_helper_may_be_proposed_again(
    province: Province, engagement: Engagement, record: Record, confirm: Confirm
) -> None:
    record()
    confirm(outcome="unsolved", satisfaction=3, words="另一条缝还变形")
    engagement.need.refresh_from_db()
    asked = propose(need=engagement.need, helper=province.dong_helper, actor=province.xu)
    assert accept(engagement=asked, actor=province.dong).state == "accepted"


def test_a_service_without_record_is_not_confirmed(confirm: Confirm, visit: Activity) -> None:
    with pytest.raises(Refused, match="已约时间"):
        confirm()


def test_a_service_is_confirmed_once(record: Record, confirm: Confirm) -> None:
    record()
    confirm()
    with pytest.raises(Refused):
        confirm()
    assert Confirmation.objects.count() == 1


def test_a_correction_keeps_the_outcome(
    province: Province, record: Record, confirm: Confirm
) -> None:
    record()
    said = confirm(benefit_wan=Decimal(20), benefit_basis="估的")
    correct_confirmation(
        confirmation=said, actor=province.contact, benefit_wan=Decimal(12), benefit_basis="账上的"
    )
    assert [old.benefit_wan for old in said.history.all()] == [12, 20]
    with pytest.raises(Refused, match="重新打开"):
        correct_confirmation(confirmation=said, actor=province.contact, outcome="partly")


def test_the_helper_is_notified_of_a_call_back(
    province: Province, engagement: Engagement, record: Record, confirm: Confirm
) -> None:
    record()
    call = confirm().call_backs.first()
    record_call_back(call_back=call, actor=province.xu, lasting="holds", note="没再变形")
    assert "30天回访，企业说还管用" in told(province.dong)[0]
    assert states(engagement) == ("confirmed", "confirmed")
    with pytest.raises(Refused, match="已经记过"):
        record_call_back(call_back=call, actor=province.xu, lasting="holds")


def test_a_call_back_that_finds_a_relapse_reopens_the_need(
    province: Province, engagement: Engagement, record: Record, confirm: Confirm
) -> None:
    record()
    call = confirm().call_backs.first()
    with pytest.raises(Refused, match="又出现了什么问题"):
        record_call_back(call_back=call, actor=province.xu, lasting="relapsed")
    record_call_back(call_back=call, actor=province.xu, lasting="relapsed", note="换了板材又变形")
    assert states(engagement) == ("confirmed", "reopened")


def test_the_asker_reports_a_relapse(
    province: Province, engagement: Engagement, record: Record, confirm: Confirm
) -> None:
    record()
    confirm()
    need = engagement.need
    with pytest.raises(Refused, match="又出现了什么问题"):
        report_relapse(need=need, actor=None, name="沈女士", reason="")
    report_relapse(need=need, actor=None, name="沈女士", reason="换了板材又变形")
    assert states(engagement) == ("confirmed", "reopened")
    assert "问题又出现了" in told(province.dong)[0]
    assert "请再找一位师傅" in told(province.xu)[0]
    with pytest.raises(Refused, match="还在办"):
        report_relapse(need=need, actor=None, name="沈女士", reason="再说一遍")


def test_an_overdue_confirmation_is_reminded_once(
    province: Province, engagement: Engagement, record: Record
) -> None:
    record()
    with time_machine.travel(timezone.now() + timedelta(days=20)):
        remind_overdue.call()
        remind_overdue.call()
    assert sum("请确认有没有解决" in said for said in told(province.contact)) == 1
    assert sum("企业还没确认" in said for said in told(province.xu)) == 1


def test_an_overdue_record_is_reminded_once(
    province: Province, engagement: Engagement, visit: Activity
) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=20)):
        remind_overdue.call()
        remind_overdue.call()
    assert sum("请写记录" in said for said in told(province.dong)) == 1


def test_the_form_says_that_a_benefit_counts_only_with_evidence(
    client: Client, province: Province, record: Record, engagement: Engagement
) -> None:
    record()
    client.force_login(province.contact, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/engagements/{engagement.pk}/confirm/").content.decode()
    assert "附了依据才算进经济效益" in page
