"""The access gate: 404 for what a person may not see, 403 for what they may not do.

Lists start at ``Model.objects.visible_to(user)``, single objects come from ``get_for``.
"""

from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.shortcuts import get_object_or_404

from .actors import Actor

M = TypeVar("M", bound=Model)


def get_for(user: Actor, visible: QuerySet[M], right: str | None = None, **lookup: Any) -> M:
    """Fetch one object out of ``visible`` (already ``visible_to(user)``) and check ``right``.

    Raises ``Http404`` when the user cannot see it, ``PermissionDenied`` when they see it but the
    predicate behind ``right`` (``"room.right"``) says no.
    """
    found = get_object_or_404(visible, **lookup)
    if right is not None and not user.has_perm(right, found):
        raise PermissionDenied(right)
    return found
