"""Querysets of packages. ``visible_to`` is the list side of the access gate."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from hongmajia.core.jobs import STUCK_AFTER
from hongmajia.unions.enums import Role

from .enums import ArchiveState

KEPT_DAYS = 30
"""Days after which the file of a package is deleted."""


class ArchiveQuerySet(QuerySet[Any]):
    """Filters by who may see and by age."""

    def visible_to(self, user: Any) -> "ArchiveQuerySet":
        """Packages of the years that the user's own union hosts, where they are a cadre."""
        return self.filter(season__union__path__in=user.scope(Role.CADRE) if user.pk else [])

    def in_work(self) -> "ArchiveQuerySet":
        """Those being written, without those so old that their worker has probably died."""
        since = timezone.now() - STUCK_AFTER
        return self.filter(state=ArchiveState.WRITING, started_at__gt=since)

    def outdated(self) -> "ArchiveQuerySet":
        """Packages whose file is older than ``KEPT_DAYS``."""
        long_ago = timezone.now() - timedelta(days=KEPT_DAYS)
        return self.filter(started_at__lt=long_ago).exclude(file="")
