"""Changing the calendar of working days; the deadlines under way move with it."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.clocks import forget_special_days
from hongmajia.core.holidays import statutory
from hongmajia.core.models import Holiday

from ..enums import UnionVerb
from ..recounting import recount


@transaction.atomic
def set_holiday(*, actor: Actor, day: date, is_workday: bool, name: str) -> Holiday:
    """Make ``day`` a working day or a holiday, whatever day of the week it is.

    Replaces an earlier entry for the same day.
    """
    facts = {"is_workday": is_workday, "name": name}
    holiday, _made = Holiday.objects.update_or_create(date=day, defaults=facts)
    record(actor, UnionVerb.HOLIDAY_SET, holiday, data={"date": day.isoformat()})
    _count_again()
    return holiday


@transaction.atomic
def set_holidays(*, actor: Actor, days: Sequence[Holiday]) -> list[Holiday]:
    """``set_holiday`` for many days at once, in their order: unsaved rows, each of another day.

    Earlier entries of these days are replaced. The log has one event for each year.
    """
    written = {day.date: day for day in days}
    Holiday.objects.filter(date__in=written).delete()
    Holiday.objects.bulk_create(written.values())
    first_of = {day.year: written[day] for day in sorted(written, reverse=True)}
    for year, holiday in sorted(first_of.items()):
        n = sum(day.year == year for day in written)
        record(actor, UnionVerb.HOLIDAYS_SET, holiday, data={"year": year, "n": n})
    _count_again()
    return [*written.values()]


@transaction.atomic
def remove_holiday(*, actor: Actor, holiday: Holiday) -> None:
    """Delete the entry: the day is worked or free by its day of the week again."""
    record(actor, UnionVerb.HOLIDAY_SET, holiday, data={"date": holiday.date.isoformat()})
    holiday.delete()
    _count_again()


@transaction.atomic
def fill_year(*, actor: Actor, year: int) -> int:
    """Add the State Council's holidays and working weekends of ``year``.

    Days that have an entry keep it. Returns how many days were added. Raises ``Refused`` when
    the installed data do not contain that year.
    """
    days = statutory(year)
    known = set(Holiday.objects.filter(date__year=year).values_list("date", flat=True))
    new = [day for day in days if day.date not in known]
    Holiday.objects.bulk_create(new)
    if new:
        saved = Holiday.objects.get(date=new[0].date)
        record(actor, UnionVerb.HOLIDAYS_FILLED, saved, data={"year": year})
    _count_again()
    return len(new)


def _count_again() -> None:
    """Move the deadlines under way, and let this process read the new calendar."""
    recount()
    transaction.on_commit(forget_special_days)
