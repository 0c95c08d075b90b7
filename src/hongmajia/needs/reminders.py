"""Time has run out: a need's union is reminded, and the union above learns of it."""

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

IN_A_UNIONS_HANDS = (NeedState.SUBMITTED, *SEEKING)


def overdue_today() -> QuerySet[Need]:
    """Overdue needs that wait for a union which has not been reminded of them today."""
    now = timezone.localtime()
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    not_today = Q(reminded_at__isnull=True) | Q(reminded_at__lt=today)
    late = Need.objects.filter(not_today, state__in=IN_A_UNIONS_HANDS, due_at__lt=now)
    return late.select_related("union").order_by("due_at", "pk")


@transaction.atomic
def remind_holder(*, need: Need) -> None:
    """Remind the cadres of its union. The first time since it came to them the timeline says so,
    and the union above is told. Nothing happens when the need has moved on meanwhile."""
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
