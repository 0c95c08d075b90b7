"""Reads of news and projects."""

from typing import Any

from django.db.models import Q, QuerySet

from hongmajia.unions.enums import STAFF
from hongmajia.unions.querysets import under

from .enums import NewsState


class NewsQuerySet(QuerySet[Any]):
    def published(self) -> "NewsQuerySet":
        return self.filter(state=NewsState.PUBLISHED)

    def visible_to(self, user: Any) -> "NewsQuerySet":
        """What is published is everybody's; the rest its union's staff see, and those above."""
        public = Q(state=NewsState.PUBLISHED)
        return self.filter(public | under(user.scope(*STAFF)) if user.pk else public)

    def unpublished(self, user: Any) -> "NewsQuerySet":
        """Drafts and what was withdrawn, as far as ``user`` has to do with it."""
        return self.visible_to(user).exclude(state=NewsState.PUBLISHED)

    def with_details(self) -> "NewsQuerySet":
        return self.select_related("union").prefetch_related("photos", "mentions")


class ProjectQuerySet(QuerySet[Any]):
    def with_details(self) -> "ProjectQuerySet":
        return self.select_related("union", "team__team")
