"""The indicators for other rooms (``core.figures``), and those of one helper over all seasons."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet

from hongmajia.core.figures import CountedFigure
from hongmajia.engagements.models import Engagement
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from hongmajia.services.models import Activity
from hongmajia.unions.models import Season, Union

from .measures import CONFIRMED_NEEDS, ENTERPRISES, SESSIONS, SKILLED, STANDARD, Measure
from .queries import Tally, format_value
from .scope import UNCOUNTED, Scope

OF_HELPER = (SESSIONS, ENTERPRISES, CONFIRMED_NEEDS, SKILLED)
"""The indicators on the page of a helper."""


@dataclass(frozen=True)
class Career(Scope):
    """All that one helper did, in whatever season and for whatever union."""

    helper: Helper = field(kw_only=True)

    def needs(self) -> QuerySet[Need]:
        """Needs for which the helper was agreed."""
        agreed = Engagement.objects.agreed().filter(helper=self.helper).order_by()
        found = Need.objects.filter(pk__in=agreed.values("need"))
        return found.exclude(state__in=UNCOUNTED)

    def activities_anywhere(self) -> QuerySet[Activity]:
        """Activities held that served the helper's engagements or that they attended."""
        there = Activity.objects.of_helper(self.helper).held().order_by().values("pk")
        found: QuerySet[Activity] = Activity.objects.filter(pk__in=there)
        return found


def count_season(season: Season, union: Union) -> Mapping[str, CountedFigure]:
    """The standard indicators, and what enterprises confirmed, of the union's season."""
    return _counted(Scope(season, union), (*STANDARD, CONFIRMED_NEEDS))


def count_helper(helper: Helper) -> Mapping[str, CountedFigure]:
    """The indicators of one helper or team over all seasons; empty before the first season."""
    season = Season.objects.first()
    if season is None:
        return {}
    return _counted(Career(season, helper.union, helper=helper), OF_HELPER)


def _counted(scope: Scope, measures: tuple[Measure, ...]) -> dict[str, CountedFigure]:
    tally = Tally(scope, measures)
    values = {measure: tally.value(measure) for measure in measures}
    return {
        measure.name: CountedFigure(
            str(measure.label), str(measure.unit), format_value(measure, value), value
        )
        for measure, value in values.items()
    }
