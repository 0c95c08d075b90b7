"""Querysets of meetings. ``visible_to`` is the list side of the access gate."""

from typing import Any

from django.db.models import QuerySet

from hongmajia.services.models import Activity
from hongmajia.unions.enums import STAFF
from hongmajia.unions.querysets import under


class MeetingQuerySet(QuerySet[Any]):
    """Filters of meetings."""

    def visible_to(self, user: Any) -> "MeetingQuerySet":
        """Those whose activity ``user`` may see."""
        seen = Activity.objects.visible_to(user).order_by().values("pk")
        return self.filter(activity__in=seen)

    def readable_by(self, user: Any) -> "MeetingQuerySet":
        """Those of unions in which, or above which, the user is staff: ``meetings.read``."""
        if not user.pk:
            return self.none()
        return self.filter(under(user.scope(*STAFF), "activity__union__path"))

    def with_details(self) -> "MeetingQuerySet":
        """With all that the page and its rights read."""
        return self.select_related(
            "activity__season", "activity__union", "activity__region__parent",
            "speaker__artisan__user", "speaker__union", "speaker__team__leader__user", "problem",
        )  # fmt: skip
