"""The one access gate: what a person may not see does not exist for him (404); what he sees
but may not do is refused (403). Lists start at ``Model.objects.visible_to(user)``."""

from typing import Any, Protocol, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.shortcuts import get_object_or_404

M = TypeVar("M", bound=Model)


class Person(Protocol):
    """A signed-in user or the anonymous one."""

    @property
    def is_authenticated(self) -> bool: ...

    def has_perm(self, perm: str, obj: Any = None) -> bool: ...


def get_for(user: Person, visible: QuerySet[M], right: str | None = None, **lookup: Any) -> M:
    """Fetch one object out of ``visible`` (already ``visible_to(user)``) and check ``right``.

    Raises ``Http404`` when the user cannot see it, ``PermissionDenied`` when he sees it but the
    predicate behind ``right`` (such as ``"needs.verify"``) says no.
    """
    found = get_object_or_404(visible, **lookup)
    if right is not None and not user.has_perm(right, found):
        raise PermissionDenied(right)
    return found
