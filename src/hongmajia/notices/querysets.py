"""Reads of notices."""

from typing import Any

from django.db.models import QuerySet


class NoticeQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "NoticeQuerySet":
        """A person's own, nobody else's."""
        return self.filter(recipient=user) if user.pk else self.none()

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at__isnull=True)
