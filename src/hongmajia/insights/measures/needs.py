"""Indicators counted from needs."""

from typing import Any

from django.db.models import Exists, FloatField, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hongmajia.core.prepared import present
from hongmajia.engagements.models import Engagement
from hongmajia.needs.enums import NeedState
from hongmajia.unions.enums import Stage

from ..enums import Aggregate
from ..scope import Scope
from .definition import DaysBetween, Measure

SOLVED = (NeedState.SOLVED, NeedState.CONFIRMED)


def collected(scope: Scope) -> QuerySet[Any]:
    """Needs submitted, counted in the season in which they were (ADR 98)."""
    return scope.asked()


def worked_on(scope: Scope) -> QuerySet[Any]:
    """Needs that are worked on in the season."""
    return scope.needs()


def is_matched() -> Any:
    """Whether a need has at least one agreed engagement."""
    return Exists(Engagement.objects.agreed().filter(need=OuterRef("pk")))


def matched(scope: Scope) -> QuerySet[Any]:
    """Needs with at least one agreed engagement."""
    return worked_on(scope).filter(is_matched())


IS_SOLVED = Q(state__in=SOLVED)
IS_CONFIRMED = Q(state=NeedState.CONFIRMED)
IS_LISTED = Q(listed_at__isnull=False)


def solved(scope: Scope) -> QuerySet[Any]:
    """Needs that are solved or confirmed now."""
    return worked_on(scope).filter(IS_SOLVED)


def confirmed(scope: Scope) -> QuerySet[Any]:
    """Needs whose solution the enterprise has confirmed, and that were not reopened."""
    return worked_on(scope).filter(IS_CONFIRMED)


def verified(scope: Scope) -> QuerySet[Any]:
    """Needs that were listed."""
    return worked_on(scope).filter(IS_LISTED)


def overdue(scope: Scope) -> QuerySet[Any]:
    """Needs whose current step is overdue."""
    return worked_on(scope).filter(is_overdue())


def is_overdue() -> Q:
    """Whether the current step of a need is overdue now."""
    return Q(due_at__lt=present())


HOME = "home_union__path"

COLLECTED = Measure(
    "needs_collected", _("征集需求"), _("件"),
    _("企业、职工提出的需求，一件算一件，转到下一年接着办的只算提出的那一年。草稿和撤回的不算；并入同一问题的仍算。"),
    collected, "needs", "region", union=HOME, stage=Stage.COLLECT,
    short=_("征集"),
)  # fmt: skip
MATCHED = Measure(
    "needs_matched", _("对接需求"), _("件"),
    _("征集的需求里，至少有一位师傅或一支服务队应下的。后来谢绝、取消的不算。"),
    matched, "needs", "region", union=HOME, stage=Stage.MATCH, short=_("对接"),
    among=worked_on, condition=is_matched(),
)  # fmt: skip
SOLVED_NEEDS = Measure(
    "needs_solved", _("解决需求"), _("件"),
    _("征集的需求里，现在是“已解决”或“企业已确认”的，解决了一部分的也算。重新打开的不算。"),
    solved, "needs", "region", union=HOME, short=_("解决"), among=worked_on, condition=IS_SOLVED,
)  # fmt: skip
CONFIRMED_NEEDS = Measure(
    "needs_confirmed", _("企业确认解决"), _("件"),
    _("征集的需求里，现在是“企业已确认”的。"),
    confirmed, "needs", "region", union=HOME, among=worked_on, condition=IS_CONFIRMED,
)  # fmt: skip
RESPONSE = Measure(
    "response", _("平均响应"), _("天"),
    _("从提出到核实列入清单的天数，取平均；按钟点算，周末也算在内。没有列入清单的不算。"),
    verified, "needs", "region", union=HOME,
    amount=DaysBetween("submitted_at", "listed_at", output_field=FloatField()),
    aggregate=Aggregate.MEAN, among=worked_on, condition=IS_LISTED,
)  # fmt: skip
OVERDUE = Measure(
    "needs_overdue", _("超期未办"), _("件"),
    _("征集的需求里，这一步的时限已过、还没有办的。"),
    overdue, "needs", "region", union=HOME, short=_("超期未办"),
    among=worked_on, condition=is_overdue,
)  # fmt: skip
