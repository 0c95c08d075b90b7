"""What a system administrator has to look at: what is wrong now, and what will be soon."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from hongmajia.audit.models import Seal
from hongmajia.backups.enums import RunKind, RunResult
from hongmajia.backups.models import BackupRun
from hongmajia.core.models import Event

from . import facts

WAITS_TOO_LONG = timedelta(minutes=10)
"""A task waits seconds; so does an event for its seal."""
BACKUP_EVERY = timedelta(hours=26)
DRILL_EVERY = timedelta(days=35)
FULL, NEARLY_FULL = 0.1, 0.2
"""Part of the disk that is free."""


@dataclass(frozen=True)
class Alarm:
    """One thing to look at; ``is_late`` says that it is wrong now."""

    title: str
    detail: str
    is_late: bool


def alarms() -> list[Alarm]:
    """All of them, what is wrong now first."""
    found = [*_of_parts(), *_of_tasks(), *_of_backups(), *_of_drills(), *_of_seals(), *_of_disk()]
    return sorted(found, key=lambda alarm: not alarm.is_late)


def _of_parts() -> Iterator[Alarm]:
    for part in facts.parts():
        if not part.is_well:
            yield Alarm(part.name, part.state, is_late=True)


def _of_tasks() -> Iterator[Alarm]:
    if n := facts.failed_tasks().count():
        words = _("%(n)s件，在下面再跑一次，或者不做了。") % {"n": n}
        yield Alarm(_("有任务没做成"), words, is_late=True)
    before = timezone.now() - WAITS_TOO_LONG
    waiting: Any = DBTaskResult.objects.ready().filter(enqueued_at__lt=before)
    if oldest := waiting.order_by("enqueued_at").first():
        words = _("最久的从%(at)s等到现在。") % {"at": _time(oldest.enqueued_at)}
        yield Alarm(_("任务排队太久"), words, is_late=True)


def _of_backups() -> Iterator[Alarm]:
    if settings.BACKUP_FOLDER is None:
        words = _("请设置HONGMAJIA_BACKUP，放到另外的磁盘或者机器上。")
        yield Alarm(_("没有自动备份"), words, is_late=False)
        return
    last = BackupRun.objects.filter(kind=RunKind.BACKUP, result=RunResult.GOOD).first()
    if last is None or _is_old(last.ended_at or last.started_at, BACKUP_EVERY):
        yield Alarm(_("备份没有做"), _last(last), is_late=True)


def _of_drills() -> Iterator[Alarm]:
    last = BackupRun.objects.filter(kind=RunKind.DRILL).exclude(result=RunResult.RUNNING).first()
    if last and last.result != RunResult.GOOD:
        yield Alarm(_("恢复演练没有通过"), last.detail.partition("\n")[0], is_late=True)
    elif settings.BACKUP_FOLDER and (last is None or _is_old(last.started_at, DRILL_EVERY)):
        yield Alarm(_("备份能不能恢复，很久没试了"), _last(last), is_late=False)


def _of_seals() -> Iterator[Alarm]:
    last = Seal.objects.newest()
    newer = Event.objects.filter(pk__gt=last.last if last else 0).order_by("pk").first()
    if newer and _is_old(newer.at, WAITS_TOO_LONG):
        words = _("%(at)s以后的日志没有封存。") % {"at": _time(newer.at)}
        yield Alarm(_("日志封存停了"), words, is_late=True)
    if settings.SEALS_FILE is None:
        words = _("请设置HONGMAJIA_SEALS，放到数据库管理员改不到的地方。")
        yield Alarm(_("日志封存没有另存"), words, is_late=False)


def _of_disk() -> Iterator[Alarm]:
    usage = shutil.disk_usage(settings.DATA)
    free = usage.free / usage.total
    if free < NEARLY_FULL:
        words = _("数据目录所在磁盘还剩%(part)s%%。") % {"part": round(free * 100)}
        yield Alarm(_("磁盘快满了"), words, is_late=free < FULL)


def _last(run: BackupRun | None) -> str:
    return _("上次是%(at)s。") % {"at": _time(run.started_at)} if run else _("还没有做过。")


def _is_old(moment: datetime, span: timedelta) -> bool:
    return moment < timezone.now() - span


def _time(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")
