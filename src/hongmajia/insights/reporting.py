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
    *, actor: Actor, union: Union, year: int, indicator: str, amount: Decimal, source: str
) -> ReportedTotal:
    """Store a union's total of a year, in place of an earlier one.

    Raises ``Refused`` for a year with a season of its own: its figures are counted from records.
    """
    if Season.objects.filter(year=year).exists():
        raise Refused(_("%(year)s年的数由记录算出来，不用补报。") % {"year": year})
    values = {
        "amount": amount, "source": source, "reported_by": user_of(actor),
        "reported_at": timezone.now(),
    }  # fmt: skip
    total, _made = ReportedTotal.objects.update_or_create(
        union=union, year=year, indicator=indicator, defaults=values
    )
    _log(actor, InsightVerb.TOTAL_REPORTED, total)
    return total


@transaction.atomic
def take_back_total(*, actor: Actor, total: ReportedTotal) -> None:
    """Delete a reported total; who reported and took it back stays in the log."""
    _log(actor, InsightVerb.TOTAL_TAKEN_BACK, total)
    total.delete()


def _log(actor: Actor, verb: InsightVerb, total: ReportedTotal) -> None:
    facts = {"year": total.year, "indicator": total.indicator, "amount": str(total.amount)}
    record(actor, verb, total, data={**facts, "source": total.source})
