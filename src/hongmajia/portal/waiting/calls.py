"""Calls to people whom no channel reaches."""

from datetime import datetime
from typing import Any

from django.db.models import Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.templatetags.ui import month_day
from hongmajia.notices.models import Call

from .kinds import MOST_URGENT, ROWS, Kind, Row, own_unions

KINDS = (Kind.CALL,)


def waiting(user: Any, now: datetime) -> Any:
    """Open calls of the unions in which the user is a cadre themselves."""
    mine = Call.objects.open().filter(union__in=own_unions(user).values("pk"))
    return mine.annotate(kind=Value(Kind.CALL.value))


def rows(user: Any) -> list[Row]:
    """The most urgent calls as rows of the desk."""
    found = waiting(user, timezone.now()).prefetch_related("callee")
    return [row(call) for call in found.order_by(MOST_URGENT, "pk")[:ROWS]]


def row(call: Any) -> Row:
    """The row of one call: whom to call, and what was to be told last."""
    url = reverse("call", args=[call.pk])
    return Row(
        kind=Kind.CALL,
        what=_("打电话"),
        title=_("告诉%(name)s") % {"name": call.name},
        url=url,
        button=_("去打电话"),
        button_url=url,
        due_at=call.due_at,
        since=[call.texts[-1], month_day(call.opened_at)],
    )
