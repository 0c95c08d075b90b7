"""Queries for messages."""

from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet

from hongmajia.engagements.models import Engagement
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper


class MessageQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "MessageQuerySet":
        """Messages of the engagements that ``user`` may see."""
        return self.filter(engagement__in=Engagement.objects.visible_to(user).order_by())

    def unread_by(self, user: Any) -> "MessageQuerySet":
        """Unread messages of others in threads of which ``user`` is one side."""
        if not user.pk:
            return self.none()
        helped = Q(engagement__helper__in=Helper.objects.of(user).order_by().values("pk"))
        asked = Q(engagement__need__in=Need.objects.asked_by(user).order_by().values("pk"))
        mark = FilteredRelation(
            "engagement__read_marks", condition=Q(engagement__read_marks__user=user)
        )
        new = Q(mark__isnull=True) | Q(mark__seen__lt=F("pk"))
        others = self.exclude(author=user).filter(helped | asked, taken_back_at__isnull=True)
        return others.alias(mark=mark).filter(new)

    def with_details(self) -> "MessageQuerySet":
        """Load authors and enclosures."""
        return self.select_related("author").prefetch_related("enclosures")
