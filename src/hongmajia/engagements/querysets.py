"""Reads of engagements."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from hongmajia.unions.enums import Role
from hongmajia.unions.querysets import under

from .enums import AGREED, ASKED, LIVE, OPEN, EngagementState


class EngagementQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "EngagementQuerySet":
        """Its two sides; the staff of the unions that hold or sent the need, or hold the helper."""
        if not user.pk:
            return self.none()
        scope = user.scope(Role.CADRE, Role.LEADER, Role.LIAISON)
        staff = (
            under(scope, "need__union__path")
            | under(scope, "need__home_union__path")
            | under(scope, "helper__union__path")
        )
        asker = Q(need__asker=user) | Q(need__enterprise__in=user.enterprises.all())
        return self.filter(staff | asker | self._answered_by(user))

    def of_helper(self, user: Any) -> "EngagementQuerySet":
        """Those the user answers for as artisan or team leader."""
        return self.filter(self._answered_by(user)) if user.pk else self.none()

    @staticmethod
    def _answered_by(user: Any) -> Q:
        return Q(helper__artisan__user=user) | Q(helper__team__leader__user=user)

    def live(self) -> "EngagementQuerySet":
        return self.filter(state__in=LIVE)

    def asked(self) -> "EngagementQuerySet":
        return self.filter(state__in=ASKED)

    def agreed(self) -> "EngagementQuerySet":
        return self.filter(state__in=AGREED)

    def unanswered(self, by: datetime) -> "EngagementQuerySet":
        """Invitations whose time is over at ``by``."""
        return self.filter(state=EngagementState.PROPOSED, due_at__lt=by).order_by("due_at", "pk")

    def uncalled(self, by: datetime) -> "EngagementQuerySet":
        """Agreed, and at ``by`` the time for the first contact is over."""
        waiting = self.filter(state=EngagementState.ACCEPTED, contacted_at__isnull=True)
        return waiting.filter(due_at__lt=by).order_by("due_at", "pk")

    def late(self) -> "EngagementQuerySet":
        return self.filter(state__in=OPEN, due_at__lt=timezone.now())

    def with_details(self) -> "EngagementQuerySet":
        return self.select_related(
            "need__season",
            "need__region__parent",
            "need__enterprise",
            "need__union",
            "need__home_union",
            "helper__region__parent",
            "helper__union",
            "helper__artisan__user",
            "helper__team__leader__user",
        )
