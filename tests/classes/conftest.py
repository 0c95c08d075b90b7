"""Fixtures of classes: a class of Deqing with two evenings and three learners, one of them 16."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from hongmajia.classes.actions import enroll, open_class, plan_session
from hongmajia.classes.models import Learner, Session, TrainingClass
from tests.actors import AT_ANY_TIME, Province
from tests.kept import kept_fixture

ADULT = {"name": "王强", "workplace": "莫干精工", "phone": "13700000001", "grade_before": 3}
MINOR = {
    "name": "小陈", "workplace": "德清职校", "is_minor": True, "guardian_name": "陈先生",
    "guardian_phone": "13700000002",
}  # fmt: skip


def evening(days: int) -> datetime:
    """Half past six in the evening, some days from today."""
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(18, 30)))


def minor(**changes: Any) -> dict[str, Any]:
    return {**MINOR, "guardian_agreed_on": timezone.localdate(), **changes}


@kept_fixture
def made(province: Province) -> TrainingClass:
    """The class, taught by Dong."""
    return open_class(
        union=province.deqing, actor=province.xu, title="专业技术人才知识更新班",
        region=province.mogan.region, teacher=province.dong_helper, place="职工之家",
        hours_needed=Decimal(4),
    )  # fmt: skip


@kept_fixture
def learners(province: Province, made: TrainingClass) -> list[Learner]:
    """王强 (中级工), 李明 without a grade, and 小陈, a pupil."""
    facts: list[Any] = [ADULT, {"name": "李明", "phone": "13700000003"}, minor()]
    return enroll(made=made, actor=province.xu, learners=facts)


@pytest.fixture
def session(province: Province, made: TrainingClass) -> Callable[..., Session]:
    """``session(-2)`` is an evening of two hours two days ago."""

    def plan(days: int, **changes: Any) -> Session:
        begins = evening(days)
        facts: dict[str, Any] = {
            "starts_at": begins, "ends_at": begins + timedelta(hours=2), "hours": Decimal(2),
            "word": AT_ANY_TIME,
        }  # fmt: skip
        return plan_session(made=made, actor=province.xu, **{**facts, **changes})

    return plan
