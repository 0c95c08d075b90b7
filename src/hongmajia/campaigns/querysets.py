"""Queries on campaigns. ``visible_to`` is the list side of the access gate."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from hongmajia.unions.enums import STAFF
from hongmajia.unions.querysets import under


class CampaignQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "CampaignQuerySet":
        """Campaigns are public; one that was called off is seen by staff of its union and above."""
        standing = Q(called_off_at=None)
        return self.filter(standing | under(user.scope(*STAFF)) if user.pk else standing)

    def standing(self) -> "CampaignQuerySet":
        """Those that were not called off."""
        return self.filter(called_off_at=None)

    def running(self, day: date | None = None) -> "CampaignQuerySet":
        """Those that have begun by ``day`` (today) and have not ended."""
        day = day or timezone.localdate()
        return self.standing().filter(starts__lte=day, ends__gte=day)

    def not_over(self) -> "CampaignQuerySet":
        """Those that have not ended by today."""
        return self.standing().filter(ends__gte=timezone.localdate())

    def open_to(self, paths: Iterable[str]) -> "CampaignQuerySet":
        """Those that records of unions at ``paths``, or below one of these, may join.

        ``paths`` are those of the record's unions and of all above them: a campaign takes the
        records of its union and of its partners, and of all unions below these.
        """
        hosts = [*paths]
        joint = self.model._default_manager.filter(partners__path__in=hosts).values("pk")
        return self.standing().filter(Q(union__path__in=hosts) | Q(pk__in=joint))

    def with_details(self) -> "CampaignQuerySet":
        """With unions and partners."""
        return self.select_related("union").prefetch_related("partners")

    def with_asks(self) -> "CampaignQuerySet":
        """The same, with the unions that were asked to be partners."""
        return self.with_details().prefetch_related("asks__union")
