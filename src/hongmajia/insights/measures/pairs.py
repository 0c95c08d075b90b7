"""Indicators counted from apprenticeships."""

from typing import Any

from django.db.models import Max, Min, QuerySet
from django.utils.translation import gettext_lazy as _

from hongmajia.people.enums import ApprenticeshipState
from hongmajia.people.models import Apprenticeship
from hongmajia.unions.models import SeasonStage

from ..scope import Scope
from .definition import Measure


def paired(scope: Scope) -> QuerySet[Any]:
    """Apprenticeships begun in the season and not ended early.

    None if the scope is filtered by category or industry, which apprenticeships do not have.
    """
    if scope.category or scope.section:
        return Apprenticeship.objects.none()
    stages = SeasonStage.objects.filter(season=scope.season).order_by().values("season")
    first, last = stages.annotate(d=Min("starts")), stages.annotate(d=Max("ends"))
    found = Apprenticeship.objects.exclude(state=ApprenticeshipState.ENDED)
    found = found.filter(union__in=scope.unions(), starts_on__gte=first.values("d"))
    found = found.filter(scope.at("master__region"), starts_on__lte=last.values("d"))
    return found.filter(scope.on_days("starts_on"))


PAIRS = Measure(
    "pairs", _("师徒结对"), _("对"),
    _("开始日期在本年度活动期间的师徒结对，一对算一对。已经解除的不算。"),
    paired, "pairs", "master__region",
)  # fmt: skip
