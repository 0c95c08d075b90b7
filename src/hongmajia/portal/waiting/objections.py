"""Objections to records of service that a union has to answer."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.closed_years import of_open_years
from hongmajia.core.templatetags.ui import month_day
from hongmajia.services.models import Objection

from .kinds import ROWS, Kind, Row, own_unions

KINDS = (Kind.OBJECTION,)


def waiting(user: Any, now: datetime) -> Any:
    """The open objections to records of unions in which the user is a cadre."""
    found = Objection.objects.open().filter(activity__union__in=own_unions(user).values("pk"))
    return of_open_years(found, now)


def rows(user: Any) -> list[Row]:
    """The objections that are due first as rows of the desk."""
    found = waiting(user, timezone.now()).select_related("activity", "helper__artisan")
    return [row(one) for one in found.order_by("due_at", "pk")[:ROWS]]


def row(one: Objection) -> Row:
    """The row of one objection."""
    url = reverse("objection", args=[one.pk])
    return Row(
        kind=Kind.OBJECTION,
        what=_("答复对记录的异议"),
        title=one.activity.title,
        url=url,
        button=_("答复"),
        button_url=url,
        due_at=one.due_at,
        facts=[one.helper.public_name],
        since=[month_day(one.made_at)],
    )
