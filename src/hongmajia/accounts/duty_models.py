"""Duties of the installation, which belong to no union, and the policy on accounts."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from .duty_enums import DutyKind, PolicyName


class DutyQuerySet(models.QuerySet["Duty"]):
    """Queries on duties."""

    def open(self) -> "DutyQuerySet":
        """Those that have not ended."""
        return self.filter(ended_at=None)


class Duty(models.Model):
    """The duty of a user, who granted it, and when it ended."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="duties"
    )
    kind = models.CharField(max_length=10, choices=DutyKind.choices)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    granted_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        ordering = ["-granted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(ended_at=None), name="one_duty_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_kind_display()}"


class Policy(models.Model):
    """A setting on accounts that a security administrator has stored (``policy.py``)."""

    name = models.CharField(max_length=20, primary_key=True, choices=PolicyName.choices)
    value = models.CharField(max_length=500)

    def __str__(self) -> str:
        return f"{self.name}={self.value}"
