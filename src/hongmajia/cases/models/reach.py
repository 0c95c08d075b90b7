"""How far cases and books reach: uses by enterprises, openings and downloads, copies handed out."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.services.models import Activity
from hongmajia.unions.models import Enterprise, Union

from ..enums import Reading
from .booklets import Booklet
from .cases import Case


class CaseUse(models.Model):
    """An enterprise says that it put a case to use (我用上了), once for each case.

    ``text`` is the line on what that brought; staff of unions read it, the public the number.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="uses")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="case_uses")
    text = models.CharField(_("带来了什么"), max_length=200)
    used_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-used_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "enterprise"], name="one_use_a_case_a_firm")
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.enterprise}"


class DayOfReading(models.Model):
    """How often a case was opened or a book downloaded on a day, without whose device it was."""

    case = models.ForeignKey(Case, null=True, on_delete=models.CASCADE, related_name="readings")
    booklet = models.ForeignKey(
        Booklet, null=True, on_delete=models.CASCADE, related_name="readings"
    )
    kind = models.CharField(max_length=10, choices=Reading.choices)
    day = models.DateField()
    times = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-day", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "day"], condition=Q(booklet=None), name="one_day_a_case"
            ),
            models.UniqueConstraint(
                fields=["booklet", "kind", "day"], condition=Q(case=None), name="one_day_a_book"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case or self.booklet} {self.kind} {self.day}"


class Handout(models.Model):
    """Copies of a book that a union handed out, at one of its activities or elsewhere."""

    booklet = models.ForeignKey(Booklet, on_delete=models.CASCADE, related_name="handouts")
    union = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="handouts", verbose_name=_("哪个工会发的")
    )
    activity = models.ForeignKey(
        Activity, null=True, blank=True, on_delete=models.SET_NULL, related_name="handouts",
        verbose_name=_("在哪场活动上"),
    )  # fmt: skip
    day = models.DateField(_("哪天"), default=timezone.localdate)
    copies = models.PositiveIntegerField(
        _("发了几本"), validators=[MinValueValidator(1), MaxValueValidator(100_000)]
    )
    entered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-day", "-id"]

    def __str__(self) -> str:
        return f"{self.booklet} {self.union} {self.copies}"
