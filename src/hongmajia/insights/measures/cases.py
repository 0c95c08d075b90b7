"""Indicators counted from cases."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from hongmajia.cases.models import Case, CaseUse
from hongmajia.unions.enums import Stage

from ..scope import Scope
from .definition import Measure


def chosen(scope: Scope) -> QuerySet[Any]:
    """Cases selected for the book, on notice or published."""
    # EXISTS and not IN: there are few cases, and many engagements.
    engaged = scope.engagements().filter(pk=OuterRef("engagement"))
    return Case.objects.chosen().filter(Exists(engaged), scope.in_season())


CASES = Measure(
    "cases", _("优秀案例"), _("个"),
    _("已经入选、公示或发布的案例；企业同意写成案例、没有反对、确认还有效的才算。"),
    chosen, "cases", "engagement__need__region", union="engagement__need__home_union__path",
    stage=Stage.REVIEW,
)  # fmt: skip


def used(scope: Scope) -> QuerySet[Any]:
    """What enterprises said of putting these cases to use."""
    return CaseUse.objects.filter(case__in=chosen(scope).order_by().values("pk"))


CASE_USES = Measure(
    "case_uses", _("企业用上了"), _("家次"),
    _("企业看了这些案例，说自己用上了的；一个案例一家企业只算一次，案例写的那家不算。"),
    used, "case_uses", "case__engagement__need__region",
    union="case__engagement__need__home_union__path", stage=Stage.REVIEW,
)  # fmt: skip
