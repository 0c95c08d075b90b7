"""What use has taught matching: numbers only, of nobody."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import LessonKind


class Lesson(models.Model):
    """That a helper turned out right for a need, and who else might have been asked, as the parts
    of their scores (ADR 113).

    No need and no helper is named: ``key`` and ``source`` are marks made with the secret key, by
    which a lesson is found again and one helper's many lessons are told. ``month`` is the first
    day of the month of the agreement, ``embedded`` says that meanings were compared.
    """

    key = models.CharField(max_length=32, unique=True)
    source = models.CharField(max_length=32)
    month = models.DateField()
    kind = models.CharField(max_length=10, choices=LessonKind.choices)
    embedded = models.BooleanField(default=False)
    right = models.JSONField()
    others = models.JSONField()

    class Meta:
        ordering = ["month", "id"]
        verbose_name = _("对接经验")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.month:%Y-%m}"
