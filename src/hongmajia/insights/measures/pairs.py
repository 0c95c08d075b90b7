"""Indicators counted from apprenticeships."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Max, Min, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hongmajia.people.enums import ApprenticeshipState
from hongmajia.people.models import Apprenticeship
from hongmajia.unions.models import Season, SeasonStage

from ..scope import Scope
from .definition import Measure


def paired(scope: Scope) -> QuerySet[Any]:
    """Apprenticeships begun in the season and not ended early.

    None if the scope is filtered by category or industry, which apprenticeships do not have.
    """
    if scope.category or scope.section:
        return Apprenticeship.objects.none()
    found = Apprenticeship.objects.exclude(state=ApprenticeshipState.ENDED)
    found = found.filter(scope.at("master__region"), union__in=scope.unions())
    during = (begun_in(season) for season in scope.seasons)
    return found.filter(reduce(or_, during), scope.on_days("starts_on"))


def begun_in(season: Season) -> Q:
    """The condition for apprenticeships that began between first and last day of the season."""
    stages = SeasonStage.objects.filter(season=season).order_by().values("season")
    first, last = stages.annotate(d=Min("starts")), stages.annotate(d=Max("ends"))
    return Q(starts_on__gte=first.values("d"), starts_on__lte=last.values("d"))


PAIRS = Measure(
    "pairs", _("师徒结对"), _("对"),
    _("开始日期在本年度活动期间的师徒结对，一对算一对。已经解除的不算。"),
    paired, "pairs", "master__region", union="union__path", is_once=True,
)  # fmt: skip
