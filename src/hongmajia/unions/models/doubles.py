"""Pairs of enterprises that may be one and the same."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from ..enums import Alike
from ..querysets import FirmPairQuerySet
from .accounts import Enterprise
from .unions import Union


class FirmPair(models.Model):
    """Two registered enterprises that may be one, and why; found by ``unions.doubles``.

    ``first`` has the lower key. ``union`` is the one whose cadres are to look: the nearest at or
    above both enterprises that has a cadre. A pair that somebody looked at and found to be two
    enterprises stays, with ``apart_at``, so that it is not asked about again.
    """

    first = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="+")
    reasons = models.JSONField(default=list)
    """Values of ``Alike``, the strongest first."""
    union = models.ForeignKey(Union, null=True, on_delete=models.CASCADE, related_name="firm_pairs")
    found_at = models.DateTimeField(default=timezone.now)
    apart_at = models.DateTimeField(null=True, blank=True)
    apart_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = FirmPairQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="one_pair_once")]
        indexes = [models.Index(fields=["union", "apart_at"], name="firm_pair_waits")]

    def __str__(self) -> str:
        return f"{self.first} {self.second}"

    @property
    def labels(self) -> list[str]:
        """Why they may be one, in words."""
        return [str(Alike(reason).label) for reason in self.reasons]
