"""Querysets of classes. ``visible_to`` is the list side of the access gate."""

from decimal import Decimal
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from hongmajia.services.enums import ActivityState
from hongmajia.unions.enums import STAFF
from hongmajia.unions.querysets import under


class ClassQuerySet(QuerySet[Any]):
    """Filters of classes."""

    def visible_to(self, user: Any) -> "ClassQuerySet":
        """Those of the unions in which, or above which, ``user`` is staff."""
        return self.filter(under(user.scope(*STAFF))) if user.pk else self.none()

    def with_counts(self) -> "ClassQuerySet":
        """Annotate ``n_sessions`` and ``n_learners``."""
        return self.annotate(
            n_sessions=Count("sessions", distinct=True), n_learners=Count("learners", distinct=True)
        )


class LearnerQuerySet(QuerySet[Any]):
    """Filters of learners."""

    def with_hours(self) -> "LearnerQuerySet":
        """Annotate ``hours``: those attended in sessions that were held."""
        there = self.model.presences.rel.related_model._default_manager.filter(
            learner=OuterRef("pk"), session__activity__state=ActivityState.HELD
        )
        summed = there.order_by().values("learner").annotate(n=Sum("hours")).values("n")
        return self.annotate(hours=Coalesce(Subquery(summed), Decimal(0)))
