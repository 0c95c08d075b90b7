"""Actions on totals of years that this system did not see."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor, user_of
from hongmajia.core.acts import record
from hongmajia.core.errors import Refused
from hongmajia.unions.models import Season, Union

from .enums import InsightVerb
from .models import ReportedTotal


@transaction.atomic
def report_total(
    *,
    actor: Actor,
    union: Union,
    year: int,
    indicator: str,
    amount: Decimal,
    source: str,
    first_year: int | None = None,
) -> ReportedTotal:
    """Store a union's total of a year, or of ``first_year`` to ``year``; an earlier one goes.

    Raises ``Refused`` where one of the years has a season of its own: its figures are counted from
    records.
    """
    counted = Season.objects.filter(year__range=(first_year or year, year)).order_by("year").first()
    if counted:
        raise Refused(_("%(year)s年的数由记录算出来，不用补报。") % {"year": counted.year})
    _refuse_overlap(union, indicator, first_year or year, year)
    values = {
        "first_year": first_year,
        "amount": amount, "source": source, "reported_by": user_of(actor),
        "reported_at": timezone.now(),
    }  # fmt: skip
    total, _made = ReportedTotal.objects.update_or_create(
        union=union, year=year, indicator=indicator, defaults=values
    )
    _log(actor, InsightVerb.TOTAL_REPORTED, total)
    return total


def _refuse_overlap(union: Union, indicator: str, first: int, last: int) -> None:
    """Refuse a total of years that are in another one, which would count them twice."""
    others = ReportedTotal.objects.filter(union=union, indicator=indicator).exclude(year=last)
    for other in others:
        if max(first, other.first_year or other.year) <= min(last, other.year):
            facts = {"years": other.years, "amount": f"{other.amount:f}".rstrip("0").rstrip(".")}
            raise Refused(
                _("%(years)s年的已经报过（%(amount)s），年份不能重叠；先撤回再报。") % facts
            )


@transaction.atomic
def take_back_total(*, actor: Actor, total: ReportedTotal) -> None:
    """Delete a reported total; who reported and took it back stays in the log."""
    _log(actor, InsightVerb.TOTAL_TAKEN_BACK, total)
    total.delete()


def _log(actor: Actor, verb: InsightVerb, total: ReportedTotal) -> None:
    facts = {"year": total.years, "indicator": total.indicator, "amount": str(total.amount)}
    record(actor, verb, total, data={**facts, "source": total.source})
