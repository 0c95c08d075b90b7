"""Masters who were asked to lecture for a group, and have not answered."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.campaigns.enums import AskState
from hongmajia.campaigns.models import Lecturer
from hongmajia.core.templatetags.ui import month_day
from hongmajia.people.naming import name_for

from .kinds import MOST_URGENT, ROWS, Kind, Row, own_unions

KINDS = (Kind.ANSWER,)


def waiting(user: Any, now: datetime) -> QuerySet[Lecturer]:
    """Those that the user answers; for cadres also those of their rolls without an account."""
    asks = Lecturer.objects.filter(state=AskState.OPEN, campaign__called_off_at=None)
    own = Q(helper__artisan__user=user) | Q(helper__team__leader__user=user)
    silent = Q(helper__artisan__user=None, helper__team__leader__user=None)
    kept = silent & Q(helper__union__in=own_unions(user).values("pk"))
    found: QuerySet[Lecturer] = asks.filter(own | kept)
    return found


def rows(user: Any) -> list[Row]:
    """The first ones as rows of the desk."""
    found = waiting(user, timezone.now()).select_related(
        "campaign__union", "helper__artisan", "helper__union"
    )
    return [row(user, ask) for ask in found.order_by(MOST_URGENT, "pk")[:ROWS]]


def row(user: Any, ask: Lecturer) -> Row:
    """The row of one."""
    return Row(
        kind=Kind.ANSWER,
        what=_("答复当讲师"),
        title=ask.campaign.name,
        url=reverse("campaign", args=[ask.campaign_id]),
        button=_("去答复"),
        button_url=reverse("lecturer", args=[ask.pk]),
        due_at=ask.due_at,
        facts=[name_for(user, ask.helper)],
        since=[ask.campaign.union.name, month_day(ask.asked_at)],
    )
