"""The register of activities."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.core.actors import SignedIn
from hongmajia.core.templatetags.ui import month_day, stamp_exact
from hongmajia.engagements.models import Engagement
from hongmajia.needs.models import Need
from hongmajia.services.enums import Adoption
from hongmajia.services.models import Activity, Attendance, ServiceRecord

from .definition import Column, R, Register, asker_of, attendant_of, fact, guarded_fact, joined


@dataclass(frozen=True)
class ActivityColumns(Generic[R]):
    """The columns that identify an activity, for it and for records that belong to it."""

    day: Column[R]
    title: Column[R]
    kind: Column[R]
    union: Column[R]
    place: Column[R]

    @property
    def columns(self) -> tuple[Column[R], ...]:
        """In the order of a ledger."""
        return (self.day, self.title, self.kind, self.union, self.place)

    @property
    def facts(self) -> tuple[Column[R], ...]:
        """Those shown at the end of a line: day, place, union."""
        return (self.day, self.place, self.union)


def activity_columns(activity_of: Callable[[R], Activity]) -> ActivityColumns[R]:
    """The columns of the activity to which a record belongs."""
    return ActivityColumns(
        day=fact(
            _("日期"), 12, lambda one: timezone.localdate(activity_of(one).starts_at), month_day
        ),
        title=fact(_("活动"), 32, lambda one: activity_of(one).title),
        kind=fact(_("类别"), 12, lambda one: activity_of(one).get_kind_display()),
        union=fact(_("主办工会"), 22, lambda one: activity_of(one).union.name),
        place=fact(_("地区"), 14, lambda one: activity_of(one).region.place),
    )


def activity_url(activity: Activity) -> str:
    """The page of the activity."""
    return reverse("activity", args=[activity.pk])


def load(activities: QuerySet[Any]) -> QuerySet[Any]:
    """Select unions, places and attendances as well."""
    there = Prefetch(
        "attendances", Attendance.objects.select_related("helper__artisan", "helper__union")
    )
    return activities.select_related("union", "region__parent").prefetch_related(there)


def load_recorded(activities: QuerySet[Any]) -> QuerySet[Any]:
    """``load``, with the records and the needs served."""
    asked = ("season", "enterprise", "union", "home_union")
    engagements = Engagement.objects.select_related(*(f"need__{name}" for name in asked))
    return (
        load(activities)
        .select_related("record")
        .prefetch_related(
            "record__trainings", "record__suggestions", Prefetch("engagements", engagements)
        )
    )


def needs_of(activity: Activity) -> list[Need]:
    """The needs that the activity served."""
    return [engagement.need for engagement in activity.engagements.all()]


def askers_of(activity: Activity, reader: SignedIn) -> str:
    """The askers of its needs, as far as the reader may know them."""
    return joined(asker_of(need, reader) for need in needs_of(activity))


def recorded(value: Callable[[ServiceRecord], Any]) -> Callable[[Activity], Any]:
    """A function that reads ``value`` from an activity's record; ``None`` without a record."""

    def of_activity(activity: Activity) -> Any:
        record = getattr(activity, "record", None)
        return None if record is None else value(record)

    return of_activity


def trained(record: ServiceRecord) -> int:
    """Number of people trained."""
    return sum(training.people for training in record.trainings.all())


def adopted(record: ServiceRecord) -> int:
    """Number of suggestions adopted."""
    return sum(one.adoption == Adoption.ADOPTED for one in record.suggestions.all())


ACTIVITY = activity_columns(lambda activity: activity)
FORM: Column[Activity] = fact(_("形式"), 14, lambda activity: activity.get_form_display())
MODE: Column[Activity] = fact(_("方式"), 8, lambda activity: activity.get_mode_display())
VENUE: Column[Activity] = fact(_("地点"), 30, lambda activity: activity.place)
STARTS_AT: Column[Activity] = fact(_("开始"), 18, lambda activity: stamp_exact(activity.starts_at))
HOURS = fact(_("时长（小时）"), 10, recorded(lambda record: record.hours))


def helpers_of(activity: Activity, reader: SignedIn) -> str:
    """Who attended; ``load`` has fetched them."""
    return joined(
        attendant_of(there, reader, activity.union) for there in activity.attendances.all()
    )


HELPERS: Column[Activity] = guarded_fact(_("师傅"), 24, helpers_of)
ASKERS: Column[Activity] = guarded_fact(_("企业"), 36, askers_of)
NUMBERS: Column[Activity] = fact(
    _("需求编号"), 24, lambda activity: joined(need.number for need in needs_of(activity))
)
RESULT = fact(_("结果"), 14, recorded(lambda record: record.get_result_display()))
DONE = fact(_("怎么办的"), 60, recorded(lambda record: record.done))
VISITORS = fact(_("企业来了几个人"), 10, recorded(lambda record: record.visitors))
LEARNERS = fact(_("其中跟着学的"), 10, recorded(lambda record: record.learners))
TRAINED = fact(_("培训人次"), 10, recorded(trained))
SUGGESTED = fact(_("合理化建议"), 10, recorded(lambda record: len(record.suggestions.all())))
ADOPTED = fact(_("采纳建议"), 10, recorded(adopted))

ACTIVITIES = Register(
    title=_("活动"),
    columns=(
        *ACTIVITY.columns, FORM, MODE, VENUE, STARTS_AT, HOURS, HELPERS, ASKERS, NUMBERS, RESULT,
        DONE, VISITORS, LEARNERS, TRAINED, SUGGESTED, ADOPTED,
    ),
    load=load,
    load_all=load_recorded,
    titled=ACTIVITY.title.text,
    url=lambda activity, reader: activity_url(activity),
    facts=(ACTIVITY.kind, HELPERS, *ACTIVITY.facts),
)  # fmt: skip
