"""Whom to ask for a review of a case, and the reviews of each case summarised."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from hongmajia.unions.enums import Role
from hongmajia.unions.models import Union, User
from hongmajia.unions.queries import paths_above
from hongmajia.unions.querysets import held_today, under

from ..enums import WIDE_SPREAD
from ..models import Case, Review
from ..rules import has_conflict_of_interest


@dataclass(frozen=True)
class ReviewSummary:
    """A case with all its reviews for the judging union."""

    case: Case
    reviews: list[Review]

    @property
    def points(self) -> list[int]:
        """Points of the reviews handed in, the highest first."""
        return sorted((r.points for r in self.reviews if r.points is not None), reverse=True)

    @property
    def waiting(self) -> int:
        """Number of reviews not handed in."""
        return sum(review.given_at is None for review in self.reviews)

    @property
    def mean(self) -> float | None:
        """Mean of the points; ``None`` without any."""
        return sum(self.points) / len(self.points) if self.points else None

    @property
    def spread(self) -> int:
        """Difference between highest and lowest points."""
        return self.points[0] - self.points[-1] if self.points else 0

    @property
    def is_divided(self) -> bool:
        """Whether the points differ so much that another reviewer should be asked."""
        return self.spread >= WIDE_SPREAD


def review_summaries(cases: Iterable[Case]) -> list[ReviewSummary]:
    """Summaries ordered by mean points, highest first, cases without points last; one query."""
    cases = list(cases)
    reviews = (
        Review.objects.present().filter(case__in=cases).select_related("reviewer").order_by("pk")
    )
    by_case: dict[int, list[Review]] = {case.pk: [] for case in cases}
    for review in reviews:
        by_case[review.case_id].append(review)
    found = [ReviewSummary(case, by_case[case.pk]) for case in cases]
    return sorted(found, key=lambda summary: (-(summary.mean or -1), summary.case.pk))


def reviewers_for(union: Union) -> QuerySet[User]:
    """Active reviewers of the union and of those above or below it."""
    seats = under([union.path], "memberships__union__path")
    above = Q(memberships__union__path__in=paths_above(union.path))
    judging = held_today("memberships__") & Q(memberships__role=Role.REVIEWER)
    return User.objects.filter(seats | above, judging, is_active=True).distinct()


def reviews_to_give(reviewer: User, union: Union) -> QuerySet[Review]:
    """What somebody is asked to review and has not, as reviewer of ``union``.

    Reviewers of unions above and below are asked, too (``reviewers_for``).
    """
    around = under([union.path]) | Q(union__path__in=paths_above(union.path))
    found: QuerySet[Review] = Review.objects.of(reviewer).waiting().filter(around)
    return found


def reviews_fitting(reviews: QuerySet[Review], successor: User) -> QuerySet[Review]:
    """Those of ``reviews`` that ``successor`` may write, and does not already."""
    theirs = Review.objects.filter(reviewer=successor).values("case")
    left = reviews.exclude(case__in=theirs)
    keys = [
        review.pk for review in left.select_related("case__union", "case__home_union")
        if not has_conflict_of_interest(successor, review.case)
    ]  # fmt: skip
    return left.filter(pk__in=keys)


def eligible_reviewers(case: Case) -> list[User]:
    """Reviewers not asked yet and without conflict of interest, the least busy first."""
    asked = case.reviews.present().values("reviewer")
    load = Count("reviews", filter=Q(reviews__union=case.union), distinct=True)
    found = reviewers_for(case.union).exclude(pk__in=asked).annotate(load=load)
    return [
        user for user in found.order_by("load", "pk") if not has_conflict_of_interest(user, case)
    ]
