"""Indicators counted from classes: who attended, for how many hours, whose grade rose."""

from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from hongmajia.classes.models import RISEN, Learner, Presence

from ..scope import Scope
from .definition import Measure


def attended(scope: Scope) -> QuerySet[Any]:
    """Attendance at sessions of classes that were held."""
    # EXISTS and not IN: there are few classes, and many activities.
    held = scope.activities().filter(pk=OuterRef("session__activity"))
    return Presence.objects.filter(Exists(held))


def learners(scope: Scope) -> QuerySet[Any]:
    """Learners who were at one of these sessions at least."""
    return Learner.objects.filter(Exists(attended(scope).filter(learner=OuterRef("pk"))))


def risen(scope: Scope) -> QuerySet[Any]:
    """Those of them who reached a grade above the one before."""
    return learners(scope).filter(RISEN)


def learners_by_union(scope: Scope) -> list[QuerySet[Any]]:
    """Union that held a session at which a learner was, and the learner."""
    return [attended(scope).order_by().values_list(PATH, "learner")]


def risen_by_union(scope: Scope) -> list[QuerySet[Any]]:
    """The same of those who reached a higher grade."""
    rose = Learner.objects.filter(RISEN).order_by().values("pk")
    return [attended(scope).filter(learner__in=rose).order_by().values_list(PATH, "learner")]


PATH = "session__activity__union__path"

LEARNERS = Measure(
    "class_learners", _("培训班人数"), _("人"),
    _("在培训班的课上到过的学员，一个班里一人算一人。课已经办了、写好服务记录的才算。"),
    learners, "learners", "of_class__region", several=learners_by_union,
)  # fmt: skip
HOURS = Measure(
    "class_hours", _("培训班学时"), _("学时"),
    _("学员在培训班的课上到的学时相加，中途走的按点名时写的算。课已经办了、写好服务记录的才算。"),
    attended, "presences", "session__activity__region", amount=F("hours"), union=PATH,
)  # fmt: skip
UPSKILLED = Measure(
    "upskilled", _("升级人数"), _("人"),
    _("培训班人数里，后来评上的技能等级比原来高的。"),
    risen, "learners", "of_class__region", several=risen_by_union,
)  # fmt: skip
OF_CLASSES = (LEARNERS, HOURS, UPSKILLED)
