"""The story says who acted, for whom, and no more than what happened."""

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone, translation

from hongmajia.engagements.actions import accept, decline, propose, record_contact, release
from hongmajia.engagements.models import Engagement
from hongmajia.needs.actions import correct_need, resubmit_need, submit_need, withdraw_need
from hongmajia.needs.enums import Channel
from hongmajia.needs.models import Need
from hongmajia.needs.story import Story
from hongmajia.people.models import Helper
from hongmajia.services.actions import record_service, report_relapse
from hongmajia.services.models import Confirmation
from tests.actors import Province, artisan, make_need
from tests.services.conftest import DONE, arrange

FACTS = {
    "text": "如何减少不锈钢的焊接变形？焊罐体时变形厉害。",
    "contact_name": "沈女士",
    "contact_phone": "13812341234",
}


def told(need: Need, reader: Any) -> list[str]:
    """The lines of the story as the reader sees them, newest first."""
    return [entry.text for entry in Story(need, reader).timeline]


@pytest.fixture
def zhao(province: Province) -> Helper:
    """赵师傅 of Deqing, who has no account."""
    return artisan("赵永年", "焊工", province.deqing, "330521")


# --- for a helper -----------------------------------------------------------------------------


def test_an_answer_for_a_helper_names_the_union(
    province: Province, need: Need, zhao: Helper
) -> None:
    accept(engagement=propose(need=need, helper=zhao, actor=province.xu), actor=province.xu)
    assert "德清县总工会代赵师傅接单" in told(need, province.contact)
    with translation.override("en"):
        assert any("through 德清县总工会" in line for line in told(need, province.contact))


def test_a_refusal_for_a_helper_names_the_union(
    province: Province, need: Need, zhao: Helper
) -> None:
    asked = propose(need=need, helper=zhao, actor=province.xu)
    decline(engagement=asked, actor=province.shen, reason="太忙")
    assert told(need, province.xu)[0] == "湖州市总工会代赵师傅谢绝邀请"


def test_what_a_union_only_writes_down_is_marked_so(
    province: Province, need: Need, zhao: Helper
) -> None:
    agreed = accept(
        engagement=propose(need=need, helper=zhao, actor=province.xu), actor=province.xu
    )
    record_contact(engagement=agreed, actor=province.xu)
    assert told(need, province.xu)[0] == "赵师傅已和企业联系（德清县总工会代记）"
    release(engagement=agreed, actor=province.xu, reason="病了")
    assert "赵师傅不能来了，已说明原因（德清县总工会代记）" in told(need, province.xu)


def test_a_helper_who_acts_themselves_needs_no_union(
    province: Province, need: Need, engagement: Engagement
) -> None:
    assert "董师傅接单" in told(need, province.xu)


# --- for an asker -----------------------------------------------------------------------------


def test_an_imported_need_says_who_imported_it(province: Province) -> None:
    facts = {**FACTS, "enterprise": province.mogan, "region": province.mogan.region}
    need = submit_need(actor=province.xu, channel=Channel.IMPORT, **facts)
    assert need.asker is None
    assert told(need, province.contact) == ["由德清县总工会导入"]
    assert told(need, province.xu) == ["由德清县总工会徐芳导入"]


def test_an_entered_need_says_for_whom(province: Province) -> None:
    facts = {**FACTS, "enterprise": province.mogan, "region": province.mogan.region}
    need = submit_need(actor=province.lu, channel=Channel.LIAISON, **facts)
    assert told(need, province.xu) == ["莫干精工工会代沈女士提出需求"]


def test_what_an_asker_does_by_code_is_theirs(province: Province) -> None:
    need = make_need(province, "returned", asker=None)
    resubmit_need(need=need, actor=None, goal="平面度2mm以内")
    assert told(need, province.xu)[0] == "沈女士补充后重新提交"
    withdraw_need(need=need, actor=None)
    assert told(need, province.xu)[0] == "沈女士撤回需求"


def test_a_relapse_reported_by_code_is_the_askers(province: Province) -> None:
    need = make_need(province, "confirmed", asker=None)
    report_relapse(need=need, actor=None, name="沈女士", reason="又变形了")
    assert told(need, province.xu)[0] == "沈女士重新打开：问题又出现了"
    assert "系统" not in "".join(told(need, AnonymousUser()))


def test_a_cadre_who_withdraws_or_corrects_does_so_in_their_own_name(province: Province) -> None:
    need = make_need(province)
    correct_need(need=need, actor=province.xu, goal="平面度2mm以内")
    withdraw_need(need=need, actor=province.xu, reason="重复")
    assert told(need, province.contact)[:2] == ["德清县总工会撤回需求", "德清县总工会修改了内容"]


# --- no more than what happened ---------------------------------------------------------------


def test_a_date_agreed_is_no_service(
    province: Province, need: Need, engagement: Engagement
) -> None:
    later = timezone.now() + timedelta(days=2)
    arrange(province, engagement, starts_at=later, ends_at=later + timedelta(hours=3))
    assert told(need, province.xu)[0] == "和董师傅约好了时间，准备服务"


def test_a_visit_that_took_place_is_told_as_such(
    province: Province, need: Need, engagement: Engagement
) -> None:
    arrange(province, engagement)
    assert told(need, province.xu)[0] == "董师傅开始服务"


def test_a_part_solved_is_not_told_as_solved(
    province: Province, need: Need, record: Any, confirm: Any
) -> None:
    record(result="partly")
    need.refresh_from_db()
    assert need.get_state_display() == "部分解决"
    assert "董师傅服务完，解决了一部分，等企业确认" in told(need, province.xu)
    confirm(outcome="partly")
    need.refresh_from_db()
    assert need.get_state_display() == "企业确认部分解决"
    assert "沈女士确认解决了一部分" in told(need, province.xu)
    assert not {"董师傅服务完，问题解决，等企业确认", "沈女士确认解决"} & set(
        told(need, province.xu)
    )


@pytest.mark.parametrize("confirms", [False, True])
def test_rows_of_earlier_versions_learn_from_the_records_that_a_part_is_solved(
    need: Need, record: Any, confirm: Any, confirms: bool
) -> None:
    record(result="solved" if confirms else "partly")
    if confirms:
        confirm(outcome="partly")  # the last word counts
    Need.objects.update(is_part_solved=False)
    migration = import_module("hongmajia.services.migrations.0010_solved_in_part_of_old_rows")
    migration.fill(apps, None)
    need.refresh_from_db()
    assert need.is_part_solved
    Confirmation.objects.update(outcome="solved")
    Need.objects.update(is_part_solved=False)
    migration.fill(apps, None)
    need.refresh_from_db()
    assert need.is_part_solved is not confirms


def test_a_problem_that_stayed_did_not_come_back(
    province: Province, need: Need, record: Any, confirm: Any
) -> None:
    record()
    confirm(outcome="unsolved", words="还是变形")
    assert "沈女士说还没解决，重新找师傅" in told(need, province.xu)
    assert not [line for line in told(need, province.xu) if "又出现" in line]


def test_a_record_written_by_the_union_says_so(province: Province, need: Need, visit: Any) -> None:
    party = {"helpers": [province.dong_helper], "companions": []}
    record_service(activity=visit, actor=province.xu, party=party, **DONE)
    assert "德清县总工会代董师傅写好服务记录：解决了" in told(need, province.contact)
