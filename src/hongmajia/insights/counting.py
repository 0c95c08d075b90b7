"""The indicators for other rooms (``core.figures``), and those of one helper over all seasons."""

from collections.abc import Mapping

from hongmajia.core.figures import CountedFigure
from hongmajia.people.models import Helper
from hongmajia.unions.models import Season, Union

from .careers import career_of
from .measures import CONFIRMED_NEEDS, ENTERPRISES, SESSIONS, SKILLED, STANDARD, Measure
from .queries import Tally, format_value
from .scope import Scope

OF_HELPER = (SESSIONS, ENTERPRISES, CONFIRMED_NEEDS, SKILLED)
"""The indicators on the page of a helper."""


def count_season(season: Season, union: Union) -> Mapping[str, CountedFigure]:
    """The standard indicators, and what enterprises confirmed, of the union's season."""
    return _counted(Scope(season, union), (*STANDARD, CONFIRMED_NEEDS))


def count_helper(helper: Helper) -> Mapping[str, CountedFigure]:
    """The indicators of one helper or team over all seasons; empty before the first season."""
    career = career_of(helper)
    return _counted(career, OF_HELPER) if career else {}


def _counted(scope: Scope, measures: tuple[Measure, ...]) -> dict[str, CountedFigure]:
    tally = Tally(scope, measures)
    values = {measure: tally.value(measure) for measure in measures}
    return {
        measure.name: CountedFigure(
            str(measure.label), str(measure.unit), format_value(measure, value), value
        )
        for measure, value in values.items()
    }
