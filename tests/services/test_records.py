"""Writing, correcting and withdrawing service records; photographs, suggestions, milestones."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from hongmajia.core.errors import Refused
from hongmajia.core.models import Event
from hongmajia.engagements.models import Engagement
from hongmajia.services.actions import (
    answer_suggestion,
    consent_to_photo,
    correct_record,
    finish_milestone,
    set_milestone,
    withdraw_record,
)
from hongmajia.services.enums import ServiceVerb
from hongmajia.services.models import Activity, Confirmation, ServiceRecord
from hongmajia.services.queries import possible_participants
from tests.actors import Province
from tests.engagements.conftest import told, verbs
from tests.services.conftest import DONE, arrange

Record = Callable[..., ServiceRecord]


def states(engagement: Engagement) -> tuple[str, str]:
    engagement.refresh_from_db()
    engagement.need.refresh_from_db()
    return engagement.state, engagement.need.state


def party(province: Province) -> dict[str, Any]:
    return {"helpers": [province.dong_helper], "companions": []}


@pytest.mark.parametrize(
    ("result", "then"),
    [
        ("solved", ("served", "solved")),
        ("partly", ("served", "solved")),
        ("tackling", ("scheduled", "tackling")),
        ("unsolved", ("served", "unsolved")),
    ],
)
def test_each_result_leads_to_its_states(
    engagement: Engagement, record: Record, result: str, then: tuple[str, str]
) -> None:
    record(result=result)
    assert states(engagement) == then


def test_the_enterprise_is_asked_to_confirm(province: Province, record: Record) -> None:
    written = record()
    assert "请您确认" in told(province.contact)[0]
    assert written.activity.state == "held"
    assert [str(row) for row in written.activity.attendances.all()] == ["董师傅", "徒弟小吴"]


def test_what_was_measured_reads_as_one_line(record: Record) -> None:
    written = record(measure="平面度", before="6", after="1.5", unit="mm")
    assert written.measured == "平面度6mm → 1.5mm"


def test_a_record_holds_suggestions_trainings_and_photographs(record: Record) -> None:
    written = record(
        suggestions=[{"text": "焊前先点固对角", "adoption": "adopted"}],
        trainings=[{"topic": "反变形装夹", "people": 4}],
        photos=[ContentFile(b"clean already", "a.jpg")],
    )
    assert written.suggestions.get().adoption == "adopted"
    assert written.trainings.get().people == 4
    assert not written.photos.get().may_be_published


def test_a_record_is_refused_before_the_activity_starts(
    province: Province, visit: Activity, record: Record
) -> None:
    Activity.objects.update(
        starts_at=timezone.now() + timedelta(hours=1), ends_at=timezone.now() + timedelta(hours=2)
    )
    with pytest.raises(Refused, match="还没到约好的时间"):
        record()
    assert not ServiceRecord.objects.exists()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"party": {"helpers": [], "companions": []}}, "至少一位"),
        ({"visitors": 2, "learners": 3}, "不会比来的人多"),
        ({"photos": [ContentFile(b"x", f"{n}.jpg") for n in range(10)]}, "照片最多9张"),
    ],
)
def test_invalid_facts_are_refused_and_nothing_is_stored(
    engagement: Engagement, record: Record, changes: dict[str, Any], says: str
) -> None:
    with pytest.raises(Refused, match=says):
        record(**changes)
    assert not ServiceRecord.objects.exists()
    assert states(engagement) == ("scheduled", "in_service")


def test_an_activity_has_one_record(record: Record) -> None:
    record()
    with pytest.raises(Refused, match="已办"):
        record()


def test_a_correction_logs_its_fields_and_keeps_the_former_values(
    province: Province, record: Record
) -> None:
    written = record(visitors=6, suggestions=[{"text": "点固对角", "adoption": "adopted"}])
    same = written.suggestions.get()
    correct_record(
        written=written,
        actor=province.dong,
        party=party(province),
        suggestions=[
            {"text": "点固对角", "adoption": "adopted"},
            {"text": "做气动工装", "adoption": "considered"},
        ],
        **{**DONE, "visitors": 8},
    )
    event = Event.objects.get(verb=ServiceVerb.CORRECTED)
    assert event.data["fields"] == ["企业来了几个人"]
    assert [old.visitors for old in written.history.all()] == [8, 6]
    assert written.suggestions.first() == same
    assert written.activity.attendances.count() == 1
    assert "更正了服务记录" in told(province.contact)[0]


def test_a_result_cannot_be_corrected(province: Province, record: Record) -> None:
    with pytest.raises(Refused, match="先撤回"):
        correct_record(
            written=record(), actor=province.dong, party=party(province), result="unsolved"
        )


def test_withdrawing_a_record_removes_all_that_depends_on_it(
    province: Province,
    engagement: Engagement,
    visit: Activity,
    record: Record,
    confirm: Callable[..., Confirmation],
) -> None:
    written = record()
    confirm()
    with pytest.raises(Refused, match="为什么撤回"):
        withdraw_record(written=written, actor=province.xu, reason="")
    withdraw_record(written=written, actor=province.xu, reason="写错了单子")
    assert states(engagement) == ("scheduled", "in_service")
    assert not Confirmation.objects.exists()
    assert not ServiceRecord.objects.exists()
    assert not visit.attendances.exists()
    event = Event.objects.get(verb=ServiceVerb.WITHDRAWN)
    assert (event.actor, event.note, event.data["result"]) == (province.xu, "写错了单子", "solved")
    record()
    assert states(engagement) == ("served", "solved")


def test_a_photograph_with_faces_waits_for_consent(province: Province, record: Record) -> None:
    photo = record(photos=[ContentFile(b"clean already", "a.jpg")]).photos.get()
    for faces, agreed, published in (
        (True, True, True),
        (True, False, False),
        (False, False, True),
    ):
        consent_to_photo(photo=photo, actor=province.dong, shows_faces=faces, agreed=agreed)
        assert photo.may_be_published is published


def test_the_enterprise_adopts_a_suggestion(province: Province, record: Record) -> None:
    suggestion = record(
        suggestions=[{"text": "做工装", "adoption": "considered"}]
    ).suggestions.get()
    answer_suggestion(
        suggestion=suggestion, actor=province.contact, adoption="adopted", benefit="省半小时"
    )
    suggestion.refresh_from_db()
    assert (suggestion.adoption, suggestion.benefit) == ("adopted", "省半小时")
    assert verbs(suggestion.record.activity)[0] == "suggestion.adoption"


def test_a_long_term_problem_is_due_at_its_next_milestone(
    province: Province, engagement: Engagement, record: Record
) -> None:
    record(result="tackling")
    engagement.refresh_from_db()
    day = timezone.localdate() + timedelta(days=20)
    first = set_milestone(engagement=engagement, actor=province.dong, title="出样品", due_on=day)
    set_milestone(
        engagement=engagement, actor=province.dong, title="试产", due_on=day + timedelta(days=9)
    )
    engagement.refresh_from_db()
    assert timezone.localdate(engagement.due_at) == day
    finish_milestone(milestone=first, actor=province.dong, note="平面度1.8mm")
    engagement.refresh_from_db()
    assert timezone.localdate(engagement.due_at) == day + timedelta(days=9)
    assert "完成攻关节点" in told(province.contact)[0]
    with pytest.raises(Refused, match="已经完成"):
        finish_milestone(milestone=first, actor=province.dong)
    arrange(province, engagement)  # the next visit


def test_a_milestone_must_be_in_the_future(
    province: Province, engagement: Engagement, record: Record
) -> None:
    record(result="tackling")
    engagement.refresh_from_db()
    yesterday = timezone.localdate() - timedelta(days=1)
    with pytest.raises(Refused, match="今天以后"):
        set_milestone(engagement=engagement, actor=province.dong, title="早了", due_on=yesterday)


def test_possible_participants(province: Province, visit: Activity) -> None:
    assert list(possible_participants(visit)) == [province.dong_helper]
