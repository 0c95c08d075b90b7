"""Queryset of supervisions. ``visible_to`` is the list side of the access gate."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from hongmajia.unions.enums import STAFF
from hongmajia.unions.querysets import under

from .enums import OPEN, SupervisionState


class SupervisionQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "SupervisionQuerySet":
        """For staff of the union that supervises, of the one that answers, and above them."""
        if not user.pk:
            return self.none()
        scope = user.scope(*STAFF)
        return self.filter(under(scope) | under(scope, "to_union__path"))

    def open(self) -> "SupervisionQuerySet":
        """Those that are not ended."""
        return self.filter(state__in=OPEN)

    def waiting_for(self, unions: QuerySet[Any], now: datetime) -> "SupervisionQuerySet":
        """Those that ``unions`` have to answer, to judge, or to chase because they are late."""
        to_answer = Q(state=SupervisionState.ASKED, to_union__in=unions)
        to_judge = Q(state=SupervisionState.ANSWERED, union__in=unions)
        to_chase = Q(state=SupervisionState.ASKED, union__in=unions, due_at__lt=now)
        return self.filter(to_answer | to_judge | to_chase)

    def awaited_by(self, unions: QuerySet[Any], now: datetime) -> "SupervisionQuerySet":
        """Those ordered by ``unions`` whose answer is not due yet."""
        return self.filter(state=SupervisionState.ASKED, union__in=unions, due_at__gte=now)

    def with_details(self) -> "SupervisionQuerySet":
        """Join what lists and pages show."""
        need = ("need__season", "need__region__parent", "need__union", "need__home_union")
        return self.select_related("union", "to_union", "ordered_by", "need__enterprise", *need)
