"""The evaluation of an event by a union above, by the criteria of its season."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from hongmajia.services.models import Activity
from hongmajia.unions.models import Season, Union


class Criterion(models.Model):
    """One criterion by which the activities of a season are evaluated, and its most marks."""

    SEASON = "season"

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="criteria")
    name = models.CharField(_("看什么"), max_length=60)
    most = models.PositiveSmallIntegerField(
        _("满分"), validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["season", "name"], name="one_criterion_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class Evaluation(models.Model):
    """What a union above the one that held the activity thinks of it."""

    activity = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="evaluation")
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="evaluations")
    words = models.TextField(_("评语"), max_length=600)
    at = models.DateTimeField(default=timezone.now)
    history = HistoricalRecords()

    def __str__(self) -> str:
        return f"{self.union} {self.activity}"

    @property
    def total(self) -> int:
        """The sum of its marks."""
        return sum(mark.marks for mark in self.marks.all())

    @property
    def most(self) -> int:
        """The sum of the most marks of its criteria."""
        return sum(mark.criterion.most for mark in self.marks.all())


class Mark(models.Model):
    """The marks of an evaluation for one criterion."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="marks")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="marks")
    marks = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["criterion_id"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "criterion"], name="one_mark_a_criterion")
        ]

    def __str__(self) -> str:
        return f"{self.criterion} {self.marks}"
