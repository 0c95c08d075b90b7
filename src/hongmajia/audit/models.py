"""Seals of the event log: a chain of hashes over its rows."""

from typing import Any

from django.db import models
from django.utils import timezone


class SealQuerySet(models.QuerySet[Any]):
    """Seals, with or without what they hold."""

    def newest(self) -> "Seal | None":
        """The last one without its rows, which may be large; ``None`` if there is none yet."""
        return self.defer("rows").last()


class Seal(models.Model):
    """One batch of events, closed together. Its number is its place in the chain, from 1 on.

    ``rows`` holds the key and the mark of each event, ``hash`` is an HMAC over them, the
    number, the time and the hash of the seal before (``sealing.hash_of``). ``copied_at`` is when
    its events were sent to another machine (``copying``).
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    made_at = models.DateTimeField(default=timezone.now)
    first = models.PositiveBigIntegerField()
    last = models.PositiveBigIntegerField()
    count = models.PositiveIntegerField()
    rows = models.BinaryField()
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)
    copied_at = models.DateTimeField(null=True)

    objects = SealQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        indexes = [
            models.Index(fields=["made_at"], name="audit_seal_time"),
            models.Index(
                fields=["number"], name="audit_seal_to_copy", condition=models.Q(copied_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"seal {self.number}"
