"""Indicators counted from events: who came, flags, pairs, firms, questions, evaluations."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet, Sum
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hongmajia.events.models import Evaluation, Flag, Headcount, Question, Seal
from hongmajia.events.queries import CAME, firms_present, heads_of_activity
from hongmajia.services.enums import Attendee
from hongmajia.services.models import SignUp

from ..scope import Scope
from .activities import held, keys
from .definition import Measure


def attended(scope: Scope, group: str | None = None) -> QuerySet[Any]:
    """Activities held to which somebody came, or somebody of ``group``."""
    return scope.activities().filter(somebody_came(group))


def somebody_came(group: str | None = None) -> Q:
    """Whether somebody came to an activity, or somebody of ``group``."""
    here = {"activity": OuterRef("pk")} | ({} if group is None else {"group": group})
    came = SignUp.objects.filter(came_at__isnull=False, **here)
    counted = Headcount.objects.filter(**here)
    return Q(Exists(came)) | Q(Exists(counted))


def came_by_group(scope: Scope) -> Iterator[tuple[str, str | None, str, int, int]]:
    """Group, region code, path of the union, activities of it to which somebody of the group came,
    and how many people.

    All groups with one query; a group at a place may come twice, to be added up.
    """
    there = keys(scope.activities())
    came = SignUp.objects.filter(activity__in=there, came_at__isnull=False).order_by()
    of_group = came.filter(activity=OuterRef("activity"), group=OuterRef("group"))
    counted = Headcount.objects.filter(activity__in=there).order_by()
    yield from (
        came.values_list("group", PLACE, HELD_BY)
        .annotate(n=Count("activity", distinct=True), people=Sum(CAME))
        .union(
            counted.values_list("group", PLACE, HELD_BY).annotate(
                n=Count("pk", filter=~Exists(of_group)), people=Sum("heads")
            ),
            all=True,
        )
    )


def of_held(model: type[Model], scope: Scope) -> QuerySet[Any]:
    """What belongs to activities held, of a model with few rows: each looks up its activity."""
    found: QuerySet[Any] = model._default_manager.filter(
        Exists(scope.activities().filter(pk=OuterRef("activity")))
    )
    return found


def flags(scope: Scope) -> QuerySet[Any]:
    """Flags that were handed over at activities held."""
    return of_held(Flag, scope).filter(ceremony__isnull=False)


def seals(scope: Scope) -> QuerySet[Any]:
    """Pairs that were sealed at activities held."""
    return of_held(Seal, scope).filter(ceremony__isnull=False)


def present(scope: Scope) -> QuerySet[Any]:
    """Enterprises from which somebody came, or at which an activity took place."""
    return firms_present(keys(scope.activities_anywhere())).filter(scope.at("region"))


def present_by_union(scope: Scope) -> list[QuerySet[Any]]:
    """Union to whose activity an enterprise came, or where it took place, and the enterprise."""
    activities = scope.activities_anywhere().order_by()
    came = SignUp.objects.filter(activity__in=keys(activities), came_at__isnull=False).order_by()
    return [
        came.filter(scope.at("enterprise__region")).values_list(HELD_BY, "enterprise"),
        activities.filter(scope.at("host__region")).values_list("union__path", "host"),
    ]


def asked(scope: Scope) -> QuerySet[Any]:
    """Questions that were raised at activities held."""
    return of_held(Question, scope)


def answered(scope: Scope) -> QuerySet[Any]:
    """Those of them that have an answer."""
    return asked(scope).filter(IS_ANSWERED)


def evaluated(scope: Scope) -> QuerySet[Any]:
    """Evaluations of activities held."""
    return of_held(Evaluation, scope)


PLACE = "activity__region"
HELD_BY = "activity__union__path"
IS_ANSWERED = ~Q(answer="")
HEADS = Measure(
    "heads", _("参加人数"), _("人"),
    _("活动到场的人：报名或扫码签到的，签到时说来了几个人算几个人，再加上手点的人数。没来的不算。"),
    attended, "events", "region", union="union__path", amount=heads_of_activity(),
    among=held, condition=somebody_came(),
)  # fmt: skip
BY_GROUP = tuple(
    Measure(
        f"heads_{group}", format_lazy(_("参加人数（{group}）"), group=label), _("人"),
        _("参加人数里，签到时说是这一类的，或者手点时写在这一类的。"),
        partial(attended, group=group), "events", "region", union="union__path",
        amount=heads_of_activity(group), group=str(group),
    )
    for group, label in Attendee.choices
)  # fmt: skip
FLAGS = Measure(
    "flags", _("授旗"), _("面"),
    _("在已办的活动上授出的旗，一支队或者队里的一个组算一面。安排了还没授的、撤回的不算。"),
    flags, "flags", PLACE, union=HELD_BY,
)  # fmt: skip
SEALS = Measure(
    "sealed", _("仪式上结对"), _("对"),
    _("在已办的活动上结对的师徒，一对算一对，协议以后再签的也算。撤回的不算。"),
    seals, "seals", PLACE, union=HELD_BY,
)  # fmt: skip
FIRMS_PRESENT = Measure(
    "firms_present", _("到场企业"), _("家"),
    _("有人报名并到场的企业和活动的东道企业，来几次都算一家。没有登记的不算。"),
    present, "enterprises", "region", several=present_by_union,
)  # fmt: skip
ASKED = Measure(
    "asked", _("现场提问"), _("个"),
    _("在已办的活动上记下的问题，一个算一个。"),
    asked, "questions", PLACE, union=HELD_BY, among=asked,
)  # fmt: skip
ANSWERED = Measure(
    "answered", _("现场回答"), _("个"),
    _("现场提问里，写下了回答的。"),
    answered, "questions", PLACE, union=HELD_BY, among=asked, condition=IS_ANSWERED,
)  # fmt: skip
EVALUATED = Measure(
    "evaluated", _("评估场次"), _("场"),
    _("上级工会按这一年的标准评估过的活动，一场算一场。"),
    evaluated, "evaluations", PLACE, union=HELD_BY,
)  # fmt: skip
OF_EVENTS = (HEADS, FLAGS, SEALS, FIRMS_PRESENT, ASKED, ANSWERED, EVALUATED)
"""Those that the page of figures shows; the groups are opened from the number of people."""
