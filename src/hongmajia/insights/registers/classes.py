"""Registers of classes: learners, and their attendance."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hongmajia.classes.models import Learner, Presence
from hongmajia.classes.queries import masked_name
from hongmajia.core.actors import SignedIn
from hongmajia.unions.enums import STAFF

from .activities import ActivityColumns, activity_columns, activity_url
from .definition import Column, Register, fact, guarded_fact


def learner_for(learner: Learner, reader: SignedIn) -> str:
    """The learner by name for the staff of the class's union and above, else by surname."""
    knows = reader.holds(learner.of_class.union.path, *STAFF)
    return learner.name if knows else masked_name(learner.name)


def load_learners(learners: QuerySet[Any]) -> QuerySet[Any]:
    """With class, union and hours."""
    rows: Any = learners.select_related("of_class__union", "of_class__region__parent")
    found: QuerySet[Any] = rows.with_hours()
    return found


def hours_there(learner: Any) -> Any:
    """The hours attended, which ``with_hours`` reads."""
    return learner.hours


LEARNER: Column[Learner] = guarded_fact(_("学员"), 14, learner_for)
WORKPLACE: Column[Learner] = fact(_("单位、学校"), 30, lambda learner: learner.workplace)
CLASS: Column[Learner] = fact(_("培训班"), 32, lambda learner: learner.of_class.title)
HOURS: Column[Learner] = fact(_("到课学时"), 10, hours_there, lambda n: f"{n:g}")
BEFORE: Column[Learner] = fact(
    _("原来的技能等级"), 14, lambda learner: str(learner.get_grade_before_display() or "")
)
REACHED: Column[Learner] = fact(
    _("达到的技能等级"), 14, lambda learner: str(learner.get_grade_reached_display() or "")
)
PLACE: Column[Learner] = fact(_("地方"), 14, lambda learner: learner.of_class.region.place)
UNION: Column[Learner] = fact(_("工会"), 24, lambda learner: learner.of_class.union.name)

LEARNERS = Register[Learner](
    title=_("培训班学员"),
    columns=(LEARNER, WORKPLACE, CLASS, HOURS, BEFORE, REACHED, PLACE, UNION),
    load=load_learners,
    titled=LEARNER.text,
    url=lambda learner, reader: reverse("training_class", args=[learner.of_class_id]),
    facts=(CLASS, HOURS, REACHED, UNION),
)

OF_PRESENCE: ActivityColumns[Presence] = activity_columns(lambda there: there.session.activity)
WHO: Column[Presence] = guarded_fact(
    _("学员"), 14, lambda there, reader: learner_for(there.learner, reader)
)
THERE: Column[Presence] = fact(_("到课学时"), 10, lambda there: there.hours, lambda n: f"{n:g}")


def load_presences(rows: QuerySet[Any]) -> QuerySet[Any]:
    """With learner and activity."""
    return rows.select_related(
        "learner__of_class__union", "session__activity__union",
        "session__activity__region__parent",
    )  # fmt: skip


PRESENCES = Register[Presence](
    title=_("培训班学时"),
    columns=(WHO, THERE, *OF_PRESENCE.columns),
    load=load_presences,
    titled=WHO.text,
    url=lambda there, reader: activity_url(there.session.activity),
    facts=(THERE, OF_PRESENCE.title, *OF_PRESENCE.facts),
)
