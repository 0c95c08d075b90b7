"""Filters of engagements."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from hongmajia.needs.models import Need
from hongmajia.needs.querysets import asked_by
from hongmajia.people.models import Helper
from hongmajia.unions.enums import STAFF
from hongmajia.unions.models import Union
from hongmajia.unions.querysets import under

from .enums import AGREED, ASKED, FINISHED, LIVE, OPEN, WORKING, EngagementState


def _helpers_of(user: Any) -> QuerySet[Any]:
    return Helper.objects.of(user).order_by().values("pk")


class EngagementQuerySet(QuerySet[Any]):
    """Filters by who may see, by state and by time limit."""

    def visible_to(self, user: Any) -> "EngagementQuerySet":
        """Those the user may see (docs/access.md).

        Asker and helper see their own. Staff see those of needs whose holding or home union is
        theirs or below, and those of helpers of such unions.
        """
        if not user.pk:
            return self.none()
        scope = user.scope(*STAFF)
        unions = Union.objects.filter(under(scope, "path")).order_by().values("pk")
        staff = Q(union__in=unions) | Q(home_union__in=unions)
        needs = Need.objects.filter(staff | asked_by(user))
        helpers = Helper.objects.filter(Q(union__in=unions) | Q(pk__in=_helpers_of(user)))
        return self.filter(Q(need__in=needs.values("pk")) | Q(helper__in=helpers.values("pk")))

    def of_helper(self, user: Any) -> "EngagementQuerySet":
        """Those whose helper the user answers for, as artisan or team leader."""
        return self.filter(helper__in=_helpers_of(user))

    def live(self) -> "EngagementQuerySet":
        """Those that are not over (``enums.LIVE``)."""
        return self.filter(state__in=LIVE)

    def asked(self) -> "EngagementQuerySet":
        """Open bids and unanswered invitations."""
        return self.filter(state__in=ASKED)

    def for_verified_needs(self) -> "EngagementQuerySet":
        """Those whose need was verified (``NeedQuerySet.verified``)."""
        # EXISTS and not IN: SQLite would look up all verified needs first.
        return self.filter(Exists(Need.objects.verified().filter(pk=OuterRef("need")).order_by()))

    def agreed(self) -> "EngagementQuerySet":
        """Those that both sides agreed to (``enums.AGREED``)."""
        return self.filter(state__in=AGREED)

    def working(self) -> "EngagementQuerySet":
        """Those whose helper still has to come or to report (``enums.WORKING``)."""
        return self.filter(state__in=WORKING)

    def finished(self) -> "EngagementQuerySet":
        """Those with a service record (``enums.FINISHED``)."""
        return self.filter(state__in=FINISHED)

    def placed(self) -> "EngagementQuerySet":
        """Those that hold a slot of the need; reopening a need frees its slots."""
        return self.agreed().filter(slot__isnull=False)

    def unanswered(self, by: datetime) -> "EngagementQuerySet":
        """Unanswered invitations that are due before ``by``, first due first."""
        return self.filter(state=EngagementState.PROPOSED, due_at__lt=by).order_by("due_at", "pk")

    def idle(self, by: datetime) -> "EngagementQuerySet":
        """Accepted ones whose first contact, or then their appointment, is due before ``by``."""
        waiting = self.filter(state=EngagementState.ACCEPTED)
        return waiting.filter(due_at__lt=by).order_by("due_at", "pk")

    def late(self) -> "EngagementQuerySet":
        """Those whose time limit has passed."""
        return self.filter(state__in=OPEN, due_at__lt=timezone.now())

    def with_details(self) -> "EngagementQuerySet":
        """Join what lists and pages show of need and helper."""
        return self.select_related(
            "need__season",
            "need__region__parent",
            "need__enterprise",
            "need__union",
            "need__home_union",
            "helper__region__parent",
            "helper__union",
            "helper__artisan__user",
            "helper__team__leader__user",
        )
