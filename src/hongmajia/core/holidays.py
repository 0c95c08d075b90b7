"""Public holidays and worked weekends as arranged by the State Council, year by year."""

from collections.abc import Iterator
from datetime import date

from chinese_calendar import constants
from django.utils.translation import gettext as _

from .errors import Refused
from .models import Holiday


def is_published(year: int) -> bool:
    """Whether the installed data contain the arrangement of ``year``."""
    return any(day.year == year for day in constants.holidays)


def statutory(year: int) -> list[Holiday]:
    """Return the days of ``year`` that differ from Monday to Friday, unsaved, in order.

    The arrangement is published each November for the following year and comes with the library
    ``chinesecalendar``. Raises ``Refused`` for a year the library does not know.
    """
    days = sorted(_days_of(year), key=lambda holiday: holiday.date)
    if not days:
        message = _("还没有%(year)s年的放假安排。公布后请从表格导入，或者逐天填写。")
        raise Refused(message % {"year": year})
    return days


def _days_of(year: int) -> Iterator[Holiday]:
    for day, name in constants.holidays.items():
        if day.year == year and _is_weekday(day):
            yield Holiday(date=day, is_workday=False, name=_chinese(name))
    for day, name in constants.workdays.items():
        if day.year == year and not _is_weekday(day):
            yield Holiday(
                date=day, is_workday=True, name=_("%(name)s调休") % {"name": _chinese(name)}
            )


def _chinese(name: str) -> str:
    return str(constants.Holiday(name).chinese)


def _is_weekday(day: date) -> bool:
    return day.weekday() < 5
