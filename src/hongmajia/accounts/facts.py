"""Facts of the running installation for its system administrator; none of them is about a need."""

import os
import platform
import shutil
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple

import django
from django.conf import settings
from django.db import connection
from django.db.models import Count, QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks_db.models import DBTaskResult

from hongmajia import __version__
from hongmajia.backups.databases import database_of
from hongmajia.backups.enums import RunKind
from hongmajia.backups.models import BackupRun
from hongmajia.config.environment import VARIABLES
from hongmajia.core.health import DOWN, OK, PENDING, SILENT, readiness
from hongmajia.core.heartbeats import CLOCK
from hongmajia.core.queues import LONG, QUEUES, SHORT
from hongmajia.notices.enums import DeliveryState, Reason
from hongmajia.notices.models import Delivery

LATELY = timedelta(days=7)

NAMES = {
    "database": gettext_lazy("数据库"),
    "migrations": gettext_lazy("数据表和程序的版本一致"),
    f"worker {SHORT}": gettext_lazy("短任务的进程"),
    f"worker {LONG}": gettext_lazy("长任务的进程"),
    CLOCK: gettext_lazy("定时任务的进程"),
}
"""The parts of ``/readyz`` in words."""
STATES = {
    OK: gettext_lazy("正常"),
    DOWN: gettext_lazy("连不上"),
    PENDING: gettext_lazy("还没有升级"),
    SILENT: gettext_lazy("没有动静"),
}
QUEUE_NAMES = {SHORT: gettext_lazy("短任务"), LONG: gettext_lazy("长任务")}


class Part(NamedTuple):
    """A part of the installation, in words and as ``/readyz`` calls it, and whether it runs."""

    name: str
    key: str
    state: str
    is_well: bool


def parts() -> list[Part]:
    """The parts that ``/readyz`` reports."""
    return [
        Part(
            str(NAMES.get(key, key)),
            key,
            str(STATES.get(part["state"], part["state"])),
            part["state"] == OK,
        )
        for key, part in readiness().items()
    ]


def versions() -> list[tuple[str, str]]:
    """The versions of what runs."""
    database: Any = getattr(connection, "Database", None)
    return [
        (_("红马甲"), __version__),
        ("Python", platform.python_version()),
        ("Django", django.get_version()),
        (_("数据库"), f"{connection.vendor} {getattr(database, '__version__', '')}".strip()),
    ]


def queues() -> list[dict[str, Any]]:
    """How many tasks of each queue wait, run, and failed in the last days."""
    since = timezone.now() - LATELY
    recent = DBTaskResult.objects.filter(enqueued_at__gte=since) | DBTaskResult.objects.filter(
        status__in=["READY", "RUNNING"]
    )
    counted = recent.order_by().values_list("queue_name", "status").annotate(n=Count("pk"))
    known = {(queue, status): n for queue, status, n in counted}
    return [
        {
            "name": QUEUE_NAMES[queue],
            "waiting": known.get((queue, "READY"), 0),
            "running": known.get((queue, "RUNNING"), 0),
            "failed": known.get((queue, "FAILED"), 0),
        }
        for queue in QUEUES
    ]


def failed_tasks() -> Any:
    """The tasks that failed in the last days, the newest first."""
    since = timezone.now() - LATELY
    return DBTaskResult.objects.failed().filter(finished_at__gte=since).order_by("-finished_at")


def places() -> list[tuple[str, str]]:
    """How large the database is, and how much room the disk of the data folder has."""
    usage = shutil.disk_usage(settings.DATA)
    facts = {"free": filesizeformat(usage.free), "total": filesizeformat(usage.total)}
    return [
        (_("数据库"), filesizeformat(database_of().size())),
        (_("数据目录所在磁盘"), _("还有%(free)s，共%(total)s") % facts),
    ]


def last_runs() -> list[BackupRun]:
    """The last backup and the last drill."""
    found = (BackupRun.objects.filter(kind=kind).first() for kind in RunKind)
    return [run for run in found if run]


def deliveries() -> list[tuple[str, int]]:
    """How many messages of the last days are in each state."""
    return _labelled(_recent(), "state", DeliveryState)


def reasons() -> list[tuple[str, int]]:
    """Why messages of the last days did not arrive, or may not have."""
    return _labelled(_recent().exclude(reason=""), "reason", Reason)


def settings_shown() -> Iterator[tuple[str, str]]:
    """Every setting by name, with its value; of a secret only whether it is set, else ``""``."""
    for variable in VARIABLES:
        text = next(filter(None, map(os.environ.get, variable.names)), "")
        if variable.secret:
            yield variable.name, _("已设，不显示") if text else ""
        else:
            yield variable.name, text or variable.default


def _recent() -> QuerySet[Delivery]:
    return Delivery.objects.filter(created_at__gte=timezone.now() - LATELY)


def _labelled(rows: Any, field: str, labels: Any) -> list[tuple[str, int]]:
    counted = dict(rows.order_by().values_list(field).annotate(n=Count("pk")))
    return [(label, counted[value]) for value, label in labels.choices if value in counted]
