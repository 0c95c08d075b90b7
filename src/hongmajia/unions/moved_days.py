"""Why the days of a proposed stage are not simply those of the season before."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hongmajia.core.clocks import is_workday, workdays_between
from hongmajia.core.models import Holiday

from .proposing import Proposal, years_later

Known = Mapping[date, Holiday]


def holidays_of(year: int) -> dict[date, Holiday]:
    """The days of ``year`` that differ from Monday to Friday; empty before they are filled in."""
    return {day.date: day for day in Holiday.objects.filter(date__year=year)}


def workdays_of(days: tuple[date, date]) -> int:
    """The working days of a stage, its first and its last day included."""
    return workdays_between(days[0] - timedelta(days=1), days[1])


def reasons(one: Proposal, years: int, known: Known) -> list[str]:
    """Sentences: which day was moved and why, and what holidays take away or add."""
    if one.before is None:
        return []
    begins, ends = (years_later(day, years) for day in one.before)
    found = [*_why(begins, one.starts, known), *_why(ends, one.ends, known)]
    return [*found, *_within(one, known)] or [_("原样")]


def _why(plain: date, moved: date, known: Known) -> Iterator[str]:
    """Why ``moved`` is proposed for ``plain``, the same day in the new year."""
    if plain == moved:
        return
    words = {"day": _day(plain), "moved": _day(moved)}
    if is_workday(plain):
        yield _("整月都用，从%(day)s改到%(moved)s") % words
    elif holiday := known.get(plain):
        yield _("%(day)s%(name)s放假，改到%(moved)s") % {**words, "name": holiday.name}
    else:
        words["weekday"] = date_format(plain, "l")
        yield _("%(day)s是%(weekday)s，改到%(moved)s") % words


def _within(one: Proposal, known: Known) -> Iterator[str]:
    """The holidays and the worked weekends between the first and the last day."""
    inside = [day for day in known.values() if one.starts <= day.date <= one.ends]
    off = [day.name for day in inside if not day.is_workday and day.date.weekday() < 5]
    for name in dict.fromkeys(off):
        n = off.count(name)
        words = {"name": name, "n": n}
        yield ngettext("%(name)s放假，少%(n)s天", "%(name)s放假，少%(n)s天", n) % words
    for day in inside:
        if day.is_workday:
            words = {"day": _day(day.date), "weekday": date_format(day.date, "l")}
            yield _("%(day)s%(weekday)s上班，已算") % words


def _day(day: date) -> str:
    return date_format(day, "MONTH_DAY_FORMAT")
