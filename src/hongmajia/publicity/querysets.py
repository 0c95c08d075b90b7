"""Querysets of news and projects. ``visible_to`` is the list side of the access gate."""

from typing import Any

from django.db.models import Q, QuerySet

from hongmajia.unions.enums import STAFF
from hongmajia.unions.querysets import under

from .enums import NewsState


class NewsQuerySet(QuerySet[Any]):
    def published(self) -> "NewsQuerySet":
        """Published news."""
        return self.filter(state=NewsState.PUBLISHED)

    def visible_to(self, user: Any) -> "NewsQuerySet":
        """Published news; for staff also all news of their union and below."""
        public = Q(state=NewsState.PUBLISHED)
        return self.filter(public | under(user.scope(*STAFF)) if user.pk else public)

    def unpublished(self, user: Any) -> "NewsQuerySet":
        """Drafts and withdrawn news that ``user`` may see."""
        return self.visible_to(user).exclude(state=NewsState.PUBLISHED)

    def with_details(self) -> "NewsQuerySet":
        """Load unions, photographs and mentions."""
        return self.select_related("union").prefetch_related("photos", "mentions")


class ProjectQuerySet(QuerySet[Any]):
    def with_details(self) -> "ProjectQuerySet":
        """Load unions and teams."""
        return self.select_related("union", "team__team")
