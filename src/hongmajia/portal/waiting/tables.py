"""Checked tables that wait for the user to confirm the import."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.importing import unconfirmed
from hongmajia.core.models import ImportJob
from hongmajia.core.templatetags.ui import month_day

from .kinds import ROWS, Kind, Row

KINDS = (Kind.FOLLOW_UP,)


def waiting(user: Any, now: datetime) -> QuerySet[ImportJob]:
    """Those of the user."""
    mine: QuerySet[ImportJob] = unconfirmed().filter(owner=user)
    return mine


def rows(user: Any) -> list[Row]:
    """The newest ones as rows of the desk; they have no deadline."""
    return [row(job) for job in waiting(user, timezone.now())[:ROWS]]


def row(job: ImportJob) -> Row:
    """The row of one table."""
    url = reverse("import_job", args=[job.pk])
    return Row(
        kind=Kind.FOLLOW_UP,
        what=_("导入表格"),
        title=job.file_name,
        url=url,
        button=_("去看"),
        button_url=url,
        due_at=None,
        dismiss_url=reverse("import_discard", args=[job.pk]),
        since=[job.get_state_display(), month_day(job.started_at)],
    )
