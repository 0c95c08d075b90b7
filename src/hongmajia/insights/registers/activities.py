"""Activities, who was there, what was taught and suggested, in lists and ledgers."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hongmajia.core.templatetags.ui import month_day, stamp_exact
from hongmajia.engagements.models import Engagement
from hongmajia.services.enums import Adoption
from hongmajia.services.models import (
    Activity,
    Attendance,
    ServiceRecord,
    Suggestion,
    Training,
)

from .definition import Line, Register, asker_of, joined

When = list[tuple[str, int]]


def when() -> When:
    """The columns by which an activity is known."""
    return [(_("日期"), 12), (_("活动"), 32), (_("类别"), 12), (_("主办工会"), 22), (_("地区"), 14)]


def known_by(activity: Activity) -> list[Any]:
    return [
        timezone.localdate(activity.starts_at), activity.title, activity.get_kind_display(),
        activity.union.name, activity.region.place,
    ]  # fmt: skip


def line_of(activity: Activity, title: str, *facts: str) -> Line:
    """A line that leads to the activity and says when and where it was."""
    where = (month_day(activity.starts_at), activity.region.place, activity.union.name)
    return Line(title, reverse("activity", args=[activity.pk]), (*facts, *where))


# --- activities -----------------------------------------------------------------------------


def activity_columns() -> When:
    return [
        *when(), (_("形式"), 14), (_("方式"), 8), (_("地点"), 30), (_("开始"), 18),
        (_("时长（小时）"), 10), (_("师傅"), 24), (_("企业"), 36), (_("需求编号"), 24),
        (_("结果"), 14), (_("怎么办的"), 60), (_("企业来了几个人"), 10), (_("其中跟着学的"), 10),
        (_("培训人次"), 10), (_("合理化建议"), 10), (_("采纳建议"), 10),
    ]  # fmt: skip


def load_activities(activities: QuerySet[Any]) -> QuerySet[Any]:
    there = Prefetch("attendances", Attendance.objects.select_related("helper__artisan"))
    return activities.select_related("union", "region__parent").prefetch_related(there)


def load_recorded(activities: QuerySet[Any]) -> QuerySet[Any]:
    """With what was recorded and for whose needs it was."""
    asked = ("season", "enterprise", "union", "home_union")
    engagements = Engagement.objects.select_related(*(f"need__{name}" for name in asked))
    return (
        load_activities(activities)
        .select_related("record")
        .prefetch_related(
            "record__trainings", "record__suggestions", Prefetch("engagements", engagements)
        )
    )


def activity_row(activity: Activity, reader: Any) -> list[Any]:
    needs = [engagement.need for engagement in activity.engagements.all()]
    return [
        *known_by(activity), activity.get_form_display(), activity.get_mode_display(),
        activity.place, stamp_exact(activity.starts_at), *_hours(activity),
        joined(activity.attendances.all()), joined(asker_of(need, reader) for need in needs),
        joined(need.number for need in needs), *_recorded(activity),
    ]  # fmt: skip


def _record(activity: Activity) -> ServiceRecord | None:
    return getattr(activity, "record", None)


def _hours(activity: Activity) -> list[Any]:
    record = _record(activity)
    return [float(record.hours) if record else ""]


def _recorded(activity: Activity) -> list[Any]:
    record = _record(activity)
    if record is None:
        return [""] * 7
    suggestions = record.suggestions.all()
    return [
        record.get_result_display(), record.done, record.visitors, record.learners,
        sum(training.people for training in record.trainings.all()), len(suggestions),
        sum(suggestion.adoption == Adoption.ADOPTED for suggestion in suggestions),
    ]  # fmt: skip


def activity_line(activity: Activity, reader: Any) -> Line:
    facts = (activity.get_kind_display(), joined(activity.attendances.all()))
    return line_of(activity, activity.title, *facts)


# --- what hangs on them ---------------------------------------------------------------------


def attendance_columns() -> When:
    return [(_("师傅"), 16), *when()]


def load_attendances(attendances: QuerySet[Any]) -> QuerySet[Any]:
    return attendances.select_related(
        "helper__artisan", "activity__union", "activity__region__parent"
    )


def attendance_row(attendance: Attendance, reader: Any) -> list[Any]:
    return [str(attendance), *known_by(attendance.activity)]


def attendance_line(attendance: Attendance, reader: Any) -> Line:
    return line_of(attendance.activity, str(attendance), attendance.activity.title)


def of_record(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("record__activity__union", "record__activity__region__parent")


def training_columns() -> When:
    return [(_("教了什么"), 32), (_("几个人"), 8), *when()]


def training_row(training: Training, reader: Any) -> list[Any]:
    return [training.topic, training.people, *known_by(training.record.activity)]


def training_line(training: Training, reader: Any) -> Line:
    activity = training.record.activity
    return line_of(activity, training.topic, people(training.people), activity.title)


def load_learnings(records: QuerySet[Any]) -> QuerySet[Any]:
    return records.select_related("activity__union", "activity__region__parent")


def learning_columns() -> When:
    return [(_("其中跟着学的"), 10), *when()]


def learning_row(record: ServiceRecord, reader: Any) -> list[Any]:
    return [record.learners, *known_by(record.activity)]


def learning_line(record: ServiceRecord, reader: Any) -> Line:
    return line_of(record.activity, record.activity.title, people(record.learners))


def people(n: int) -> str:
    return ngettext("%(n)s人", "%(n)s人", n) % {"n": n}


def suggestion_columns() -> When:
    return [(_("建议"), 50), (_("采纳情况"), 14), (_("效果"), 30), *when()]


def suggestion_row(suggestion: Suggestion, reader: Any) -> list[Any]:
    return [
        suggestion.text, suggestion.get_adoption_display(), suggestion.benefit,
        *known_by(suggestion.record.activity),
    ]  # fmt: skip


def suggestion_line(suggestion: Suggestion, reader: Any) -> Line:
    activity = suggestion.record.activity
    return line_of(activity, suggestion.text, suggestion.get_adoption_display(), activity.title)


ACTIVITIES = Register(
    gettext_lazy("活动"),
    activity_columns,
    load_activities,
    activity_row,
    activity_line,
    load_recorded,
)
ATTENDANCES = Register(
    gettext_lazy("服务人次"), attendance_columns, load_attendances, attendance_row, attendance_line
)
TRAININGS = Register(gettext_lazy("培训"), training_columns, of_record, training_row, training_line)
LEARNINGS = Register(
    gettext_lazy("技能提升"), learning_columns, load_learnings, learning_row, learning_line
)
SUGGESTIONS = Register(
    gettext_lazy("合理化建议"), suggestion_columns, of_record, suggestion_row, suggestion_line
)
