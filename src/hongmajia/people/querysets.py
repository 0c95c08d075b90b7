"""Reads of artisans and teams."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from hongmajia.unions.enums import Role
from hongmajia.unions.querysets import under

from .enums import HelperKind


class HelperQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "HelperQuerySet":
        """Active helpers are public; staff and the helper himself also see those taken off."""
        public = Q(is_active=True)
        if not user.pk:
            return self.filter(public)
        staff = under(user.scope(Role.CADRE, Role.LEADER, Role.LIAISON))
        return self.filter(public | staff | Q(artisan__user=user) | Q(team__leader__user=user))

    def of(self, user: Any) -> "HelperQuerySet":
        """The helpers the user answers for: himself, and the teams he leads."""
        if not user.pk:
            return self.none()
        return self.filter(Q(artisan__user=user) | Q(team__leader__user=user)).distinct()

    def available(self) -> "HelperQuerySet":
        """On the roll, not paused, and taking jobs at all."""
        today = timezone.localdate()
        rested = Q(paused_until__isnull=True) | Q(paused_until__lt=today)
        return self.filter(rested, is_active=True, weekly_capacity__gt=0)

    def artisans(self) -> "HelperQuerySet":
        return self.filter(kind=HelperKind.ARTISAN)

    def teams(self) -> "HelperQuerySet":
        return self.filter(kind=HelperKind.TEAM)

    def with_details(self) -> "HelperQuerySet":
        """All that a row or a name shows, in a fixed number of queries."""
        return self.select_related(
            "union", "region__parent", "artisan__user", "team__leader__user", "team__leader__helper"
        ).prefetch_related("honours")
