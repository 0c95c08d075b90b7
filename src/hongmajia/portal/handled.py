"""What a user has dealt with themselves, counted from the event log."""

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
    """The two numbers below the list of the desk."""

    this_week: int
    """Needs, engagements, cases … of which the user changed the state since Monday."""
    with_others: int
    """Needs the user dealt with that now wait for somebody else."""


def steps_of(user: Any) -> QuerySet[Event]:
    """The events with which the user changed the state of anything."""
    return Event.objects.filter(actor=user).exclude(to_state="").order_by()


def count_handled(user: Any) -> Handled:
    """Both numbers for the desk of ``user``."""
    week = steps_of(user).filter(at__gte=monday()).values("story").distinct().count()
    return Handled(week, with_others(user).count())


def with_others(user: Any) -> QuerySet[Need]:
    """Open needs whose state the user has changed before and that do not wait for them now."""
    moved = steps_of(user).filter(verb__in=NeedVerb.values).values("subject_id")
    mine_now = needs.waiting(user, timezone.now()).order_by().values("pk")
    return Need.objects.filter(pk__in=moved).exclude(state__in=OVER).exclude(pk__in=mine_now)
