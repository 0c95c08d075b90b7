"""The calendar of working days, by which all clocks run."""

from datetime import date

from django.db import transaction

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.clocks import forget_exceptions
from hongmajia.core.holidays import statutory
from hongmajia.core.models import Holiday

from ..enums import UnionVerb


@transaction.atomic
def set_holiday(*, actor: Actor, day: date, is_workday: bool, name: str) -> Holiday:
    """Say that ``day`` is free, or worked; what was said of it before is replaced."""
    facts = {"is_workday": is_workday, "name": name}
    holiday, _made = Holiday.objects.update_or_create(date=day, defaults=facts)
    record(actor, UnionVerb.HOLIDAY_SET, holiday, data={"date": day.isoformat()})
    transaction.on_commit(forget_exceptions)
    return holiday


@transaction.atomic
def remove_holiday(*, actor: Actor, holiday: Holiday) -> None:
    """The day follows the week again."""
    record(actor, UnionVerb.HOLIDAY_SET, holiday, data={"date": holiday.date.isoformat()})
    holiday.delete()
    transaction.on_commit(forget_exceptions)


@transaction.atomic
def fill_year(*, actor: Actor, year: int) -> int:
    """Enter the State Council's arrangement of ``year``; what was entered by hand stays.

    Returns how many days are new. ``Refused`` when the arrangement is not known yet.
    """
    days = statutory(year)
    known = set(Holiday.objects.filter(date__year=year).values_list("date", flat=True))
    new = [day for day in days if day.date not in known]
    Holiday.objects.bulk_create(new)
    if new:
        saved = Holiday.objects.get(date=new[0].date)
        record(actor, UnionVerb.HOLIDAYS_FILLED, saved, data={"year": year})
    transaction.on_commit(forget_exceptions)
    return len(new)
