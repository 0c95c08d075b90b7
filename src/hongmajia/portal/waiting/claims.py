"""Claims of enterprises that a union has to decide."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.accounts.claims import decide_path
from hongmajia.accounts.enums import ClaimState
from hongmajia.accounts.models import Claim
from hongmajia.core.templatetags.ui import month_day

from .kinds import MOST_URGENT, ROWS, Kind, Row, own_unions

KINDS = (Kind.CLAIM,)


def waiting(user: Any, now: datetime) -> QuerySet[Claim]:
    """The claims that wait for the user."""
    return to_decide(Claim, user, now)


def to_decide(model: Any, user: Any, now: datetime) -> QuerySet[Any]:
    """Those of the user's unions; a returned one when whoever asked is late to answer."""
    mine = model.objects.filter(union__in=own_unions(user).values("pk"))
    late = Q(state=ClaimState.RETURNED, due_at__lt=now)
    found: QuerySet[Any] = mine.filter(Q(state=ClaimState.SUBMITTED) | late)
    return found


def rows(user: Any) -> list[Row]:
    """The most urgent claims as rows of the desk."""
    found = waiting(user, timezone.now()).select_related("union", "region__parent")
    return [row(claim) for claim in found.order_by(MOST_URGENT, "pk")[:ROWS]]


def row(claim: Any) -> Row:
    """The row of one claim."""
    url = decide_path(claim)
    words = {"person": claim.contact_name, "enterprise": claim.enterprise_name}
    return Row(
        kind=Kind.CLAIM,
        what=_("核对认领"),
        title=_("%(person)s认领%(enterprise)s") % words,
        url=url,
        button=_("去核对"),
        button_url=url,
        due_at=claim.due_at,
        facts=[claim.region.place, claim.union.name],
        since=[claim.get_state_display(), month_day(claim.held_since)],
    )
