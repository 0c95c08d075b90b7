"""Querysets of tables. ``visible_to`` is the list side of the access gate."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from hongmajia.unions.enums import STAFF
from hongmajia.unions.querysets import under

KEPT_DAYS = 30
"""Days after which a filled file is deleted."""


class BlankTableQuerySet(QuerySet[Any]):
    """Filters by who may see."""

    def visible_to(self, user: Any) -> "BlankTableQuerySet":
        """Tables in use of the unions where the user is staff, and of those below them."""
        paths = user.scope(*STAFF) if user.pk else []
        return self.filter(under(paths), given_up_at=None)


class BlankCellQuerySet(QuerySet[Any]):
    """Filters by who may see."""

    def visible_to(self, user: Any) -> "BlankCellQuerySet":
        """Cells of the tables that the user sees."""
        paths = user.scope(*STAFF) if user.pk else []
        return self.filter(under(paths, "table__union__path"), table__given_up_at=None)


class FillingQuerySet(QuerySet[Any]):
    """Filters by who may see and by age."""

    def visible_to(self, user: Any) -> "FillingQuerySet":
        """The user's own: what is in it depends on their rights."""
        return self.filter(owner=user) if user.pk else self.none()

    def outdated(self) -> "FillingQuerySet":
        """Those whose file is older than ``KEPT_DAYS``."""
        long_ago = timezone.now() - timedelta(days=KEPT_DAYS)
        return self.filter(started_at__lt=long_ago).exclude(file="")
