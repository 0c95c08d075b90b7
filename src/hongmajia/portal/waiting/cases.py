"""Cases about which the user's enterprise is asked, and those to which an enterprise objects."""

from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.cases.enums import AWAITED, CURRENT, Standing
from hongmajia.cases.models import Case
from hongmajia.core.closed_years import of_open_years
from hongmajia.core.templatetags.ui import month_day
from hongmajia.needs.models import Need

from .kinds import ROWS, Kind, Row, own_unions

KINDS = (Kind.CASE,)


def waiting(user: Any, now: datetime) -> QuerySet[Case]:
    """Cases that the user is to read for their enterprise, or to settle with it as a cadre."""
    own = Q(engagement__need__in=Need.objects.asked_by(user).order_by().values("pk"))
    objected = Q(standing=Standing.OBJECTED, union__in=own_unions(user).values("pk"))
    found = Case.objects.filter(own & Q(standing__in=AWAITED) | objected, state__in=CURRENT)
    return of_open_years(found, now).annotate(kind=Value(Kind.CASE.value))


def rows(user: Any) -> list[Row]:
    """The cases as rows of the desk, those first that must be answered first."""
    found = waiting(user, timezone.now()).select_related(
        "engagement__need__region__parent", "union"
    )
    return [
        row(case) for case in found.order_by(F("answer_due_at").asc(nulls_last=True), "pk")[:ROWS]
    ]


def row(case: Any) -> Row:
    """The row of one case."""
    page = reverse("case", args=[case.pk])
    is_objection = case.standing == Standing.OBJECTED
    if is_objection:
        words = _("企业说：%(words)s") % {"words": case.answer}
    else:
        day = month_day(case.asked_at)
        words = _("%(union)s%(day)s请您") % {"union": case.union, "day": day}
    return Row(
        kind=Kind.CASE,
        what=_("企业不同意案例稿") if is_objection else _("请您看案例稿"),
        title=case.title,
        url=page,
        button=_("去看") if is_objection else _("看稿、答复"),
        button_url=page if is_objection else reverse("case_answer", args=[case.pk]),
        due_at=case.answer_due_at,
        facts=[case.engagement.need.region.place],
        since=[words],
    )
