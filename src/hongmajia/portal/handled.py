"""What a person has moved on himself, read from the log of acts."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from hongmajia.core.models import Event
from hongmajia.needs.enums import OVER, NeedVerb
from hongmajia.needs.models import Need

from .queries import monday
from .waiting import needs


@dataclass(frozen=True)
class Handled:
    """How many stories he moved on this week, and how many of his needs are now with others."""

    this_week: int
    with_others: int


def steps_of(user: Any) -> QuerySet[Event]:
    """The acts by which the person took anything from one state to another."""
    return Event.objects.filter(actor=user).exclude(to_state="").order_by()


def count_handled(user: Any) -> Handled:
    """Both numbers of the line at the foot of the desk."""
    week = steps_of(user).filter(at__gte=monday()).values("story").distinct().count()
    return Handled(week, with_others(user).count())


def with_others(user: Any) -> QuerySet[Need]:
    """Needs under way that he has moved on once and that do not wait for him now."""
    moved = steps_of(user).filter(verb__in=NeedVerb.values).values("subject_id")
    mine_now = needs.waiting(user, timezone.now()).order_by().values("pk")
    return Need.objects.filter(pk__in=moved).exclude(state__in=OVER).exclude(pk__in=mine_now)
