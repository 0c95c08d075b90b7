"""A class of several sessions: roster, attendance, grades, certificates, and what counts."""

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from hongmajia.classes.actions import (
    certify,
    change_learner,
    enroll,
    note_grade,
    open_class,
    strike_off,
    tick_attendance,
)
from hongmajia.classes.models import Learner, Presence, Session, TrainingClass
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.models import Event
from hongmajia.insights.measures import BY_NAME
from hongmajia.insights.scope import Scope
from hongmajia.people.enums import SkillGrade
from hongmajia.services.actions import call_off, withdraw_record
from hongmajia.services.models import Training
from tests.actors import Province
from tests.classes.conftest import ADULT, evening, minor
from tests.engagements.conftest import told

Plan = Callable[..., Session]
SignIn = Callable[[str], Client]
TWO = Decimal(2)


def tick(session: Session, province: Province, *present: Learner, **changes: Any) -> None:
    hours = dict.fromkeys(present, TWO)
    facts = {"session": session, "actor": province.xu, "present": hours, "taught": "讲了退焊"}
    tick_attendance(**{**facts, **changes})


def hours_of(learner: Learner) -> Decimal:
    found: Decimal = Learner.objects.with_hours().get(pk=learner.pk).hours
    return found


# --- opening and enrolling -----------------------------------------------------------------------


def test_a_class_needs_a_teacher(province: Province) -> None:
    with pytest.raises(Refused, match="谁来教"):
        open_class(
            union=province.deqing, actor=province.xu, title="更新班", region=province.mogan.region
        )


def test_the_teacher_is_told_of_each_session(province: Province, session: Plan) -> None:
    session(2)
    assert re.fullmatch(r"专业技术人才知识更新班第1次课：请您来上课，.+", told(province.dong)[0])


def test_a_minor_is_enrolled_only_with_the_consent_of_a_guardian(
    province: Province, made: TrainingClass
) -> None:
    for missing in ("guardian_name", "guardian_phone", "guardian_agreed_on"):
        facts: Any = minor(**{missing: None if missing == "guardian_agreed_on" else ""})
        with pytest.raises(ValidationError):
            enroll(made=made, actor=province.xu, learners=[facts])
    tomorrow = timezone.localdate() + timedelta(days=1)
    future: Any = minor(guardian_agreed_on=tomorrow)
    with pytest.raises(ValidationError, match="还没到"):
        enroll(made=made, actor=province.xu, learners=[future])
    assert not made.learners.exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Learner.objects.create(of_class=made, name="小陈", is_minor=True)


def test_of_a_minor_only_the_guardians_number_is_kept(
    province: Province, made: TrainingClass
) -> None:
    facts: Any = minor(phone="13700000009")
    (pupil,) = enroll(made=made, actor=province.xu, learners=[facts])
    assert (pupil.phone, pupil.number) == ("", "13700000002")
    assert pupil.masked_number == "137****0002"


def test_an_adult_needs_a_number_and_is_on_the_roster_once(
    province: Province, made: TrainingClass, learners: list[Learner]
) -> None:
    with pytest.raises(ValidationError, match="手机号"):
        enroll(made=made, actor=province.xu, learners=[{"name": "周明"}])
    again: Any = ADULT
    with pytest.raises(ValidationError, match="已经在名册上"):
        enroll(made=made, actor=province.xu, learners=[again])
    namesake: Any = {**ADULT, "phone": "13700000008"}
    enroll(made=made, actor=province.xu, learners=[namesake])
    assert made.learners.count() == 4


def test_numbers_are_encrypted(learners: list[Learner]) -> None:
    stored = Learner.objects.filter(phone="13700000001")
    assert stored.get() == learners[0]
    assert "13700000001" not in str(list(stored.extra(select={"raw": "phone"}).values("raw")))


def test_who_came_once_stays_on_the_roster(
    province: Province, learners: list[Learner], session: Plan
) -> None:
    tick(session(-2), province, learners[0])
    with pytest.raises(Refused, match="来上过课"):
        strike_off(learner=learners[0], actor=province.xu)
    strike_off(learner=learners[1], actor=province.xu)
    assert learners[0].of_class.learners.count() == 2


def test_a_correction_is_logged_by_its_fields(province: Province, learners: list[Learner]) -> None:
    change_learner(learner=learners[0], actor=province.xu, workplace="德清小罐厂")
    assert Event.objects.get(verb="class.learner").data["fields"] == ["单位、学校"]


# --- attendance ----------------------------------------------------------------------------------


