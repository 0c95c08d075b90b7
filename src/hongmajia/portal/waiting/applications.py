"""Applications for the roll that a union has to decide."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.accounts.claims import decide_path
from hongmajia.accounts.models import Application
from hongmajia.core.templatetags.ui import month_day

from .claims import to_decide
from .kinds import MOST_URGENT, ROWS, Kind, Row

KINDS = (Kind.APPLICATION,)


def waiting(user: Any, now: datetime) -> QuerySet[Application]:
    """The applications that wait for the user; those chosen by a call wait with it."""
    return to_decide(Application, user, now).filter(chosen_at=None)


def rows(user: Any) -> list[Row]:
    """The most urgent applications as rows of the desk."""
    found = waiting(user, timezone.now()).select_related("union", "region__parent")
    return [row(application) for application in found.order_by(MOST_URGENT, "pk")[:ROWS]]


def row(application: Any) -> Row:
    """The row of one application."""
    url = decide_path(application)
    return Row(
        kind=Kind.APPLICATION,
        what=_("核对入册申请"),
        title=_("%(person)s申请列入劳模工匠名册") % application.words,
        url=url,
        button=_("去核对"),
        button_url=url,
        due_at=application.due_at,
        facts=[application.trade, application.region.place, application.union.name],
        since=[application.get_state_display(), month_day(application.held_since)],
    )
