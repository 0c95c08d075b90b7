"""Indicators counted from the activities that were held, and from their records."""

from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hongmajia.engagements.models import Engagement
from hongmajia.services.enums import Adoption
from hongmajia.services.models import (
    Activity,
    Attendance,
    ServiceRecord,
    SignUp,
    Suggestion,
    Training,
)
from hongmajia.unions.models import Enterprise

from ..scope import Scope
from .definition import Measure


def held(scope: Scope) -> QuerySet[Any]:
    """Activities held."""
    return scope.activities()


def visits(scope: Scope) -> QuerySet[Any]:
    """Attendances of artisans on the roll (docs/domain.md, “Indicators”)."""
    attendances = Attendance.objects.filter(activity__in=keys(scope.activities()))
    return attendances.filter(helper__isnull=False)


def served(scope: Scope) -> QuerySet[Any]:
    """Enterprises whose needs an activity served, that it visited, or from which somebody came."""
    activities = keys(scope.activities_anywhere())
    treated = Activity.engagements.through.objects.filter(activity__in=activities)
    engaged = Engagement.objects.filter(pk__in=treated.values("engagement"))
    came = SignUp.objects.filter(activity__in=activities, came_at__isnull=False)
    here = Q(pk__in=engaged.order_by().values("need__enterprise"))
    named = Activity.enterprises.through.objects.filter(activity__in=activities)
    here |= Q(pk__in=named.values("enterprise"))
    here |= Q(pk__in=came.order_by().values("enterprise"))
    return Enterprise.objects.filter(here, scope.at("region"))


def served_by_union(scope: Scope) -> list[QuerySet[Any]]:
    """Union whose activity served an enterprise, and the enterprise."""
    path, activities = "activity__union__path", keys(scope.activities_anywhere())
    engaged = "engagement__need__enterprise"
    treated = Activity.engagements.through.objects.filter(activity__in=activities)
    named = Activity.enterprises.through.objects.filter(activity__in=activities)
    came = SignUp.objects.filter(activity__in=activities, came_at__isnull=False).order_by()
    return [
        rows.filter(scope.at(f"{firm}__region")).values_list(path, firm)
        for rows, firm in ((treated, engaged), (named, "enterprise"), (came, "enterprise"))
    ]


def trained(scope: Scope) -> QuerySet[Any]:
    """Trainings given; a session of a class counts by its attendance instead (ADR 106)."""
    given = Training.objects.filter(record__activity__in=keys(scope.activities()))
    return given.filter(record__activity__class_session=None)


def skilled(scope: Scope) -> QuerySet[Any]:
    """Service records with at least one learner."""
    recorded = ServiceRecord.objects.filter(activity__in=keys(scope.activities()))
    return recorded.filter(learners__gt=0, activity__class_session=None)


def suggested(scope: Scope) -> QuerySet[Any]:
    """Suggestions made."""
    return Suggestion.objects.filter(record__activity__in=keys(scope.activities()))


def adopted(scope: Scope) -> QuerySet[Any]:
    """Suggestions that the enterprise adopted."""
    return suggested(scope).filter(IS_ADOPTED)


IS_ADOPTED = Q(adoption=Adoption.ADOPTED)


def keys(activities: QuerySet[Any]) -> Any:
    """The primary keys of the activities, as a subquery."""
    return activities.order_by().values("pk")


OF_RECORD = "record__activity__union__path"

SESSIONS = Measure(
    "sessions", _("活动场次"), _("场"),
    _("已经办了、写好服务记录的活动，一场算一场。安排了还没办的、取消的、撤回记录的不算。"),
    held, "activities", "region", union="union__path", short=_("活动"), among=held,
)  # fmt: skip
VISITS = Measure(
    "visits", _("服务人次"), _("人次"),
    _("每场活动到场的劳模工匠，一人一场算一人次；同行的人不算。"),
    visits, "attendances", "activity__region", union="activity__union__path",
)  # fmt: skip
ENTERPRISES = Measure(
    "enterprises", _("服务企业"), _("家"),
    _("活动解决的是它的需求、活动走访了它，或者它有人报名并到场的企业；去几次都算一家。没有登记的不算。"),
    served, "enterprises", "region", short=_("企业"), is_once=True,
    several=served_by_union,
)  # fmt: skip
TRAINED = Measure(
    "trained", _("培训人次"), _("人次"),
    _("服务记录里“教了什么、几个人”的人数相加。培训班的课不算在这里，算培训班人数和学时。"),
    trained, "trainings", "record__activity__region", amount=F("people"), union=OF_RECORD,
)  # fmt: skip
SKILLED = Measure(
    "skilled", _("技能提升人次"), _("人次"),
    _("服务记录里“其中跟着学的”人数相加。培训班的课不算在这里。"),
    skilled, "learnings", "activity__region", amount=F("learners"),
    union="activity__union__path",
)  # fmt: skip
SUGGESTIONS = Measure(
    "suggestions", _("合理化建议"), _("条"),
    _("服务记录里写下的建议，一条算一条。"),
    suggested, "suggestions", "record__activity__region", among=suggested, union=OF_RECORD,
)  # fmt: skip
ADOPTED = Measure(
    "adopted", _("采纳建议"), _("条"),
    _("合理化建议里，企业已经采纳的。"),
    adopted, "suggestions", "record__activity__region", union=OF_RECORD,
    among=suggested, condition=IS_ADOPTED,
)  # fmt: skip
