"""Nominations, quotas and reviews of cases."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.unions.models import Season, Union, User

from ..enums import HIGHEST, Criterion
from ..querysets import ReviewQuerySet
from .cases import Case


class Nomination(models.Model):
    """A case handed from one union to the next one up; counts against the quota of ``by``."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="nominations")
    by = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="nominations")
    to = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="nominations_received")
    actor = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "by"], name="one_nomination_a_union_a_case")
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.by} → {self.to}"


class Quota(models.Model):
    """How many cases a union may nominate to the one above it in a season."""

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="quotas")
    union = models.ForeignKey(Union, on_delete=models.CASCADE, related_name="quotas")
    amount = models.PositiveSmallIntegerField(_("推荐名额"), validators=[MaxValueValidator(500)])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["season", "union"], name="one_quota_a_union")
        ]

    def __str__(self) -> str:
        return f"{self.union} {self.amount}"


def _points(criterion: Criterion) -> "models.PositiveSmallIntegerField[int | None, int | None]":
    return models.PositiveSmallIntegerField(
        criterion.label, null=True, validators=[MaxValueValidator(HIGHEST)]
    )


class Review(models.Model):
    """The review of one case by one reviewer; ``given_at`` is empty until it is handed in.

    ``union`` is the judging union; a review for one union does not count in the next one up.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reviews")
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="reviews")
    problem = _points(Criterion.PROBLEM)
    practice = _points(Criterion.PRACTICE)
    result = _points(Criterion.RESULT)
    writing = _points(Criterion.WRITING)
    comment = models.CharField(_("意见"), max_length=300, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    given_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "reviewer", "union"], name="one_review_a_reviewer_a_tier"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.reviewer}"

    @property
    def points(self) -> int | None:
        """The sum over all criteria, 0 to 100; ``None`` until the review is handed in."""
        if self.given_at is None:
            return None
        return sum(getattr(self, criterion) or 0 for criterion in Criterion.values)
