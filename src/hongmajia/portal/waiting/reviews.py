"""Reviews of cases that the user was asked for."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hongmajia.cases.models import Review
from hongmajia.core.closed_years import of_open_years
from hongmajia.core.templatetags.ui import month_day

from .kinds import ROWS, Kind, Row

KINDS = (Kind.REVIEW,)


def waiting(user: Any, now: datetime) -> QuerySet[Review]:
    """Reviews the user has not given yet, of cases that are still under review."""
    found: QuerySet[Review] = Review.objects.of(user).waiting()
    return of_open_years(found, now).annotate(kind=Value(Kind.REVIEW.value))


def rows(user: Any) -> list[Row]:
    """The reviews as rows of the desk, oldest request first; they have no deadline."""
    found = waiting(user, timezone.now()).select_related(
        "case__engagement__need__region__parent", "case__union"
    )
    return [row(review) for review in found.order_by("asked_at", "pk")[:ROWS]]


def row(review: Any) -> Row:
    """The row of one review."""
    case = review.case
    url = reverse("case_review", args=[case.pk])
    return Row(
        kind=Kind.REVIEW,
        what=_("评审案例"),
        title=case.title,
        url=url,
        button=pgettext("act", "评审"),
        button_url=url,
        due_at=None,
        facts=[case.engagement.need.region.place],
        since=[
            _("%(union)s%(day)s请您") % {"union": case.union, "day": month_day(review.asked_at)}
        ],
    )
