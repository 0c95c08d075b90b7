"""Classes in the interface: counts and sessions, and nobody's name or number."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from hongmajia.classes.actions import strike_off, tick_attendance
from hongmajia.classes.models import Learner, Session, TrainingClass
from tests.actors import Province

SignIn = Callable[[str], Client]


def test_a_class_is_read_with_its_sessions_and_counts(
    as_: SignIn,
    province: Province,
    made: TrainingClass,
    learners: list[Learner],
    session: Callable[..., Session],
) -> None:
    held = session(-2)
    present = dict.fromkeys(learners[:2], held.hours)
    tick_attendance(session=held, actor=province.xu, present=present, taught="讲了退焊")
    answer = as_("xu").get(f"/api/classes/{made.pk}")
    row: Any = answer.json()
    assert (row["learners"], row["risen"], row["certificates"]) == (3, 0, 0)
    (one,) = row["sessions"]
    assert (one["activity"], one["came"], one["state"]) == (held.activity_id, 2, "held")
    assert "王强" not in answer.text
    assert "13700000001" not in answer.text


def test_whoever_was_struck_off_is_told_by_the_count(
    as_: SignIn, province: Province, made: TrainingClass, learners: list[Learner]
) -> None:
    """The class is a changed row, though something was only taken out of it."""
    read = as_("xu").get("/api/classes").json()["as_of"]
    strike_off(learner=learners[0], actor=province.xu)
    rows = as_("xu").get("/api/classes", {"updated_since": read}).json()["rows"]
    assert [(row["id"], row["learners"]) for row in rows] == [(made.pk, 2)]
