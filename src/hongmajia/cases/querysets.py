"""Querysets of cases, reviews and booklets. ``visible_to`` is the list side of the access gate."""

from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from hongmajia.engagements.enums import EngagementState
from hongmajia.needs.enums import Visibility
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from hongmajia.unions.enums import OVERSEERS, STAFF
from hongmajia.unions.models import Union
from hongmajia.unions.querysets import under

from .enums import AGAINST, AWAITED, CHOSEN, CURRENT, FOR_ALL, CaseState, Standing

HIDDEN = (CaseState.DRAFT, CaseState.DISCARDED)
"""States in which only staff of the unions see a case."""


def is_confirmed_with_consent() -> Q:
    """The service is confirmed and the enterprise consents to a case; either can be withdrawn."""
    return Q(
        engagement__state=EngagementState.CONFIRMED, engagement__confirmation__case_consent=True
    )


def may_be_read() -> Q:
    """The enterprise has not objected to the text; to a need for unions only, it has agreed."""
    agreed = Q(standing=Standing.AGREED)
    is_for_unions = Q(engagement__need__visibility=Visibility.UNIONS)
    return is_confirmed_with_consent() & (agreed | ~Q(standing__in=AGAINST) & ~is_for_unions)


class CaseQuerySet(QuerySet[Any]):
    def for_all(self) -> "CaseQuerySet":
        """Cases that everybody may read: published or on public notice."""
        return self.filter(may_be_read(), state__in=FOR_ALL)

    def published(self) -> "CaseQuerySet":
        """Published cases whose consent still holds."""
        return self.filter(may_be_read(), state=CaseState.PUBLISHED)

    def chosen(self) -> "CaseQuerySet":
        """Cases selected for the book, on notice and published ones included.

        Those to which the enterprise objects are left out.
        """
        return self.consented().filter(state__in=CHOSEN).exclude(standing__in=AGAINST)

    def consented(self) -> "CaseQuerySet":
        """Cases whose service is confirmed, with the enterprise's consent to a case."""
        return self.filter(is_confirmed_with_consent())

    def awaiting_answer(self) -> "CaseQuerySet":
        """Cases whose enterprise has been asked and has not answered."""
        return self.filter(standing__in=AWAITED, state__in=CURRENT)

    def put_to(self, need: Any) -> "CaseQuerySet":
        """Cases of the need about which its enterprise has been asked."""
        asked = self.filter(engagement__need=need, state__in=CURRENT)
        return asked.exclude(standing=Standing.NOT_ASKED)

    def visible_to(self, user: Any) -> "CaseQuerySet":
        """Cases that ``user`` may see.

        Everybody sees public ones. Staff also see those held by or coming from their union or
        below, reviewers those they were asked to review, and askers and helpers their own from the
        nomination on; askers as soon as they are asked for their opinion.
        """
        public = Q(Exists(self.model._default_manager.for_all().filter(pk=OuterRef("pk"))))
        if not user.pk:
            return self.filter(public)
        unions = Union.objects.filter(under(user.scope(*STAFF), "path")).order_by().values("pk")
        staff = Q(union__in=unions) | Q(home_union__in=unions)
        asked = Q(pk__in=user.reviews.values("case"))
        shown = Q(engagement__need__in=_needs_of(user), state__in=CURRENT)
        shown &= ~Q(standing=Standing.NOT_ASKED)
        concerned = _concerns(user) & ~Q(state__in=HIDDEN)
        return self.filter(public | staff | asked | shown | concerned)

    def held_by(self, union: Any) -> "CaseQuerySet":
        """Cases that ``union`` holds now."""
        return self.filter(union=union)

    def with_details(self) -> "CaseQuerySet":
        """Load what lists and permissions read."""
        return self.select_related(
            "season__union",
            "union",
            "home_union",
            "notice",
            "engagement__confirmation__confirmed_by",
            "engagement__need__region__parent",
            "engagement__need__enterprise",
            "engagement__need__season",
            "engagement__need__union",
            "engagement__helper__artisan",
            "engagement__helper__union",
        )

    def with_story(self) -> "CaseQuerySet":
        """Load also what the strip of facts and the photographs need."""
        return self.with_details().prefetch_related(
            "engagement__activities__record",
            "engagement__activities__attendances__helper__artisan",
            "pictures__photo",
        )


def _concerns(user: Any) -> Q:
    helpers = Helper.objects.of(user).order_by().values("pk")
    return Q(engagement__need__in=_needs_of(user)) | Q(engagement__helper__in=helpers)


def _needs_of(user: Any) -> Any:
    return Need.objects.asked_by(user).order_by().values("pk")


class ReviewQuerySet(QuerySet[Any]):
    def of(self, user: Any) -> "ReviewQuerySet":
        """The user's own reviews; reviewers do not see those of others."""
        return self.filter(reviewer=user) if user.pk else self.none()

    def waiting(self) -> "ReviewQuerySet":
        """Reviews not handed in, of cases still being judged by the same union."""
        return self.present().filter(given_at__isnull=True, case__state=CaseState.NOMINATED)

    def present(self) -> "ReviewQuerySet":
        """Reviews for the union that holds the case now."""
        return self.filter(union=F("case__union"))

    def given(self) -> "ReviewQuerySet":
        """Reviews handed in."""
        return self.filter(given_at__isnull=False)


class BookletQuerySet(QuerySet[Any]):
    def visible_to(self, user: Any) -> "BookletQuerySet":
        """Released booklets; for cadres and leaders also all those of their union and below."""
        public = Q(released_at__isnull=False)
        if not user.pk:
            return self.filter(public)
        return self.filter(public | under(user.scope(*OVERSEERS)))

    def released(self) -> "BookletQuerySet":
        """Booklets that are public."""
        return self.filter(released_at__isnull=False)

    def with_details(self) -> "BookletQuerySet":
        """Load season and union; ``size`` is the number of cases."""
        return self.select_related("season", "union").annotate(
            size=Count("chapters", filter=Q(chapters__is_left_out=False))
        )


class ChapterQuerySet(QuerySet[Any]):
    def printed(self) -> "ChapterQuerySet":
        """Chapters that the editors have not left out of the book."""
        return self.filter(is_left_out=False)
