"""Rows of the publicity plan that are overdue."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.publicity.models import PlanEntry

from .kinds import ROWS, Kind, Row, own_unions

KINDS = (Kind.FOLLOW_UP,)


def waiting(user: Any, now: datetime) -> QuerySet[PlanEntry]:
    """Those of the unions in which the user is a cadre, in years that are not closed."""
    late = PlanEntry.objects.open().filter(due_at__lt=now, season__closed_at=None)
    mine: QuerySet[PlanEntry] = late.filter(union__in=own_unions(user).values("pk"))
    return mine


def rows(user: Any) -> list[Row]:
    """The first ones as rows of the desk."""
    found = waiting(user, timezone.now()).select_related("union")
    return [row(entry) for entry in found.order_by("due_at", "pk")[:ROWS]]


def row(entry: PlanEntry) -> Row:
    """The row of one."""
    return Row(
        kind=Kind.FOLLOW_UP,
        what=_("宣传计划到期"),
        title=entry.what,
        url=reverse("plan"),
        button=_("去记"),
        button_url=reverse("plan_done", args=[entry.pk]),
        due_at=entry.due_at,
        facts=[entry.medium, entry.who],
        since=[entry.union.name],
    )
