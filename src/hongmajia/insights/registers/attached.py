"""Registers of what belongs to an activity: attendances, trainings, learners, suggestions."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hongmajia.services.models import Attendance, ServiceRecord, Suggestion, Training

from .activities import ActivityColumns, activity_columns, activity_url
from .definition import Column, Register, attendant_of, fact, guarded_fact


def people(n: int) -> str:
    """``3人``."""
    return ngettext("%(n)s人", "%(n)s人", n) % {"n": n}


def load_of_record(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Rows of a record with the activity, its union and its place."""
    return rows.select_related("record__activity__union", "record__activity__region__parent")


# --- attendances ----------------------------------------------------------------------------

WHO: Column[Attendance] = guarded_fact(
    _("师傅"), 16, lambda there, reader: attendant_of(there, reader, there.activity.union)
)
OF_ATTENDANCE: ActivityColumns[Attendance] = activity_columns(
    lambda attendance: attendance.activity
)


def load_attendances(attendances: QuerySet[Any]) -> QuerySet[Any]:
    """With the names of helpers, unions and places."""
    return attendances.select_related(
        "helper__artisan", "helper__union", "activity__union", "activity__region__parent"
    )


ATTENDANCES = Register[Attendance](
    title=_("服务人次"),
    columns=(WHO, *OF_ATTENDANCE.columns),
    load=load_attendances,
    titled=WHO.text,
    url=lambda attendance, reader: activity_url(attendance.activity),
    facts=(OF_ATTENDANCE.title, *OF_ATTENDANCE.facts),
)

# --- trainings ------------------------------------------------------------------------------

TOPIC: Column[Training] = fact(_("教了什么"), 32, lambda training: training.topic)
PEOPLE: Column[Training] = fact(_("几个人"), 8, lambda training: training.people, people)
OF_TRAINING: ActivityColumns[Training] = activity_columns(lambda training: training.record.activity)

TRAININGS = Register[Training](
    title=_("培训"),
    columns=(TOPIC, PEOPLE, *OF_TRAINING.columns),
    load=load_of_record,
    titled=TOPIC.text,
    url=lambda training, reader: activity_url(training.record.activity),
    facts=(PEOPLE, OF_TRAINING.title, *OF_TRAINING.facts),
)

# --- learners -------------------------------------------------------------------------------

LEARNERS: Column[ServiceRecord] = fact(
    _("其中跟着学的"), 10, lambda record: record.learners, people
)
OF_RECORD: ActivityColumns[ServiceRecord] = activity_columns(lambda record: record.activity)


def load_learnings(records: QuerySet[Any]) -> QuerySet[Any]:
    """With the activity, its union and its place."""
    return records.select_related("activity__union", "activity__region__parent")


LEARNINGS = Register[ServiceRecord](
    title=_("技能提升"),
    columns=(LEARNERS, *OF_RECORD.columns),
    load=load_learnings,
    titled=OF_RECORD.title.text,
    url=lambda record, reader: activity_url(record.activity),
    facts=(LEARNERS, *OF_RECORD.facts),
)

# --- suggestions ----------------------------------------------------------------------------

SUGGESTION: Column[Suggestion] = fact(_("建议"), 50, lambda suggestion: suggestion.text)
ADOPTION: Column[Suggestion] = fact(
    _("采纳情况"), 14, lambda suggestion: suggestion.get_adoption_display()
)
EFFECT: Column[Suggestion] = fact(_("效果"), 30, lambda suggestion: suggestion.benefit)
OF_SUGGESTION: ActivityColumns[Suggestion] = activity_columns(
    lambda suggestion: suggestion.record.activity
)

SUGGESTIONS = Register[Suggestion](
    title=_("合理化建议"),
    columns=(SUGGESTION, ADOPTION, EFFECT, *OF_SUGGESTION.columns),
    load=load_of_record,
    titled=SUGGESTION.text,
    url=lambda suggestion, reader: activity_url(suggestion.record.activity),
    facts=(ADOPTION, OF_SUGGESTION.title, *OF_SUGGESTION.facts),
)
