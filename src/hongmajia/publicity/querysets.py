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

    def listed_by(self, union: Any) -> "NewsQuerySet":
        """Those of ``union`` and below, and those of unions beside that it lists too."""
        return self.filter(under([union.path]) | Q(pk__in=union.shown_news.values("pk")))

    def with_details(self) -> "NewsQuerySet":
        """Load unions, sources, photographs and mentions."""
        return self.select_related("union", "source__union").prefetch_related(
            "photos", "mentions", "source__photos"
        )


class ProjectQuerySet(QuerySet[Any]):
    def with_details(self) -> "ProjectQuerySet":
        """Load unions and teams."""
        return self.select_related("union", "team__team").prefetch_related("hosts")

    def at(self, union: Any) -> "ProjectQuerySet":
        """Those of ``union`` and below, and those that take place there."""
        there = self.model.hosts.through.objects.filter(union__path__startswith=union.path)
        return self.filter(under([union.path]) | Q(pk__in=there.values("project")))


class PlanQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "PlanQuerySet":
        """Rows of plans of the unions in which the user is staff, and below."""
        return self.filter(under(user.scope(*STAFF))) if user.pk else self.none()

    def open(self) -> "PlanQuerySet":
        """Those that are not done."""
        return self.filter(done_at=None)
