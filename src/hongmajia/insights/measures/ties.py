"""The indicator counted from lasting pairings of helpers with enterprises."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Max, Min, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hongmajia.people.models import FirmTie
from hongmajia.unions.models import Season, SeasonStage

from ..scope import Scope
from .definition import Measure


def lasting(scope: Scope) -> QuerySet[Any]:
    """Lasting pairings (长期结对) that stood on at least one day of the seasons of the scope.

    None if the scope is filtered by category or kind, which they do not have.
    """
    if scope.category or scope.kind:
        return FirmTie.objects.none()
    found = FirmTie.objects.filter(scope.at("enterprise__region"), helper__union__in=scope.unions())
    if scope.section:
        found = found.filter(enterprise__section=scope.section)
    during = (stood_in(season) for season in scope.seasons)
    return found.filter(reduce(or_, during), _stood(scope.since, scope.until))


def stood_in(season: Season) -> Q:
    """The condition for pairings that stood between first and last day of the season."""
    stages = SeasonStage.objects.filter(season=season).order_by().values("season")
    first, last = stages.annotate(d=Min("starts")), stages.annotate(d=Max("ends"))
    return _stood(first.values("d"), last.values("d"))


def _stood(since: Any, until: Any) -> Q:
    """The condition for pairings that stood on one of these days; ``None`` leaves a side open."""
    begun = Q() if until is None else Q(since__lte=until)
    ended = Q() if since is None else Q(ended_on=None) | Q(ended_on__gte=since)
    return begun & ended


TIES = Measure(
    "ties", _("长期结对企业"), _("对"),
    _("一位师傅或一支服务队和一家企业说好长期帮，在本年度活动期间有一天还在结对的，算一对。"
      "结对几年，每年都算，历年合起来只算一次。"),
    lasting, "ties", "enterprise__region", union="helper__union__path", is_once=True,
)  # fmt: skip
OF_TIES = (TIES,)
