"""Engagements that wait for an appointment, a service record or a confirmation."""

from datetime import datetime
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.closed_years import of_open_years
from hongmajia.core.templatetags.ui import stamp
from hongmajia.engagements.enums import EngagementState as S
from hongmajia.engagements.models import Engagement
from hongmajia.engagements.naming import helper_name
from hongmajia.needs.models import Need
from hongmajia.services.models import Activity

from .kinds import ROWS, Kind, Row, firm_for, own_unions, spoken_for_by, urgent_first, was_shown_to

KINDS = (
    Kind.SCHEDULE,
    Kind.RECORD,
    Kind.CONFIRM,
)

PLANNED = Activity.objects.planned().filter(engagements=OuterRef("pk")).order_by()
NO_VISIT = Q(state=S.SCHEDULED) & ~Exists(PLANNED)
"""Engagements in the course of a service that have no visit ahead, as between those of a 攻关."""


def waiting(user: Any, now: datetime) -> Any:
    """Engagements whose next step is the user's, or in which they should remind somebody."""
    kind = Case(
        When(state=S.ACCEPTED, then=Value(Kind.SCHEDULE)),
        When(NO_VISIT, then=Value(Kind.SCHEDULE)),
        When(state=S.SCHEDULED, then=Value(Kind.RECORD)),
        default=Value(Kind.CONFIRM),
    )
    first, *others = (part.order_by().values("pk") for part in parts(user, now))
    found = of_open_years(Engagement.objects.filter(pk__in=first.union(*others, all=True)), now)
    return found.annotate(kind=kind, is_asker=Case(When(own(user), then=True), default=False))


def own(user: Any) -> Q:
    """Engagements of needs submitted by the user or by an enterprise they are a contact of."""
    return Q(need__in=Need.objects.asked_by(user).order_by().values("pk"))


def parts(user: Any, now: datetime) -> list[QuerySet[Engagement]]:
    """A queryset for each reason why an engagement waits for the user (combined by UNION)."""
    mine = Q(helper__in=spoken_for_by(user).order_by().values("pk"))
    late = Q(due_at__lt=now, need__union__in=own_unions(user).values("pk"))
    to_arrange = Engagement.objects.for_verified_needs()
    to_agree = to_arrange.filter(state=S.ACCEPTED, contacted_at__isnull=False)
    overdue = Engagement.objects.filter(state=S.SCHEDULED, due_at__lt=now)
    to_write = Engagement.objects.filter(has_begun(now), state=S.SCHEDULED)
    to_confirm = Engagement.objects.filter(state=S.SERVED)
    return [
        to_agree.filter(mine),
        to_agree.filter(late),
        to_arrange.filter(mine, NO_VISIT),
        to_write.filter(mine),
        overdue.filter(mine),
        to_confirm.filter(own(user)),
        overdue.filter(late),
        to_confirm.filter(late),
    ]


def has_begun(now: datetime) -> Exists:
    """Engagements with a visit that has begun and has no record yet."""
    return Exists(PLANNED.filter(starts_at__lte=now))


def rows(user: Any) -> list[Row]:
    """The most urgent engagements as rows of the desk."""
    found = waiting(user, timezone.now()).with_details().annotate(was_shown=was_shown_to(user))
    return [
        row(user, engagement)
        for engagement in found.order_by(*urgent_first("need__urgency"))[:ROWS]
    ]


def row(user: Any, engagement: Any) -> Row:
    """The row of one engagement."""
    need, page = engagement.need, reverse("engagement", args=[engagement.pk])
    what, button, url = task(user, engagement)
    words = {"helper": helper_name(user, engagement), "when": stamp(engagement.held_since)}
    return Row(
        kind=engagement.kind,
        what=what,
        title=need.title,
        url=page,
        button=button,
        button_url=url,
        due_at=engagement.due_at,
        is_urgent=need.is_urgent,
        facts=[
            need.region.place,
            firm_for(user, need, was_shown=engagement.was_shown),
            need.number,
        ],
        since=[_("%(helper)s，%(when)s") % words],
    )


def task(user: Any, engagement: Any) -> tuple[str, str, str]:
    """What is to be done, the label of the button, and its URL."""
    page = reverse("engagement", args=[engagement.pk])
    if engagement.kind == Kind.SCHEDULE:
        if engagement.helper.answerer not in (None, user):
            return _("催约时间"), _("催一催"), page
        return _("约时间"), _("约时间"), reverse("visit_schedule", args=[engagement.pk])
    if engagement.kind == Kind.RECORD:
        if user == engagement.helper.answerer:
            return _("写服务记录"), _("写记录"), page
        return _("催服务记录"), _("催一催"), page
    if engagement.is_asker:
        return _("确认服务"), _("确认"), reverse("confirm_service", args=[engagement.pk])
    return _("催企业确认"), _("催一催"), page
