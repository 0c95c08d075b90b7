"""The publicity plan of a union for a season: what is told, where, when and by whom."""

from datetime import datetime, time

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hongmajia.unions.models import Season, Union

from ..querysets import PlanQuerySet


class PlanEntry(models.Model):
    """One row of the plan (宣传计划). It is done once ``done_at`` is set; ``link`` shows it.

    ``due_at`` is the end of the day ``due_on``; ``who`` names an office or a person as typed.
    """

    union = models.ForeignKey(
        Union, on_delete=models.PROTECT, related_name="plan_entries", verbose_name=_("哪个工会的")
    )
    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="plan_entries")
    what = models.CharField(_("宣传什么"), max_length=80)
    medium = models.CharField(_("在哪里"), max_length=40)
    due_on = models.DateField(_("哪天以前"))
    due_at = models.DateTimeField(editable=False)
    who = models.CharField(_("谁来办"), max_length=40)
    done_at = models.DateTimeField(null=True, blank=True)
    link = models.URLField(_("网址"), max_length=300, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(done_at=None), name="plan_entries_open")
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def story(self) -> str:
        """The timeline of the entry's events."""
        return f"plan-{self.pk}"

    @property
    def is_overdue(self) -> bool:
        """Whether it should have been done by now."""
        return self.done_at is None and self.due_at < timezone.now()

    def set_due(self) -> None:
        """Compute ``due_at`` from ``due_on``."""
        end = datetime.combine(self.due_on, time(23, 59, 59))
        self.due_at = timezone.make_aware(end)
