"""Recruiting calls whose chosen applicants are to be put on notice, or taken on after it."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hongmajia.accounts.enums import ClaimState
from hongmajia.accounts.models import Application, RecruitingCall
from hongmajia.core.templatetags.ui import month_day

from .kinds import ROWS, Kind, Row, own_unions

KINDS = (Kind.APPLICATION,)
OPEN = {"state": ClaimState.SUBMITTED, "chosen_at__isnull": False}


def waiting(user: Any, now: datetime) -> QuerySet[RecruitingCall]:
    """Those of the unions in which the user is a cadre; while one can apply, and during the notice,
    nothing is to be done.
    """
    today = timezone.localdate(now)
    over = Q(withdrawn_at__isnull=False) | Q(until__lt=today)
    now_due = Q(notice_closes_on__isnull=True) & over | Q(notice_closes_on__lt=today)
    chosen = Application.objects.filter(call=OuterRef("pk"), **OPEN)
    mine = RecruitingCall.objects.filter(union__in=own_unions(user).values("pk"))
    found: QuerySet[RecruitingCall] = mine.filter(now_due, Exists(chosen))
    return found


def rows(user: Any) -> list[Row]:
    """The most urgent ones as rows of the desk."""
    chosen = Q(**{f"applications__{name}": value for name, value in OPEN.items()})
    found = waiting(user, timezone.now()).select_related("union")
    counted = found.annotate(
        n=Count("applications", filter=chosen), due=Min("applications__due_at", filter=chosen)
    )
    return [row(call) for call in counted.order_by("due", "pk")[:ROWS]]


def row(call: Any) -> Row:
    """The row of one call; ``n`` are chosen."""
    page = reverse("recruiting_applicants", args=[call.pk])
    is_over = call.notice_is_over
    return Row(
        kind=Kind.APPLICATION,
        what=_("录用公示期满的人") if is_over else _("公示选定的人"),
        title=call.title,
        url=page,
        button=_("去录用") if is_over else _("去公示"),
        button_url=page if is_over else reverse("recruiting_notice", args=[call.pk]),
        due_at=call.due,
        facts=[ngettext("选定%(n)s人", "选定%(n)s人", call.n) % {"n": call.n}, call.union.name],
        since=[month_day(call.notice_closes_on or call.until)],
    )
