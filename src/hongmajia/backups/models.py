"""What became of backups and restore drills."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .enums import RunKind, RunResult


class BackupRun(models.Model):
    """One backup that was made, or one drill that restored it beside and compared it.

    ``folder`` is the backup's folder, ``size`` its bytes. ``detail`` says in words what differed or
    failed.
    """

    kind = models.CharField(max_length=6, choices=RunKind.choices)
    result = models.CharField(max_length=8, choices=RunResult.choices, default=RunResult.RUNNING)
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    folder = models.CharField(_("备份目录"), max_length=500, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    detail = models.TextField(blank=True)

    class Meta:
        ordering = ["-started_at", "-id"]
        indexes = [models.Index(fields=["kind", "-started_at"], name="backups_last_of_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.started_at:%Y-%m-%d %H:%M}"
