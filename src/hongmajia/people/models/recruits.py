"""Who came onto the roll by a recruiting call."""

from django.db import models
from django.utils import timezone

from hongmajia.unions.models import Season, Union

from .helpers import Helper


class Recruit(models.Model):
    """That a helper came onto the roll of ``union`` by a public call.

    ``title`` is that of the call and ``group`` the group for which they applied, as they were then.
    """

    SEASON = "season"

    helper = models.ForeignKey(Helper, on_delete=models.PROTECT, related_name="recruitments")
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="recruits")
    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="recruits")
    title = models.CharField(max_length=40)
    group = models.CharField(max_length=40, blank=True)
    recruited_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["helper", "season"], name="one_recruitment_a_season")
        ]

    def __str__(self) -> str:
        return f"{self.helper} {self.title}"
