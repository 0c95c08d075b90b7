"""Reads of rounds."""

from typing import Any

from django.db.models import QuerySet

from hongmajia.unions.enums import Role
from hongmajia.unions.querysets import under


class RoundQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "RoundQuerySet":
        """Cadres and leaders of the round's union and above; before it is sent nobody else."""
        if not user.pk:
            return self.none()
        return self.filter(under(user.scope(Role.CADRE, Role.LEADER)))
