"""What acts and pages ask about services."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from hongmajia.engagements.enums import EngagementState
from hongmajia.engagements.models import Engagement
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper

from .models import Activity, ServiceRecord


def possible_party(activity: Activity) -> QuerySet[Helper]:
    """Artisans who may have been there: those of its engagements, all members of their teams, and
    whoever is noted already."""
    helpers = activity.engagements.values("helper")
    seated = Q(artisan__teams__helper__in=helpers) | Q(artisan__led_teams__helper__in=helpers)
    noted = Q(attendances__activity=activity)
    found = Helper.objects.artisans().filter(Q(pk__in=helpers) | seated | noted)
    return found.select_related("artisan").distinct().order_by("pk")


def visit_to_record(engagement: Engagement) -> Activity | None:
    """The visit of the engagement that is planned, if there is one."""
    planned: Activity | None = engagement.activities.planned().order_by("starts_at").first()
    return planned


def appointments(engagements: Collection[int]) -> dict[int, tuple[datetime, datetime]]:
    """Key of an engagement → from when until when its visit is arranged; one query."""
    planned = Activity.objects.planned().filter(engagements__in=engagements)
    rows = planned.order_by("-starts_at").values_list("engagements", "starts_at", "ends_at")
    return {key: (starts, ends) for key, starts, ends in rows if key in engagements}


def records_of(engagements: Iterable[Engagement]) -> QuerySet[ServiceRecord]:
    """What was written down for them, the newest first."""
    found = ServiceRecord.objects.filter(activity__engagements__in=engagements).distinct()
    return found.select_related("activity__region__parent", "activity__union").prefetch_related(
        "photos", "suggestions", "trainings", "activity__attendances__helper__artisan"
    ).order_by("-activity__starts_at", "-pk")  # fmt: skip


def to_confirm(need: Need) -> Engagement | None:
    """The engagement whose service the asker has to confirm next."""
    served = need.engagements.filter(state=EngagementState.SERVED).with_details()
    found: Engagement | None = served.order_by("held_since", "pk").first()
    return found
