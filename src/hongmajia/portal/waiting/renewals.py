"""Licences and insurances that end within 30 days or have ended, for helpers and their unions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.templatetags.ui import month_day
from hongmajia.people.actions.safety import page_of
from hongmajia.people.models import Helper, Insurance, Licence

from .kinds import ROWS, Kind, Row, own_unions

KINDS = (Kind.RENEW,)


@dataclass(frozen=True)
class Renewals:
    """One of the two: ``helper`` is the lookup of the helper, ``related`` what a row reads."""

    model: Any
    helper: str
    related: tuple[str, ...]
    KINDS: tuple[Kind, ...] = KINDS

    def waiting(self, user: Any, now: datetime) -> Any:
        """Those of the user themselves, of their team, and of unions in which they are a cadre."""
        unions = own_unions(user).values("pk")
        mine = Helper.objects.of(user).order_by().values("pk")
        owned = Q(**{f"{self.helper}__union__in": unions}) | Q(**{f"{self.helper}__in": mine})
        if self.model is Insurance:
            owned |= Q(union__in=unions)
        return self.model.objects.to_renew(now).filter(owned)

    def rows(self, user: Any) -> list[Row]:
        """Those that end first as rows of the desk."""
        found = self.waiting(user, timezone.now()).select_related(*self.related)
        return [row(one) for one in found.order_by("valid_until", "pk")[:ROWS]]


def row(one: Licence | Insurance) -> Row:
    """The row of one licence or insurance; it has no deadline of the product's."""
    helper = one.artisan.helper if isinstance(one, Licence) else one.helper
    owner = helper.public_name if helper else one.union.name  # type: ignore[union-attr]
    url, ended = page_of(one), not one.is_valid
    day = month_day(one.valid_until)
    return Row(
        kind=Kind.RENEW,
        what=_("已经到期，换新的") if ended else _("快到期，换新的"),
        title=one.label,
        url=url,
        button=_("去登记"),
        button_url=url,
        due_at=None,
        facts=[owner],
        since=[_("%(day)s到期") % {"day": day}],
    )


RENEWALS = (
    Renewals(Licence, "artisan__helper", ("artisan__helper__artisan",)),
    Renewals(Insurance, "helper", ("helper__artisan", "union")),
)
