"""Reminders of overdue needs, to the union that holds them and to the one above."""

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from hongmajia.core.acts import record
from hongmajia.core.errors import Refused
from hongmajia.notices.actions import notify
from hongmajia.unions.models import User

from .enums import SEEKING, NeedState, NeedVerb
from .models import Need
from .queries import cadres_of, next_tier

HELD_BY_UNION = (NeedState.SUBMITTED, *SEEKING)
"""States in which a union has to act."""


def overdue_today() -> QuerySet[Need]:
    """Return overdue needs that wait for a union which was not reminded of them today."""
    now = timezone.localtime()
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    not_today = Q(reminded_at__isnull=True) | Q(reminded_at__lt=today)
    late = Need.objects.filter(not_today, state__in=HELD_BY_UNION, due_at__lt=now)
    return late.select_related("union").order_by("due_at", "pk")


@transaction.atomic
def remind_holder(*, need: Need) -> None:
    """Remind the cadres of the union that holds an overdue need.

    The first reminder in a state also adds an event to the timeline and notifies the union above.
    Nothing happens if the need has moved on since it was loaded.
    """
    first = need.reminded_at is None
    as_seen = {"state": need.state, "held_since": need.held_since, "reminded_at": need.reminded_at}
    if not Need.objects.filter(pk=need.pk, **as_seen).update(reminded_at=timezone.now()):
        return
    page = reverse("need", args=[need.pk])
    notify(cadres_of(need.union), gettext_lazy("已超期，请尽快办：%(title)s"), page, title=need)
    if first:
        record(None, NeedVerb.OVERDUE, need, data={"holder": need.union.name})
        late = gettext_lazy("%(union)s超期未办：%(title)s")
        notify(_cadres_above(need), late, page, union=need.union, title=need)


def _cadres_above(need: Need) -> QuerySet[User]:
    try:
        return cadres_of(next_tier(need.union))
    except Refused:
        return User.objects.none()
