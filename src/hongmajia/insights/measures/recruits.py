"""The indicator counted from those who came onto the rolls by recruiting calls."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hongmajia.people.models import Recruit

from ..scope import Scope
from .definition import Measure


def recruited(scope: Scope) -> QuerySet[Any]:
    """Who came onto the roll of a union by its call, in a season.

    None if the scope is filtered by category, industry or kind, which recruits do not have.
    """
    if scope.category or scope.section or scope.kind:
        return Recruit.objects.none()
    found = Recruit.objects.filter(scope.in_season(), union__in=scope.unions())
    return found.filter(scope.at("helper__region"), scope.during("recruited_at"))


RECRUITED = Measure(
    "recruited", _("招募人数"), _("人"),
    _("申请了招募令、工会同意列入名册的，一年里一人算一人。没有招募令、直接申请的不算。"),
    recruited, "recruits", "helper__region", union="union__path",
)  # fmt: skip
OF_RECRUITS = (RECRUITED,)
