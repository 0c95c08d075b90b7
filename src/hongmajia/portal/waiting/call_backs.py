"""Call-backs that are due: the union asks the enterprise whether the solution still works."""

from datetime import datetime
from typing import Any

from django.db.models import Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.closed_years import of_open_years
from hongmajia.core.templatetags.ui import month_day
from hongmajia.services.models import CallBack

from .kinds import MOST_URGENT, ROWS, Kind, Row, firm_for, own_unions

KINDS = (Kind.CALL_BACK,)


def waiting(user: Any, now: datetime) -> Any:
    """Call-backs due at ``now`` of needs held by a union in which the user is a cadre."""
    unions = own_unions(user).values("pk")
    due = CallBack.objects.due(now).filter(confirmation__engagement__need__union__in=unions)
    return of_open_years(due, now).annotate(kind=Value(Kind.CALL_BACK))


def rows(user: Any) -> list[Row]:
    """The most urgent call-backs as rows of the desk."""
    found = waiting(user, timezone.now()).select_related(
        "confirmation__engagement__need__region__parent",
        "confirmation__engagement__need__enterprise",
        "confirmation__engagement__need__season",
        "confirmation__engagement__need__union",
        "confirmation__engagement__need__home_union",
    )
    return [row(user, call) for call in found.order_by(MOST_URGENT, "pk")[:ROWS]]


def row(user: Any, call: Any) -> Row:
    """The row of one call-back."""
    need = call.confirmation.engagement.need
    confirmed = month_day(call.confirmation.confirmed_at)
    return Row(
        kind=Kind.CALL_BACK,
        what=_("%(n)s天回访") % {"n": call.days},
        title=need.title,
        url=reverse("need", args=[need.pk]),
        button=_("记下回访"),
        button_url=reverse("call_back", args=[call.pk]),
        due_at=call.due_at,
        facts=[need.region.place, firm_for(user, need), need.number],
        since=[_("企业%(day)s确认") % {"day": confirmed}],
    )
