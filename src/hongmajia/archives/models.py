"""Packages of closed years for the archive office."""

from django.db import models

from hongmajia.core.jobs import Job
from hongmajia.unions.models import Season

from .enums import ArchiveState
from .querysets import ArchiveQuerySet


class Archive(Job):
    """One package of a closed year (归档包), written by the worker.

    ``sha256`` is that of the whole file, in hex, and stays when the file is deleted; ``size`` is in
    bytes. ``counts`` holds what is in it: the title of each kind, and how many.
    """

    WORKING = (ArchiveState.WRITING,)
    FAILED = ArchiveState.FAILED

    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="archives")
    state = models.CharField(
        max_length=10, choices=ArchiveState.choices, default=ArchiveState.WRITING
    )
    file = models.FileField(upload_to="archives/%Y/%m/", max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    counts = models.JSONField(default=list, blank=True)

    objects = ArchiveQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-id"]

    def __str__(self) -> str:
        return f"archive {self.pk}"

    @property
    def story(self) -> str:
        """Events of a package appear on the timeline of its season."""
        return self.season.story
