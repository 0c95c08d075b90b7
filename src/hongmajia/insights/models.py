"""What is kept of exports; no figure is kept anywhere."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from hongmajia.unions.models import User

from .enums import LedgerState
from .querysets import LedgerQuerySet


class Ledger(models.Model):
    """A ledger (台账) being written or written: the records behind a page of figures.

    ``query`` is the address of that page, ``measure`` the one indicator asked for, empty for all
    records.
    """

    actor = models.ForeignKey(User, on_delete=models.CASCADE, related_name="ledgers")
    query = models.CharField(max_length=300)
    measure = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=10)
    state = models.CharField(
        max_length=10, choices=LedgerState.choices, default=LedgerState.WRITING
    )
    total = models.PositiveIntegerField(default=0)
    file = models.FileField(upload_to="ledgers/%Y/%m/", blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    objects = LedgerQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"ledger {self.pk}"

    @property
    def work(self) -> str:
        """The name under which its progress is told."""
        return f"ledger-{self.pk}"

    @property
    def is_running(self) -> bool:
        return self.state == LedgerState.WRITING

    @property
    def looks_stuck(self) -> bool:
        """It should long be over: the worker was cut off."""
        return self.is_running and timezone.now() - self.created_at > timedelta(minutes=10)
