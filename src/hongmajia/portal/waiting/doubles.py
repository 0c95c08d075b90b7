"""Pairs of enterprises that may be one, at which a union has to look."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.templatetags.ui import month_day
from hongmajia.unions.models import FirmPair

from .kinds import ROWS, Kind, Row, own_unions

KINDS = (Kind.DOUBLE,)


def waiting(user: Any, now: datetime) -> QuerySet[FirmPair]:
    """The pairs of which the user's own unions are the nearest that have a cadre."""
    mine: QuerySet[FirmPair] = FirmPair.objects.open()
    return mine.filter(union__in=own_unions(user).values("pk"))


def rows(user: Any) -> list[Row]:
    """The pairs found first as rows of the desk; they have no deadline."""
    found = waiting(user, timezone.now()).for_list().order_by("pk")  # type: ignore[attr-defined]
    return [row(pair) for pair in found[:ROWS]]


def row(pair: FirmPair) -> Row:
    """The row of one pair."""
    url = reverse("double", args=[pair.pk])
    words = {"first": pair.first.name, "second": pair.second.name}
    return Row(
        kind=Kind.DOUBLE,
        what=_("核对是不是同一家"),
        title=_("%(first)s，%(second)s") % words,
        url=url,
        button=_("去核对"),
        button_url=url,
        due_at=None,
        facts=[pair.first.region.place, *pair.labels],
        since=[month_day(pair.found_at)],
    )
