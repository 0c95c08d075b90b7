"""What of activities and records a request may see, and how it is loaded."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest

from hongmajia.core.programs import SignedIn, program_of, within
from hongmajia.core.scopes import Scope
from hongmajia.engagements.api import engagements_of
from hongmajia.unions.api import enterprises_of

from ..models import Activity, ServiceRecord

SERVING = SignedIn(Scope.SERVE)
"""Who is let in to appointments and records."""


def activities_of(request: HttpRequest) -> QuerySet[Activity]:
    """The activities that the request may see."""
    visible = Activity.objects.visible_to(request.user)
    if program_of(request) is None:
        return visible
    own = within(request, Activity.objects.order_by(), "union__path")
    return visible.filter(Q(pk__in=own.values("pk")) | Q(pk__in=_served(request)))


def records_of(request: HttpRequest) -> QuerySet[ServiceRecord]:
    """The records that the request may read."""
    readable = ServiceRecord.objects.readable_by(request.user)
    if program_of(request) is None:
        return readable
    own = within(request, ServiceRecord.objects.all(), "activity__union__path")
    return readable.filter(Q(pk__in=own.values("pk")) | Q(activity__in=_served(request)))


def _served(request: HttpRequest) -> Any:
    """Keys of the activities that serve an engagement of the program's union.

    By paths and not by ``engagements_of``: SQLite does not read queries nested so deeply.
    """
    sides = ("need__union__path", "need__home_union__path", "helper__union__path")
    links = Activity.engagements.through.objects.all()
    found = within(request, links, *(f"engagement__{side}" for side in sides))
    return found.values("activity")


def with_engagements(request: HttpRequest) -> Any:
    """What loads activities with those of their engagements that the request may see."""
    known = Prefetch("engagements", queryset=engagements_of(request).order_by("pk").only("pk"))
    firms = Prefetch("enterprises", queryset=enterprises_of(request).order_by("pk").only("pk"))
    return lambda rows: rows.select_related("season").prefetch_related(known, firms)


def with_parts(rows: Any) -> Any:
    """Records with their activity, trainings and attendances."""
    return rows.select_related("activity").prefetch_related("trainings", "activity__attendances")
