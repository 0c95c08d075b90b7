"""Reads of activities and what hangs on them."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from hongmajia.engagements.models import Engagement
from hongmajia.people.models import Helper
from hongmajia.unions.enums import STAFF
from hongmajia.unions.querysets import under

from .enums import ActivityState


class ActivityQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "ActivityQuerySet":
        """Open ones everybody; a union's staff those under it; whoever sees an engagement its
        visits; an artisan those he was at."""
        public = Q(is_open=True)
        if not user.pk:
            return self.filter(public)
        engaged = Engagement.objects.visible_to(user).order_by().values("pk")
        through = self.model.engagements.through.objects
        served = through.filter(engagement__in=engaged).values("activity")
        mine = Helper.objects.of(user).order_by().values("pk")
        attended = Q(
            pk__in=self.model._default_manager.filter(attendances__helper__in=mine).values("pk")
        )
        return self.filter(public | under(user.scope(*STAFF)) | Q(pk__in=served) | attended)

    def of_helper(self, helper: Helper) -> "ActivityQuerySet":
        """Those that serve his engagements, and those at which he is."""
        every = self.model._default_manager.order_by()
        serving = every.filter(engagements__helper=helper)
        attended = every.filter(attendances__helper=helper)
        return self.filter(pk__in=serving.union(attended).values("pk"))

    def held(self) -> "ActivityQuerySet":
        """Those that are counted."""
        return self.filter(state=ActivityState.HELD)

    def planned(self) -> "ActivityQuerySet":
        return self.filter(state=ActivityState.PLANNED)

    def to_come(self) -> "ActivityQuerySet":
        """Planned and not yet over, the next first."""
        return self.planned().filter(ends_at__gte=timezone.now()).order_by("starts_at", "pk")

    def with_details(self) -> "ActivityQuerySet":
        return self.select_related("season", "union", "region__parent", "record").prefetch_related(
            "attendances__helper__artisan",
            "engagements__need__region__parent",
            "engagements__need__enterprise",
            "engagements__need__season",
            "engagements__helper__artisan",
        )


class CallBackQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "CallBackQuerySet":
        """The staff of the union that holds the need, and above."""
        if not user.pk:
            return self.none()
        scope = user.scope(*STAFF)
        return self.filter(under(scope, "confirmation__engagement__need__union__path"))

    def due(self, now: datetime | None = None) -> "CallBackQuerySet":
        """Not yet made, and their day has come at ``now``, by default the present."""
        return self.filter(done_at__isnull=True, due_at__lte=now or timezone.now())
