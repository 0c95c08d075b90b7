"""Unions that were asked to run a campaign together with its host, and have not answered."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.campaigns.enums import AskState
from hongmajia.campaigns.models import PartnerAsk
from hongmajia.core.templatetags.ui import month_day

from .kinds import MOST_URGENT, ROWS, Kind, Row, own_unions

KINDS = (Kind.ANSWER,)


def waiting(user: Any, now: datetime) -> QuerySet[PartnerAsk]:
    """Those to the unions in which the user is a cadre."""
    asks = PartnerAsk.objects.filter(state=AskState.OPEN, campaign__called_off_at=None)
    mine: QuerySet[PartnerAsk] = asks.filter(union__in=own_unions(user).values("pk"))
    return mine


def rows(user: Any) -> list[Row]:
    """The first ones as rows of the desk."""
    found = waiting(user, timezone.now()).select_related("campaign__union", "union")
    return [row(ask) for ask in found.order_by(MOST_URGENT, "pk")[:ROWS]]


def row(ask: PartnerAsk) -> Row:
    """The row of one."""
    url = reverse("campaign_partner", args=[ask.pk])
    return Row(
        kind=Kind.ANSWER,
        what=_("答复联办"),
        title=ask.campaign.name,
        url=reverse("campaign", args=[ask.campaign_id]),
        button=_("去答复"),
        button_url=url,
        due_at=ask.due_at,
        facts=[ask.union.name],
        since=[ask.campaign.union.name, month_day(ask.asked_at)],
    )
