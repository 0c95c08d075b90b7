"""Queries on notices."""

from typing import Any

from django.db.models import QuerySet


class NoticeQuerySet(QuerySet[Any]):
    """Queries on notices."""

    def visible_to(self, user: Any) -> "NoticeQuerySet":
        """The notices addressed to ``user``; none for a visitor who is not signed in."""
        return self.filter(recipient=user) if user.pk else self.none()

    def unread(self) -> "NoticeQuerySet":
        """The notices whose page was not opened and that were not marked read."""
        return self.filter(read_at__isnull=True)


class CallQuerySet(QuerySet[Any]):
    """Queries on calls to make."""

    def open(self) -> "CallQuerySet":
        """The calls that nobody has made yet."""
        return self.filter(made_at__isnull=True)
