"""Common problems, as the worker last found them."""

from django.db import models
from django.utils import timezone

from hongmajia.needs.models import Need
from hongmajia.unions.models import Season

from ..querysets import CommonProblemQuerySet


class CommonProblem(models.Model):
    """A group of needs that ask much the same, so that one meeting may answer many.

    ``words`` occur in most of them; ``closeness`` (0…1) is the mean similarity to the central need.
    """

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="common_problems")
    closeness = models.FloatField()
    words = models.JSONField(default=list)
    found_at = models.DateTimeField(default=timezone.now)

    objects = CommonProblemQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return "、".join(self.words)


class ProblemNeed(models.Model):
    """A need of a common problem.

    ``rank`` 0 is the central need; needs with the same text have the same number in ``twin``.
    """

    problem = models.ForeignKey(CommonProblem, on_delete=models.CASCADE, related_name="members")
    need = models.OneToOneField(Need, on_delete=models.CASCADE, related_name="common_problem")
    rank = models.PositiveSmallIntegerField()
    twin = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["problem", "rank"]

    def __str__(self) -> str:
        return str(self.need)
