"""Ceremonies: flags that are handed to teams and their groups, and pairs that are sealed."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from hongmajia.people.models import Apprenticeship, Helper, TeamGroup
from hongmajia.services.models import Activity
from hongmajia.unions.models import Union

from .after import EventPhoto


class Ceremony(models.Model):
    """A ceremony that took place at an activity, on the day ``on``.

    Flags and pairs of the activity are planned until they belong to a ceremony. Taking it back
    deletes the row, and they are planned again (ADR 101).
    """

    activity = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="ceremony")
    on = models.DateField(_("哪一天"))
    photo = models.ForeignKey(
        EventPhoto, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now)
    history = HistoricalRecords()

    def __str__(self) -> str:
        return f"{self.activity} {self.on}"


class Flag(models.Model):
    """A flag handed, or to be handed, to a team or to one group of it (队 → 分队 → 组).

    ``before_on`` and ``before_by`` are the flag that the team had before, to which it goes back
    when the ceremony is taken back. A group's flag changes nothing of its team.
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="flags")
    ceremony = models.ForeignKey(
        Ceremony, null=True, blank=True, on_delete=models.SET_NULL, related_name="flags"
    )
    team = models.ForeignKey(Helper, on_delete=models.PROTECT, related_name="ceremony_flags")
    group = models.ForeignKey(
        TeamGroup, null=True, blank=True, on_delete=models.SET_NULL, related_name="flags"
    )
    group_name = models.CharField(max_length=40, blank=True)
    """The name of the group as it was; groups without members are deleted."""
    is_made = models.BooleanField(_("旗已做好"), default=False)
    before_on = models.DateField(null=True, blank=True)
    before_by = models.ForeignKey(
        Union, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "team", "group_name"], name="one_flag_a_team_and_group"
            )
        ]

    def __str__(self) -> str:
        return f"{self.team} {self.group_name}".strip()


class Seal(models.Model):
    """A pair of master and apprentice that is sealed, or to be sealed, at an activity.

    ``has_signed`` says that the agreement was signed at the ceremony, which this did.
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="seals")
    ceremony = models.ForeignKey(
        Ceremony, null=True, blank=True, on_delete=models.SET_NULL, related_name="seals"
    )
    apprenticeship = models.ForeignKey(
        Apprenticeship, on_delete=models.PROTECT, related_name="seals"
    )
    has_signed = models.BooleanField(default=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "apprenticeship"], name="one_seal_a_pair")
        ]

    def __str__(self) -> str:
        return str(self.apprenticeship)
