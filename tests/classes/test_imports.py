"""Rosters and sessions of classes from a spreadsheet, by the same actions as from the pages."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hongmajia.classes.actions import tick_attendance
from hongmajia.classes.models import Learner, Session, TrainingClass
from hongmajia.core.clocks import is_workday
from hongmajia.core.enums import ImportState
from hongmajia.core.importers import importer_of
from hongmajia.core.imports import check
from hongmajia.core.models import Event, ImportJob
from hongmajia.core.spreadsheets import read_table
from hongmajia.people.enums import SkillGrade
from tests.actors import Province
from tests.core.workbooks import uploaded, workbook

Bring = Callable[..., ImportJob]
WANG = {
    "培训班": "专业技术人才知识更新班", "姓名": "王芳", "单位、学校": "莫干精工",
    "手机号": "13700000005", "原来的技能等级": "中级工", "未满18周岁": "", "监护人姓名": "",
    "监护人手机号": "", "监护人哪天同意的": "",
}  # fmt: skip
PUPIL = {**WANG, "姓名": "小周", "手机号": "", "原来的技能等级": "", "未满18周岁": "是"}
GUARDED = {**PUPIL, "监护人姓名": "周先生", "监护人手机号": "13700000006"}


def workday(after: int) -> str:
    """The first working day ``after`` so many days."""
    day = timezone.localdate() + timedelta(days=after)
    while not is_workday(day):
        day += timedelta(days=1)
    return day.isoformat()


def evening(**changes: Any) -> dict[str, Any]:
    """A session that evening, in two weeks."""
    facts = {"几点开始": "18:30", "几点结束": "20:30", "学时": 2, "地点": ""}
    return {"培训班": WANG["培训班"], "哪一天": workday(14), **facts, **changes}


def sheet(*rows: dict[str, Any]) -> bytes:
    return workbook(list(rows[0]), *(list(row.values()) for row in rows))


def checked(kind: str, actor: Any, *rows: dict[str, Any]) -> Any:
    return check(importer_of(kind), read_table(uploaded(sheet(*rows))), actor)


def faults(kind: str, actor: Any, *rows: dict[str, Any]) -> list[tuple[int, str]]:
    """Row and column of each fault."""
    return [(fault.row, fault.column) for fault in checked(kind, actor, *rows).faults]


@pytest.fixture
def bring(
    client: Client,
    province: Province,
    work: Callable[[], None],
    django_capture_on_commit_callbacks: Any,
) -> Bring:
    """Upload as Xu of Deqing, and say yes to the preview."""

    def go(kind: str, *rows: dict[str, Any]) -> ImportJob:
        client.force_login(province.xu)
        with django_capture_on_commit_callbacks(execute=True):
            file = {"file": uploaded(sheet(*rows))}
            client.post(reverse("import_upload", args=[kind]), file)
        work()
        job = ImportJob.objects.get()
        with django_capture_on_commit_callbacks(execute=True):
            client.post(reverse("import_confirm", args=[job.pk]))
        work()
        job.refresh_from_db()
        return job

    return go


def test_a_roster_comes_with_pupils_and_their_guardians(bring: Bring, made: TrainingClass) -> None:
    """The log tells of the whole roster once."""
    agreed = timezone.localdate().isoformat()
    job = bring("learners", WANG, {**GUARDED, "监护人哪天同意的": agreed})
    assert job.state == ImportState.DONE
    wang, pupil = made.learners.order_by("pk")
    assert (wang.name, wang.number, wang.grade_before) == (
        "王芳", "13700000005", SkillGrade.INTERMEDIATE,
    )  # fmt: skip
    assert (pupil.is_minor, pupil.phone, pupil.number) == (True, "", "13700000006")
    assert Event.objects.filter(verb="class.enrolled", data={"n": 2}).count() == 1


def test_a_roster_that_lacks_something_is_refused(
    province: Province, made: TrainingClass, learners: list[Learner]
) -> None:
    """No consent, no number, on the roster already, no such class."""
    there = {**WANG, "姓名": "王强", "手机号": "13700000001"}
    found = faults(
        "learners", province.xu, GUARDED, {**WANG, "手机号": ""}, there,
        {**WANG, "培训班": "没有这个班"},
    )  # fmt: skip
    assert found == [(2, "监护人哪天同意的"), (3, "手机号"), (4, "姓名"), (5, "培训班")]
    assert faults("learners", province.wu, WANG) == [(2, "培训班")]


def test_a_roster_is_taken_back_while_nobody_came(
    bring: Bring,
    client: Client,
    province: Province,
    made: TrainingClass,
    session: Callable[..., Session],
) -> None:
    job = bring("learners", WANG)
    evening_before = session(-2)
    came = {made.learners.get(): evening_before.hours}
    tick_attendance(session=evening_before, actor=province.xu, present=came)
    client.post(reverse("import_take_back", args=[job.pk]))
    assert made.learners.count() == 1
    tick_attendance(session=evening_before, actor=province.xu, present={})
    client.post(reverse("import_take_back", args=[job.pk]))
    assert not made.learners.exists()


def test_sessions_come_with_their_hours(bring: Bring, made: TrainingClass) -> None:
    second = evening(哪一天=workday(21), 地点="二号车间")
    assert bring("class_sessions", evening(), second).state == ImportState.DONE
    titles = [(s.activity.title, s.activity.place, s.hours) for s in made.sessions.all()]
    assert titles == [
        ("专业技术人才知识更新班第1次课", "职工之家", 2),
        ("专业技术人才知识更新班第2次课", "二号车间", 2),
    ]


def test_sessions_at_wrong_times_are_told_of(
    province: Province, made: TrainingClass, session: Callable[..., Session]
) -> None:
    """Ends before it begins, hours that do not fit, the same time; a day off is a doubt."""
    there = timezone.localtime(session(3).activity.starts_at)
    found = faults(
        "class_sessions", province.xu, evening(几点结束="17:00"),
        evening(哪一天=workday(21), 学时=4),
        evening(哪一天=there.date().isoformat()), evening(几点开始="七点"),
    )  # fmt: skip
    assert found == [(2, "几点结束"), (3, "学时"), (4, "几点开始"), (5, "几点开始")]
    sunday = timezone.localdate() + timedelta(days=7)
    while is_workday(sunday):
        sunday += timedelta(days=1)
    asked = checked("class_sessions", province.xu, evening(哪一天=sunday.isoformat())).doubts
    assert [doubt.question.endswith("就定这一天吗？") for _row, _name, doubt in asked] == [True]
