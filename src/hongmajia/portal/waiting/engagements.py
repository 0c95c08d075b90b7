"""Engagements that wait for an answer to the invitation or for the first contact."""

from datetime import datetime
from typing import Any

from django.db.models import Case, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.closed_years import of_open_years
from hongmajia.core.templatetags.ui import stamp
from hongmajia.engagements.enums import EngagementState
from hongmajia.engagements.models import Engagement
from hongmajia.engagements.naming import helper_name

from .kinds import ROWS, Kind, Row, firm_for, own_unions, spoken_for_by, urgent_first, was_shown_to

KINDS = (
    Kind.ANSWER,
    Kind.CONTACT,
)


def waiting(user: Any, now: datetime) -> Any:
    """Invitations that the user has to answer, and enterprises that they have to contact.

    Of helpers without an account those of the user's union (``kinds.spoken_for_by``). For a cadre,
    also engagements of their union whose helper is late with the first contact.
    """
    not_called = Q(state=EngagementState.ACCEPTED, contacted_at__isnull=True)
    mine = Q(helper__in=spoken_for_by(user).order_by().values("pk"))
    late = Q(due_at__lt=now, need__union__in=own_unions(user).values("pk"))
    kind = Case(
        When(state=EngagementState.PROPOSED, then=Value(Kind.ANSWER)), default=Value(Kind.CONTACT)
    )
    to_answer = Engagement.objects.filter(mine, state=EngagementState.PROPOSED)
    to_call = Engagement.objects.filter(not_called).filter(mine)
    to_urge = Engagement.objects.filter(not_called).filter(late)
    first, *others = (part.order_by().values("pk") for part in (to_answer, to_call, to_urge))
    found = Engagement.objects.filter(pk__in=first.union(*others, all=True))
    return of_open_years(found, now).annotate(kind=kind)


def rows(user: Any) -> list[Row]:
    """The most urgent engagements as rows of the desk."""
    found = (
        waiting(user, timezone.now())
        .with_details()
        .select_related("opened_by")
        .annotate(was_shown=was_shown_to(user))
    )
    return [
        row(user, engagement)
        for engagement in found.order_by(*urgent_first("need__urgency"))[:ROWS]
    ]


def row(user: Any, engagement: Any) -> Row:
    """The row of one engagement: answer, contact or, for the union, remind the helper."""
    need = engagement.need
    what, button, since = task(user, engagement)
    url = reverse("engagement", args=[engagement.pk])
    return Row(
        kind=engagement.kind,
        what=what,
        title=need.title,
        url=url,
        button=button,
        button_url=url,
        due_at=engagement.due_at,
        is_urgent=need.is_urgent,
        facts=[
            need.region.place,
            firm_for(user, need, was_shown=engagement.was_shown),
            need.number,
        ],
        since=since,
    )


def task(user: Any, engagement: Any) -> tuple[str, str, list[str]]:
    """What is to be done, the label of the button, and the lines for ``Row.since``."""
    when = stamp(engagement.held_since)
    if engagement.kind == Kind.ANSWER and engagement.helper.answerer is None:
        name = helper_name(user, engagement)
        return _("打电话问师傅"), _("代记答复"), [name, invitation(engagement, when)]
    if engagement.kind == Kind.ANSWER:
        return _("答复邀请"), _("答复"), [invitation(engagement, when)]
    if user == engagement.helper.answerer:
        return _("联系企业"), _("联系"), [_("您%(when)s接单") % {"when": when}, _("还没和企业联系")]
    accepted = _("%(helper)s%(when)s接单") % {"helper": helper_name(user, engagement), "when": when}
    return _("催首次联系"), _("催一催"), [accepted, _("还没和企业联系")]


def invitation(engagement: Any, when: str) -> str:
    """Who sent the invitation, of which origin, and when."""
    origin = engagement.get_origin_display()
    who = engagement.opened_by.display_name if engagement.opened_by else _("系统")
    return f"{who} {origin} {when}"
