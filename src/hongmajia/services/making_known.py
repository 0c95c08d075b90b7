"""Records of service that are made known (公示): confirmed ones, for seven days.

By the rule on proofs of voluntary service a record is made known for at least seven days before
it is proved, so that the volunteer and others can object (ADR 104). A correction begins anew.
"""

from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from .certifying import only_confirmed, with_known
from .enums import DAYS_KNOWN
from .models import Activity, Attendance


def made_known() -> Any:
    """The activities whose records are made known now, with ``known`` attendances.

    Each shows day, place, form, hours and union; its title only where the activity is open to all.
    Where nobody on a roll was, there is nothing to prove.
    """
    since = timezone.now() - timedelta(days=DAYS_KNOWN)
    lately = Q(record__known_since__gt=since) | Q(confirmed_at__gt=since)
    held = with_known(only_confirmed(Activity.objects.held())).filter(lately)
    on_roll = Attendance.objects.filter(helper__isnull=False)
    held = held.filter(Exists(on_roll.filter(activity=OuterRef("pk"))))
    people = on_roll.select_related("helper__artisan")
    return held.select_related("record", "union", "region__parent").prefetch_related(
        Prefetch("attendances", people, to_attr="known")
    )
