"""The nightly backup and the monthly drill, where ``HONGMAJIA_BACKUP`` names a folder."""

import logging

from django.conf import settings
from django.utils import translation
from django_tasks import task

from hongmajia.core.queues import LONG

from .errors import BackupError
from .running import back_up, hold_drill, prune

log = logging.getLogger("backups")


@task(queue_name=LONG)
def back_up_nightly() -> None:
    """Make a backup and delete old ones; if it runs again, there is one more."""
    if (place := settings.BACKUP_FOLDER) is None:
        return
    days, weeks, months = settings.BACKUP_KEEP
    prune(place, days=days, weeks=weeks, months=months)  # first, since it makes room
    with translation.override("zh-hans"):
        try:
            back_up(place)
        except BackupError as error:
            log.error("backup failed: %s", error)


@task(queue_name=LONG)
def drill_monthly() -> None:
    """Restore the newest backup beside and compare; it changes nothing."""
    if (place := settings.BACKUP_FOLDER) is None:
        return
    with translation.override("zh-hans"):
        try:
            compared = hold_drill(place)
        except BackupError as error:
            log.error("drill failed: %s", error)
            return
    if not compared.is_equal:
        log.error("drill: %s is not equal to what was backed up", compared.backup)
