"""How judging stands: who may review, what the reviews say together, where they are divided."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from hongmajia.unions.enums import Role
from hongmajia.unions.models import Union, User
from hongmajia.unions.queries import paths_above
from hongmajia.unions.querysets import under

from ..enums import APART
from ..models import Case, Review
from ..rules import is_own_union


@dataclass(frozen=True)
class Standing:
    """A case with its reviews, as the cadre who judges sees it."""

    case: Case
    reviews: list[Review]

    @property
    def points(self) -> list[int]:
        """Of the reviews given, the highest first."""
        return sorted((r.points for r in self.reviews if r.points is not None), reverse=True)

    @property
    def waiting(self) -> int:
        return sum(review.given_at is None for review in self.reviews)

    @property
    def mean(self) -> float | None:
        return sum(self.points) / len(self.points) if self.points else None

    @property
    def apart(self) -> int:
        """Points between the highest and the lowest."""
        return self.points[0] - self.points[-1] if self.points else 0

    @property
    def is_divided(self) -> bool:
        """They disagree so much that a further reader would help."""
        return self.apart >= APART


def standings(cases: Iterable[Case]) -> list[Standing]:
    """One query for all reviews; those reviewed first, the best mean first among them."""
    cases = list(cases)
    reviews = (
        Review.objects.present().filter(case__in=cases).select_related("reviewer").order_by("pk")
    )
    by_case: dict[int, list[Review]] = {case.pk: [] for case in cases}
    for review in reviews:
        by_case[review.case_id].append(review)
    found = [Standing(case, by_case[case.pk]) for case in cases]
    return sorted(found, key=lambda standing: (-(standing.mean or -1), standing.case.pk))


def reviewers_for(union: Union) -> QuerySet[User]:
    """Reviewers of the union, of those above it, and of those below: each judges what comes up."""
    seats = under([union.path], "memberships__union__path")
    above = Q(memberships__union__path__in=paths_above(union.path))
    seated = User.objects.filter(seats | above, memberships__role=Role.REVIEWER, is_active=True)
    return seated.distinct()


def eligible_reviewers(case: Case) -> list[User]:
    """Those who were not asked yet and are not of the case's own union, the least busy first."""
    asked = case.reviews.present().values("reviewer")
    load = Count("reviews", filter=Q(reviews__union=case.union), distinct=True)
    found = reviewers_for(case.union).exclude(pk__in=asked).annotate(load=load)
    return [user for user in found.order_by("load", "pk") if not is_own_union(user, case)]