def test_ticking_writes_the_record_once_and_counts_hours(
    province: Province, learners: list[Learner], session: Plan
) -> None:
    first, second = session(-3), session(-2)
    tick(first, province, *learners)
    tick(second, province, learners[0], present={learners[0]: Decimal("1.5")})
    assert [hours_of(learner) for learner in learners] == [Decimal("3.5"), TWO, TWO]
    assert first.activity.attendances.get().helper == province.dong_helper
    tick(first, province, learners[0], taught="")  # corrected: the others were not there
    assert [hours_of(learner) for learner in learners] == [Decimal("3.5"), 0, 0]


def test_nobody_is_ticked_before_it_begins_or_for_too_long(
    province: Province, learners: list[Learner], session: Plan
) -> None:
    with pytest.raises(Refused, match="还没到"):
        tick(session(3), province, learners[0])
    with pytest.raises(Refused, match="不超过"):
        tick(session(-3), province, present={learners[0]: Decimal(3)})
    assert not Presence.objects.exists()


def test_a_session_that_is_called_off_has_no_attendance(
    province: Province, learners: list[Learner], session: Plan
) -> None:
    planned = session(-2)
    call_off(activity=planned.activity, actor=province.xu, reason="台风")
    with pytest.raises(WrongState):
        tick(planned, province, learners[0])


def test_a_stranger_to_the_class_is_not_ticked(
    province: Province, made: TrainingClass, learners: list[Learner], session: Plan
) -> None:
    other = open_class(
        union=province.deqing, actor=province.xu, title="另一个班", region=province.mogan.region,
        teacher_name="林老师",
    )  # fmt: skip
    facts: Any = ADULT
    (stranger,) = enroll(made=other, actor=province.xu, learners=[facts])
    with pytest.raises(Refused, match="不在这个班"):
        tick(session(-2), province, stranger)


def test_hours_are_not_more_than_the_time(session: Plan) -> None:
    with pytest.raises(Refused, match="45分钟"):
        session(2, hours=Decimal(3))


# --- grades and certificates ---------------------------------------------------------------------


def test_a_grade_is_above_the_one_before(
    province: Province, learners: list[Learner], session: Plan
) -> None:
    today = timezone.localdate()
    note = {"learner": learners[0], "actor": province.xu, "on": today}
    with pytest.raises(Refused, match="还没来上过课"):
        note_grade(**note, grade=SkillGrade.SENIOR)
    tick(session(-2), province, learners[0])
    with pytest.raises(Refused, match="比原来的高"):
        note_grade(**note, grade=SkillGrade.INTERMEDIATE)
    assert note_grade(**note, grade=SkillGrade.SENIOR).has_risen


def test_certificates_are_for_those_with_the_hours_and_only_once(
    province: Province, made: TrainingClass, learners: list[Learner], session: Plan
) -> None:
    tick(session(-3), province, *learners)
    with pytest.raises(Refused, match="满4学时"):
        certify(made=made, actor=province.xu)
    tick(session(-2), province, learners[0])
    (issued,) = certify(made=made, actor=province.xu)
    assert issued.learner == learners[0]
    assert re.fullmatch(r"浙2026训\d{4}", issued.number)
    with pytest.raises(Refused):
        certify(made=made, actor=province.xu)


def test_the_certificate_is_printed_and_verified_without_the_name(
    province: Province,
    made: TrainingClass,
    learners: list[Learner],
    session: Plan,
    as_: SignIn,
    client: Client,
) -> None:
    for days in (-3, -2):
        tick(session(days), province, learners[0], learners[2])
    note_grade(
        learner=learners[0], actor=province.xu, grade=SkillGrade.SENIOR, on=timezone.localdate()
    )
    certify(made=made, actor=province.xu)
    answer = as_("xu").get(f"/classes/{made.pk}/certificates.pdf")
    pages = [page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages]
    assert len(pages) == 2
    words = pages[0].replace("\n", "")
    assert "王强" in words
    assert "到课 4 学时" in words
    assert "高级工" in words
    token = learners[0].certificate.token
    page = client.get(f"/class-certificates/{token}/").content.decode()
    assert "王**" in page
    assert "王强" not in page
    assert "4学时" in page
    assert client.get("/class-certificates/nonsense/").status_code == 404


# --- figures -------------------------------------------------------------------------------------


def figures(province: Province) -> dict[str, float]:
    scope = Scope(province.season, province.province)
    names = ("class_learners", "class_hours", "upskilled", "trained", "sessions", "visits")
    found = {}
    for name in names:
        measure = BY_NAME[name]
        rows = measure.records(scope).annotate(n=measure.amount)
        found[name] = float(sum(row.n for row in rows))
    return found


