"""Records are made known for seven days; an artisan objects to one, and the union answers."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from hongmajia.core.clocks import due_after
from hongmajia.core.errors import Refused, WrongState
from hongmajia.engagements.models import Engagement
from hongmajia.notices.tasks import remind_overdue
from hongmajia.portal.waiting import objections
from hongmajia.services.actions import (
    answer_objection,
    correct_record,
    issue_certificate,
    object_to_record,
)
from hongmajia.services.certifying import certified_services, services_of
from hongmajia.services.models import Activity, Attendance, Confirmation, Objection, ServiceRecord
from tests.actors import Province, make_need
from tests.engagements.conftest import told
from tests.needs.conftest import As
from tests.services.conftest import DONE
from tests.services.known import SEVEN_DAYS, let_pass, register_for_certificates

Record, Confirm = Callable[..., ServiceRecord], Callable[..., Confirmation]
REASON = "做了六个小时，记成了四个小时"


@pytest.fixture
def written(province: Province, record: Record, confirm: Confirm) -> ServiceRecord:
    """Dong's record of the visit, which the enterprise confirmed."""
    written = record()
    confirm()
    register_for_certificates(province.dong_helper)
    return written


@pytest.fixture
def objection(province: Province, written: ServiceRecord) -> Objection:
    """Dong objects to the hours."""
    return object_to_record(
        activity=written.activity, helper=province.dong_helper, actor=province.dong, reason=REASON
    )


def issue(province: Province) -> Any:
    return issue_certificate(
        helper=province.dong_helper, season=province.season, actor=province.shen
    )


def correct(province: Province, written: ServiceRecord) -> None:
    party = {"helpers": [province.dong_helper], "companions": []}
    facts = {**DONE, "hours": Decimal(6)}
    correct_record(written=written, actor=province.xu, party=party, **facts)


@pytest.mark.parametrize(
    ("passed", "stands"), [(timedelta(), False), (SEVEN_DAYS - timedelta(minutes=5), False),
                           (SEVEN_DAYS, True)]
)  # fmt: skip
def test_a_service_stands_on_the_certificate_after_seven_days(
    province: Province, written: ServiceRecord, passed: timedelta, stands: bool
) -> None:
    let_pass(passed)
    assert len(services_of(province.dong_helper, province.season)) == 1
    assert len(certified_services(province.dong_helper, province.season)) == stands
    if stands:
        assert issue(province).pk
    else:
        with pytest.raises(Refused, match="要先公示满7天"):
            issue(province)


def test_the_days_begin_with_the_confirmation(
    province: Province, record: Record, confirm: Confirm
) -> None:
    record()
    let_pass()
    confirm()
    assert certified_services(province.dong_helper, province.season) == []


def test_a_correction_begins_them_anew(province: Province, written: ServiceRecord) -> None:
    let_pass()
    correct(province, written)
    assert certified_services(province.dong_helper, province.season) == []


def test_nothing_under_objection_is_certified(province: Province, objection: Objection) -> None:
    let_pass()
    with pytest.raises(Refused, match="有异议，答复以后才能发证书"):
        issue(province)


@pytest.mark.parametrize(
    ("missing", "said"), [("number", "志愿者编号"), ("in_charge", "登记志愿服务负责人")]
)
def test_nothing_the_certificate_must_state_is_left_out(
    province: Province, written: ServiceRecord, missing: str, said: str
) -> None:
    let_pass()
    helper = province.dong_helper
    if missing == "number":
        helper.artisan.volunteer_number = ""
        helper.artisan.save()
    else:
        helper.union.in_charge = ""
        helper.union.save()
    with pytest.raises(Refused, match=said):
        issue(province)


def test_the_union_hears_of_it_and_has_it_on_its_desk(
    as_: As, province: Province, objection: Objection
) -> None:
    assert "对服务记录有异议" in told(province.xu)[0]
    assert "答复对记录的异议" in as_("xu").get("/desk/").content.decode()
    assert "答复对记录的异议" not in as_("wu").get("/desk/").content.decode()


def test_a_refusal_needs_a_reason_and_reaches_the_artisan(
    province: Province, objection: Objection
) -> None:
    with pytest.raises(Refused):
        answer_objection(objection=objection, actor=province.xu, is_corrected=False, answer=" ")
    answer_objection(
        objection=objection, actor=province.xu, is_corrected=False, answer="企业确认的是四个小时"
    )
    assert "企业确认的是四个小时" in told(province.dong)[0]
    let_pass()
    assert len(certified_services(province.dong_helper, province.season)) == 1


