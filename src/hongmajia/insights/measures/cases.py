"""Indicators counted from cases."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hongmajia.cases.models import Case
from hongmajia.unions.enums import Stage

from ..scope import Scope
from .definition import Measure


def chosen(scope: Scope) -> QuerySet[Any]:
    """Cases selected for the book, on notice or published."""
    engaged = scope.engagements().order_by().values("pk")
    return Case.objects.chosen().filter(scope.in_season(), engagement__in=engaged)


CASES = Measure(
    "cases", _("优秀案例"), _("个"),
    _("已经入选、公示或发布的案例；企业同意写成案例、没有反对、确认还有效的才算。"),
    chosen, "cases", "engagement__need__region", union="engagement__need__home_union__path",
    stage=Stage.REVIEW,
)  # fmt: skip
