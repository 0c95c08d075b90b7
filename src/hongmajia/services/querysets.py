"""Querysets of activities and call-backs. ``visible_to`` is the list side of the access gate."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from hongmajia.engagements.models import Engagement
from hongmajia.needs.models import Need
from hongmajia.needs.querysets import asked_by
from hongmajia.people.models import Helper
from hongmajia.unions.enums import KEEPERS, STAFF, Role
from hongmajia.unions.querysets import under

from .enums import ActivityState, ObjectionState


class ActivityQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "ActivityQuerySet":
        """Activities that ``user`` may see.

        Everybody sees open activities. Staff also see those of their union and below, parties those
        of engagements visible to them, and artisans those that they attended.
        """
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
        """Activities that serve the helper's engagements or list the helper as attending."""
        every = self.model._default_manager.order_by()
        serving = every.filter(engagements__helper=helper)
        attended = every.filter(attendances__helper=helper)
        return self.filter(pk__in=serving.union(attended).values("pk"))

    def held(self) -> "ActivityQuerySet":
        """Activities that took place and have a record: the ones that figures count."""
        return self.filter(state=ActivityState.HELD)

    def planned(self) -> "ActivityQuerySet":
        """Activities arranged but not held or called off yet."""
        return self.filter(state=ActivityState.PLANNED)

    def to_come(self) -> "ActivityQuerySet":
        """Planned activities that have not ended yet, the next one first."""
        return self.planned().filter(ends_at__gte=timezone.now()).order_by("starts_at", "pk")

    def with_details(self) -> "ActivityQuerySet":
        """Load everything that the page of an activity and its permissions read."""
        return self.select_related("season", "union", "region__parent", "record").prefetch_related(
            "attendances__helper__artisan",
            "attendances__helper__union",
            "engagements__need__region__parent",
            "engagements__need__enterprise",
            "engagements__need__season",
            "engagements__helper__artisan",
        )


class RecordQuerySet(QuerySet[Any]):
    def readable_by(self, user: Any) -> "RecordQuerySet":
        """Records that ``user`` may read: the list side of the right ``services.read_record``."""
        if not user.pk:
            return self.none()
        mine = Helper.objects.of(user).order_by().values("pk")
        without = Helper.objects.without_answerer().filter(under(user.scope(*KEEPERS)))
        spoken_for = Q(helper__in=mine) | Q(helper__in=without.order_by().values("pk"))
        liaison = under(user.scope(Role.LIAISON), "need__home_union__path")
        asked = Q(need__in=Need.objects.filter(asked_by(user)).values("pk"))
        engaged = Engagement.objects.filter(spoken_for | liaison | asked).order_by().values("pk")
        attended = Q(activity__attendances__helper__artisan__user=user)
        staff = under(user.scope(*STAFF), "activity__union__path")
        found = self.model._default_manager.filter(
            staff | attended | Q(activity__engagements__in=engaged)
        )
        return self.filter(pk__in=found.values("pk"))


class ObjectionQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "ObjectionQuerySet":
        """The user's own, and those on records of unions in which, or above which, they are staff.

        Staff of the helper's union see those of their helpers too.
        """
        if not user.pk:
            return self.none()
        scope = user.scope(*STAFF)
        organising = under(scope, "activity__union__path")
        return self.filter(
            Q(helper__artisan__user=user) | organising | under(scope, "helper__union__path")
        )

    def open(self) -> "ObjectionQuerySet":
        """Those that the union has not answered."""
        return self.filter(state=ObjectionState.OPEN)


class CallBackQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "CallBackQuerySet":
        """Call-backs of needs held by a union in which, or above which, ``user`` is staff."""
        if not user.pk:
            return self.none()
        scope = user.scope(*STAFF)
        return self.filter(under(scope, "confirmation__engagement__need__union__path"))

    def due(self, now: datetime | None = None) -> "CallBackQuerySet":
        """Call-backs not made yet that are due at ``now``, by default the current time."""
        return self.filter(done_at__isnull=True, due_at__lte=now or timezone.now())