def test_corrected_is_said_only_of_a_record_that_was_corrected(
    province: Province, written: ServiceRecord, objection: Objection
) -> None:
    values = {"objection": objection, "actor": province.xu, "answer": "改成六个小时"}
    with pytest.raises(Refused, match="记录还没有改"):
        answer_objection(**values, is_corrected=True)
    correct(province, written)
    assert answer_objection(**values, is_corrected=True).state == "corrected"
    with pytest.raises(WrongState, match="已经答复过"):
        answer_objection(**values, is_corrected=True)


def test_only_one_objection_at_a_time_and_only_by_who_was_there(
    province: Province, objection: Objection
) -> None:
    values = {"activity": objection.activity, "actor": province.dong, "reason": REASON}
    with pytest.raises(WrongState, match="已经提过异议"):
        object_to_record(**values, helper=province.dong_helper)
    with pytest.raises(Refused, match="这份记录里没有周师傅"):
        object_to_record(**values, helper=province.zhou_helper)
    with pytest.raises(Refused, match="请写明哪里不对"):
        object_to_record(**{**values, "reason": " "}, helper=province.dong_helper)


def test_the_pages_from_objection_to_answer(
    as_: As, province: Province, written: ServiceRecord
) -> None:
    attended = Attendance.objects.get(helper=province.dong_helper)
    page = as_("dong").get(f"/helpers/{province.dong_helper.pk}/certificates/").content.decode()
    assert f"/attendances/{attended.pk}/object/" in page
    as_("dong").post(f"/attendances/{attended.pk}/object/", {"reason": REASON})
    made = Objection.objects.get()
    assert REASON in as_("xu").get(f"/objections/{made.pk}/").content.decode()
    assert as_("dong").post(f"/objections/{made.pk}/", {}).status_code == 403
    sent = {"state": "refused", "answer": "企业确认的是四个小时"}
    assert as_("xu").post(f"/objections/{made.pk}/", sent).status_code == 302
    assert "维持原记录" in as_("dong").get(f"/objections/{made.pk}/").content.decode()


def held(province: Province, n: int) -> None:
    """``n`` confirmed visits of Dong."""
    begun = timezone.now() - timedelta(hours=5)
    for _number in range(n):
        need = make_need(province)
        engagement = Engagement.objects.create(
            need=need, helper=province.dong_helper, origin="dispatch", state="confirmed"
        )
        visit = Activity.objects.create(
            season=province.season, union=province.deqing, state="held", title=need.title,
            starts_at=begun, ends_at=begun + timedelta(hours=4), region=need.region,
        )  # fmt: skip
        visit.engagements.add(engagement)
        Attendance.objects.create(activity=visit, helper=province.dong_helper)
        ServiceRecord.objects.create(activity=visit, done="焊了三件", result="solved")
        Confirmation.objects.create(
            engagement=engagement, outcome="solved", satisfaction=4, name="沈女士"
        )


@pytest.mark.parametrize("n", [1, 50])
def test_everybody_reads_what_is_made_known_without_title_or_firm(
    as_: As, province: Province, django_assert_max_num_queries: Any, n: int
) -> None:
    held(province, n)
    with django_assert_max_num_queries(12):
        page = as_("nobody").get("/services/made-known/").content.decode()
    assert page.count("董师傅") == n
    assert "莫干精工" not in page
    assert "不锈钢焊接变形" not in page
    let_pass()
    assert "现在没有公示中的记录" in as_("nobody").get("/services/made-known/").content.decode()


@pytest.mark.parametrize("n", [1, 50])
def test_the_page_of_certificates_takes_the_same_queries(
    as_: As, province: Province, django_assert_max_num_queries: Any, n: int
) -> None:
    held(province, n)
    client = as_("dong")
    client.get("/desk/")
    with django_assert_max_num_queries(12):
        client.get(f"/helpers/{province.dong_helper.pk}/certificates/")


def test_who_has_to_answer_is_reminded_once_the_five_days_are_over(
    province: Province, objection: Objection
) -> None:
    (row,) = objections.rows(province.xu)
    assert row.due_at == objection.due_at == due_after(timezone.now(), 5)
    with time_machine.travel(objection.due_at + timedelta(minutes=1), tick=False):
        remind_overdue.call()
        remind_overdue.call()
    late = [each for each in told(province.xu) if "过了时限" in each]
    assert late == [f"对服务记录的异议过了时限，请答复：{REASON}"]


def test_an_answered_objection_has_no_clock_any_more(
    province: Province, objection: Objection
) -> None:
    answered = answer_objection(
        objection=objection, actor=province.xu, is_corrected=False, answer="签到表上是四个小时"
    )
    assert (answered.state, answered.due_at) == ("refused", None)
    assert objections.rows(province.xu) == []
