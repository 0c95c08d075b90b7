"""Reads of cases, reviews and booklets. ``visible_to`` is the list side of the gate."""

from typing import Any

from django.db.models import Count, F, Q, QuerySet

from hongmajia.engagements.enums import EngagementState
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from hongmajia.unions.enums import OVERSEERS, STAFF
from hongmajia.unions.models import Union
from hongmajia.unions.querysets import under

from .enums import CHOSEN, FOR_ALL, CaseState

HIDDEN = (CaseState.DRAFT, CaseState.DISCARDED)
"""States in which a case is the unions' own business."""


def stands() -> Q:
    """The enterprise has confirmed the service and lets it be told; both may be taken back."""
    return Q(
        engagement__state=EngagementState.CONFIRMED, engagement__confirmation__case_consent=True
    )


class CaseQuerySet(QuerySet[Any]):
    def for_all(self) -> "CaseQuerySet":
        """Those everybody reads: published, or up for public notice."""
        return self.filter(stands(), state__in=FOR_ALL)

    def published(self) -> "CaseQuerySet":
        return self.filter(stands(), state=CaseState.PUBLISHED)

    def chosen(self) -> "CaseQuerySet":
        """Those that go into the book."""
        return self.filter(stands(), state__in=CHOSEN)

    def visible_to(self, user: Any) -> "CaseQuerySet":
        """Everybody's; the staff of the unions that hold it or that it came from; whoever is asked
        to review it; from the nomination on, those it tells of."""
        public = Q(pk__in=self.model._default_manager.for_all().values("pk"))
        if not user.pk:
            return self.filter(public)
        unions = Union.objects.filter(under(user.scope(*STAFF), "path")).order_by().values("pk")
        staff = Q(union__in=unions) | Q(home_union__in=unions)
        asked = Q(pk__in=user.reviews.values("case"))
        return self.filter(public | staff | asked | (_told_of(user) & ~Q(state__in=HIDDEN)))

    def held_by(self, union: Any) -> "CaseQuerySet":
        return self.filter(union=union)

    def with_details(self) -> "CaseQuerySet":
        return self.select_related(
            "season__union",
            "union",
            "home_union",
            "notice",
            "engagement__confirmation",
            "engagement__need__region__parent",
            "engagement__need__enterprise",
            "engagement__need__season",
            "engagement__helper__artisan",
            "engagement__helper__union",
        )

    def with_story(self) -> "CaseQuerySet":
        """With all that the strip of facts and the photographs are drawn from."""
        return self.with_details().prefetch_related(
            "engagement__activities__record",
            "engagement__activities__attendances__helper__artisan",
            "pictures__photo",
        )


def _told_of(user: Any) -> Q:
    helpers = Helper.objects.of(user).order_by().values("pk")
    needs = Need.objects.asked_by(user).order_by().values("pk")
    return Q(engagement__need__in=needs) | Q(engagement__helper__in=helpers)


class ReviewQuerySet(QuerySet[Any]):
    def of(self, user: Any) -> "ReviewQuerySet":
        """A reviewer's own: nobody reads the others'."""
        return self.filter(reviewer=user) if user.pk else self.none()

    def waiting(self) -> "ReviewQuerySet":
        """Asked for and not given, of cases that still are being judged there."""
        return self.present().filter(given_at__isnull=True, case__state=CaseState.NOMINATED)

    def present(self) -> "ReviewQuerySet":
        """Those of the union that holds the case now."""
        return self.filter(union=F("case__union"))

    def given(self) -> "ReviewQuerySet":
        return self.filter(given_at__isnull=False)


class BookletQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "BookletQuerySet":
        """Released ones everybody; the others the cadres and leaders of its union and above."""
        public = Q(released_at__isnull=False)
        if not user.pk:
            return self.filter(public)
        return self.filter(public | under(user.scope(*OVERSEERS)))

    def released(self) -> "BookletQuerySet":
        return self.filter(released_at__isnull=False)

    def with_details(self) -> "BookletQuerySet":
        return self.select_related("season", "union").annotate(size=Count("chapters"))
