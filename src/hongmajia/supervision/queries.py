"""Which union supervises, and what is due."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone

from hongmajia.core.closed_years import of_open_years
from hongmajia.unions.enums import Role
from hongmajia.unions.models import Union

from .models import Supervision
from .querysets import SupervisionQuerySet


def supervising_union(user: Any, holder: Union) -> Union:
    """The nearest union above ``holder`` of which the user is cadre; else ``PermissionDenied``."""
    above = [
        path
        for path in user.scope(Role.CADRE)
        if holder.path.startswith(path) and path != holder.path
    ]
    if not above:
        raise PermissionDenied("supervision.order")
    return Union.objects.get(path=max(above, key=len))


def due_today() -> SupervisionQuerySet:
    """Open ones due by the end of today, or overdue, of which nobody was reminded today."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    fresh = Q(reminded_at=None) | Q(reminded_at__lt=midnight)
    open_ones: SupervisionQuerySet = Supervision.objects.open()
    due = open_ones.filter(fresh, due_at__lt=midnight + timedelta(days=1))
    return of_open_years(due).select_related("need", "union", "to_union").order_by("pk")