def test_what_a_class_counts_and_that_it_counts_once(
    province: Province, learners: list[Learner], session: Plan
) -> None:
    """A lesson of a class counts by its attendance, even where its record names a training."""
    first = session(-3)
    tick(first, province, *learners)
    tick(session(-2), province, learners[0])
    Training.objects.create(record=first.activity.record, topic="退焊", people=30)
    note_grade(
        learner=learners[0], actor=province.xu, grade=SkillGrade.SENIOR, on=timezone.localdate()
    )
    assert figures(province) == {
        "class_learners": 3, "class_hours": 8, "upskilled": 1, "trained": 0, "sessions": 2,
        "visits": 2,
    }  # fmt: skip
    withdraw_record(written=first.activity.record, actor=province.xu, reason="写错了班")
    counted = figures(province)
    assert (counted["class_learners"], counted["class_hours"], counted["sessions"]) == (1, 2, 1)


# --- pages ---------------------------------------------------------------------------------------


def test_only_the_staff_of_the_union_see_a_class(
    province: Province, made: TrainingClass, as_: SignIn
) -> None:
    answers = {name: as_(name).get(f"/classes/{made.pk}/").status_code for name in province.actors}
    assert {name for name, status in answers.items() if status == 200} == {
        "fang", "shen", "xu", "lin",
    }  # fmt: skip
    assert as_("lin").get(f"/classes/{made.pk}/learners/new/").status_code == 403
    assert as_("wu").get(f"/classes/{made.pk}/").status_code == 404


def test_a_number_is_shown_once_and_logged(
    province: Province, learners: list[Learner], as_: SignIn
) -> None:
    xu = as_("xu")
    assert "137****0001" in xu.get(f"/classes/{learners[0].of_class_id}/").content.decode()
    page = xu.post(f"/learners/{learners[0].pk}/number/").content.decode()
    assert "13700000001" in page
    assert Event.objects.filter(verb="class.revealed", actor=province.xu).count() == 1


def test_a_class_is_opened_filled_and_planned_on_pages(province: Province, as_: SignIn) -> None:
    xu = as_("xu")
    sent = {
        "title": "更新班", "union": province.deqing.pk, "taught_by": "林老师", "hours_needed": "4",
        "region": province.mogan.region_id,
    }  # fmt: skip
    made = TrainingClass.objects.filter(title="更新班")
    assert xu.post("/classes/new/", sent).url == f"/classes/{made.get().pk}/"
    assert (made.get().teacher, made.get().teacher_name) == (None, "林老师")
    url = f"/classes/{made.get().pk}/"
    learner = {"name": "小陈", "is_minor": "on", "guardian_name": "陈先生"}
    answer = xu.post(f"{url}learners/new/", learner)
    assert answer.status_code == 422
    assert "请写监护人的手机号" in answer.content.decode()
    day = evening(2)
    lesson = {"day": f"{day:%Y-%m-%d}", "time": "18:30", "until": "20:30", "hours": "2",
              "free_day": "on"}  # fmt: skip
    assert xu.post(f"{url}sessions/new/", lesson).status_code == 302
    assert "更新班第1次课" in xu.get(url).content.decode() or made.get().sessions.count() == 1


def many(province: Province, made: TrainingClass, n: int) -> None:
    Learner.objects.bulk_create(
        Learner(of_class=made, name=f"学员{i}", phone=f"137{i:08d}") for i in range(n)
    )


@pytest.mark.parametrize("n", [1, 50])
def test_the_page_costs_the_same_for_one_learner_and_for_fifty(
    province: Province,
    made: TrainingClass,
    as_: SignIn,
    n: int,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    many(province, made, n)
    browser = as_("xu")
    with django_assert_num_queries(11):
        browser.get(f"/classes/{made.pk}/")


@pytest.mark.parametrize("n", [1, 50])
def test_ticking_costs_the_same_for_one_learner_and_for_fifty(
    province: Province,
    made: TrainingClass,
    session: Plan,
    as_: SignIn,
    n: int,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    many(province, made, n)
    url = f"/class-sessions/{session(-1).pk}/attendance/"
    browser = as_("xu")
    with django_assert_num_queries(9):
        browser.get(url)


@pytest.mark.parametrize("n", [1, 50])
def test_the_list_costs_the_same_for_one_class_and_for_fifty(
    province: Province, as_: SignIn, n: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    for i in range(n):
        open_class(
            union=province.deqing, actor=province.xu, title=f"班{i}", teacher_name="林老师",
            region=province.mogan.region,
        )  # fmt: skip
    browser = as_("xu")
    with django_assert_num_queries(7):
        browser.get("/classes/")
