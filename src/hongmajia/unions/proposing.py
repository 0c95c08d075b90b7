"""The season that is proposed for a year: its dates, name, number prefix and limits."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hongmajia.core.clocks import is_workday, workdays_between
from hongmajia.engine.places.divisions import sign_of

from .enums import Stage, UnionKind
from .facts import StageDates
from .models import Season, Union
from .regions import province_named

FIRST_MONTH = 3
"""Without an earlier season each stage is proposed for one month, the first one for March."""

LIMITS = (
    "verify_days", "match_days", "accept_days", "contact_days", "confirm_days", "urgent_days",
)  # fmt: skip


@dataclass
class Proposal:
    """The days of a stage, as proposed and, if there was one, in the season before."""

    stage: Stage
    starts: date
    ends: date
    before: tuple[date, date] | None


def year_to_propose(host: Union) -> int:
    """The year after the latest season; without one the present year, until March is over."""
    if seasons := host.seasons.all():
        return seasons[0].year + 1
    today = timezone.localdate()
    return today.year + (today.month > FIRST_MONTH)


def earlier_of(host: Union, year: int, wanted: int | None = None) -> Season | None:
    """The season of ``host`` after which one of ``year`` is made: of ``wanted``, or the latest."""
    before = [season for season in host.seasons.all() if season.year < year]
    asked = (season for season in before if season.year == wanted)
    return next(asked, before[0] if before else None)


def proposals(host: Union, year: int, earlier: Season | None = None) -> list[Proposal]:
    """The dates of all stages in ``year``: those of the season before shifted by the years between,
    or whole months from March. A stage begins and ends on a working day.
    """
    last = earlier or earlier_of(host, year)
    known = {s.stage: (s.starts, s.ends) for s in last.stages.all()} if last else {}
    return [_proposal(stage, n, year, last, known) for n, stage in enumerate(Stage)]


def _proposal(stage: Stage, n: int, year: int, last: Season | None, known: StageDates) -> Proposal:
    before = known.get(stage)
    if last and before:
        starts, ends = _shifted(before, year - last.year)
    else:
        month = FIRST_MONTH + n
        starts = date(year, month, 1)
        ends = starts.replace(day=_length(starts))
    starts, ends = _first_workday(starts, 1), _first_workday(ends, -1)
    return Proposal(stage, starts, max(starts, ends), before)


def _shifted(days: tuple[date, date], years: int) -> tuple[date, date]:
    """The same days some years later; a month that was used whole is used whole again.

    Else it would drift: 1 April is a holiday, so 3 April is used; next year 3 April would be copied
    though the 1st is a working day.
    """
    starts, ends = days
    if starts == _first_workday(starts.replace(day=1), 1):
        starts = starts.replace(day=1)
    is_last = ends == _first_workday(ends.replace(day=_length(ends)), -1)
    return years_later(starts, years), years_later(ends, years, 31 if is_last else ends.day)


def years_later(day: date, years: int, wanted: int = 0) -> date:
    """``day`` some years later, on the day ``wanted`` of its month or the last one it has."""
    first = date(day.year + years, day.month, 1)
    return first.replace(day=min(wanted or day.day, _length(first)))


def moved_day(day: date, years: int) -> date:
    """``day`` some years later, or the first working day after it."""
    return _first_workday(years_later(day, years), 1)


def in_another_year(words: str, before: int, year: int) -> str:
    """``words`` in which the year ``before``, as in “2025年”, is ``year``; else as they were."""
    return re.sub(rf"(?<!\d){before}(?!\d)", str(year), words)


def _length(day: date) -> int:
    """The number of days of a month."""
    return monthrange(day.year, day.month)[1]


def _first_workday(day: date, step: int) -> date:
    """``day`` or the nearest working day after it (``step`` 1) or before it (-1)."""
    return next(found for found in _days(day, step) if is_workday(found))


def _days(day: date, step: int) -> Iterator[date]:
    while True:
        yield day
        day += timedelta(days=step)


def remarks_on(found: list[Proposal]) -> dict[str, str]:
    """Stage → its working days, and its dates in the season before, in words."""
    return {one.stage: _remark(one) for one in found}


def _remark(one: Proposal) -> str:
    days = workdays_between(one.starts - timedelta(days=1), one.ends)
    said = ngettext("%(n)s个工作日", "%(n)s个工作日", days) % {"n": days}
    if one.before is None:
        return said
    starts, ends = (date_format(day, "DATE_FORMAT") for day in one.before)
    words = {"days": said, "starts": starts, "ends": ends}
    return _("%(days)s；上次是%(starts)s至%(ends)s") % words


def initial_season(host: Union, year: int, earlier: Season | None = None) -> dict[str, Any]:
    """Initial data of the form for a new season of ``host``, after ``earlier`` or the latest."""
    last = earlier or host.seasons.first()
    limits = {name: getattr(last, name) for name in LIMITS} if last else {}
    dates: dict[str, date] = {}
    for one in proposals(host, year, earlier):
        dates |= {f"{one.stage}_starts": one.starts, f"{one.stage}_ends": one.ends}
    name = _("%(year)s年劳模工匠志愿服务月") % {"year": year}
    return {
        "year": year,
        "name": name,
        "number_prefix": _prefix(host, last, year),
        **limits,
        **dates,
    }


def _prefix(host: Union, last: Season | None, year: int) -> str:
    """The prefix of the season before with the new year, or a short name of the place."""
    if last:
        return last.number_prefix.replace(str(last.year), str(year))[:10]
    if host.kind == UnionKind.PROVINCE:
        province = province_named(host.name)
        return f"{sign_of(province.adcode) if province else ''}{year}"
    return f"{host.region.short_name if host.region else ''}{year}"[:10]
