"""A new season as it is being prepared, with what colleagues say of it before it is made."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .accounts import User
from .seasons import Season
from .unions import Union


class SeasonDraft(models.Model):
    """What was typed on the page of a new season of ``union``; nothing of it has been made.

    There is one for each year until the season is made, ``made``; then it stays with its remarks.
    """

    union = models.ForeignKey(Union, on_delete=models.CASCADE, related_name="season_drafts")
    year = models.PositiveSmallIntegerField()
    earlier = models.ForeignKey(Season, null=True, on_delete=models.CASCADE, related_name="+")
    """The season after which it is made."""
    typed = models.JSONField()
    """Field of the page → list of the values that were sent."""
    saved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)
    made = models.ForeignKey(Season, null=True, on_delete=models.CASCADE, related_name="drafts")

    class Meta:
        ordering = ["-saved_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["union", "year"], condition=Q(made=None), name="one_season_draft_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.union} {self.year}"

    @property
    def story(self) -> str:
        """The key under which its events are logged."""
        return f"season-draft-{self.pk}"


class DraftRemark(models.Model):
    """What a colleague says of a draft."""

    draft = models.ForeignKey(SeasonDraft, on_delete=models.CASCADE, related_name="remarks")
    text = models.TextField(_("意见"), max_length=500)
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.text
