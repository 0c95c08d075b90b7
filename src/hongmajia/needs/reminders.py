"""Reminders of overdue needs: to the union that holds them and the one above, or to the asker."""

from typing import Any

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from hongmajia.core.acts import record
from hongmajia.core.closed_years import of_open_years
from hongmajia.core.errors import Refused
from hongmajia.notices.actions import notify
from hongmajia.notices.enums import Kind
from hongmajia.notices.models import Notice
from hongmajia.notices.models.sentences import stored
from hongmajia.unions.models import User

from .enums import SEEKING, NeedState, NeedVerb
from .models import Need
from .queries import cadres_of, followers, next_tier

HELD_BY_UNION = (NeedState.SUBMITTED, *SEEKING)
"""States in which a union has to act; it is reminded once a working day."""
TO_HOLDER = gettext_lazy("已超期，请尽快办：%(title)s")
TO_ASKER = gettext_lazy("您的需求还等您补充：%(title)s")


def overdue_today() -> QuerySet[Need]:
    """Return overdue needs: of unions not reminded of them today, of askers not reminded yet."""
    now = timezone.localtime()
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    not_today = Q(reminded_at__isnull=True) | Q(reminded_at__lt=today)
    of_union = Q(state__in=HELD_BY_UNION) & not_today
    of_asker = Q(state=NeedState.RETURNED, reminded_at__isnull=True)
    late = Need.objects.filter(of_union | of_asker, due_at__lt=now)
    return of_open_years(late).select_related("union").order_by("due_at", "pk")


def reminder_reached(sentence: Any, recipients: QuerySet[Any, Any]) -> Exists:
    """Whether one of ``recipients`` has the notice of the latest reminder, in a query on needs.

    ``sentence`` is ``TO_HOLDER`` or ``TO_ASKER``, ``recipients`` a query for keys of users. That
    the clock has tried tells nothing: there may have been nobody to tell.
    """
    before, after = reverse("need", args=[0]).split("0")
    page = Concat(Value(before), Cast(OuterRef("pk"), CharField()), Value(after))
    told = Notice.objects.filter(recipient__in=recipients, sentence=stored(sentence, {})[0])
    return Exists(told.filter(sent_at__gte=OuterRef("reminded_at"), url=page).order_by())


@transaction.atomic
def remind_holder(*, need: Need) -> None:
    """Remind the cadres of the union that holds an overdue need; the asker of a returned one.

    The first reminder in a state also adds an event to the timeline and notifies the union above.
    Nothing happens if the need has moved on since it was loaded.
    """
    first = need.reminded_at is None
    as_seen = {"state": need.state, "held_since": need.held_since, "reminded_at": need.reminded_at}
    if not Need.objects.filter(pk=need.pk, **as_seen).update(reminded_at=timezone.now()):
        return
    page = reverse("need", args=[need.pk])
    if need.state == NeedState.RETURNED:
        _remind_asker(need, page)
        return
    notify(
        cadres_of(need.union),
        TO_HOLDER,
        page,
        kind=Kind.ACT,
        title=need,
    )
    if first:
        record(None, NeedVerb.OVERDUE, need, data={"holder": need.union.name})
        late = gettext_lazy("%(union)s超期未办：%(title)s")
        notify(_cadres_above(need), late, page, union=need.union, title=need)


def _remind_asker(need: Need, page: str) -> None:
    """Remind those of the asker's side who have an account, and let the union telephone."""
    notify(
        followers(need),
        TO_ASKER,
        page,
        kind=Kind.ACT,
        title=need,
    )
    sentence = gettext_lazy("退回后一直没有补充，请打电话问问：%(title)s")
    notify(cadres_of(need.union), sentence, page, kind=Kind.ACT, title=need)
    record(None, NeedVerb.UNANSWERED, need, data={"holder": need.union.name})


def _cadres_above(need: Need) -> QuerySet[User]:
    try:
        return cadres_of(next_tier(need.union))
    except Refused:
        return User.objects.none()
