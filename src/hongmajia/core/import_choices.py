"""What a person chooses of a checked import: sheet, columns, words, and rows without faults."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.spelling import folded

from . import progress
from .actors import user_of
from .column_maps import ColumnMap, map_of, shelf
from .enums import ImportState
from .errors import Refused, WrongState
from .importers import importer_of
from .importing import READ_AT_ONCE, check_job, delete_files, read_of
from .models import ImportJob
from .spreadsheets import Choice

LAST_LINE = 100
"""Headings that begin further down are none."""


@transaction.atomic
def choose_table(*, job: ImportJob, choice: Choice) -> ImportJob:
    """Read another sheet of the file, another line as its headings, or with or without its hidden
    rows, and queue its check.

    Raises ``Refused`` if there is no such sheet or line, and ``WrongState`` if the job is not at
    rest.
    """
    others = [one["name"] for one in job.report.get("others", [])]
    if choice.sheet and choice.sheet not in [*job.report.get("sheets", []), *others]:
        raise Refused(_("这个文件里没有“%(name)s”这张表。") % {"name": choice.sheet})
    if not 0 <= choice.heading <= LAST_LINE:
        raise Refused(_("表头要在前%(n)s行里。") % {"n": LAST_LINE})
    return _check_again(
        job,
        sheet=choice.sheet or (job.report.get("sheet", "") if choice.heading else ""),
        without_hidden=choice.without_hidden,
        heading=choice.heading,
        without_faulty=False,
    )


@transaction.atomic
def map_columns(
    *,
    job: ImportJob,
    columns: Sequence[tuple[str, str]],
    words: Mapping[str, Mapping[str, str]],
    is_kept: bool,
) -> ImportJob:
    """Say which columns (heading, field) are which and what words mean, and queue the check.

    ``is_kept``: it is also used for the next file of the union. Raises ``Refused`` for a field that
    is chosen twice or not at all, and ``WrongState`` if the job is not at rest.
    """
    importer = importer_of(job.kind)
    assumed = importer.assumed(user_of(job.owner))
    required = [name for name in importer.required if name not in assumed]
    chosen = map_of(columns, importer.labels, required)
    meant = {name: {folded(word): ours for word, ours in of.items() if ours}
             for name, of in words.items()}  # fmt: skip
    said = ColumnMap.of(job.said).with_all_of(ColumnMap(chosen, meant))
    job = _check_again(job, said=said.stored(), without_faulty=False)
    if is_kept:
        shelf().keep(user_of(job.owner), job.kind, ColumnMap(chosen, meant))
    return job


@transaction.atomic
def leave_out_faulty(*, job: ImportJob) -> ImportJob:
    """Leave out the rows with faults, and queue the check of the others.

    Raises ``WrongState`` if there are none or the job is not at rest.
    """
    if job.state != ImportState.FAULTY or job.report["faulty_rows"] >= job.total:
        raise WrongState(_("没有可以单独导入的行。请刷新看看。"))
    return _check_again(job, without_faulty=True)


@transaction.atomic
def discard_import(*, job: ImportJob) -> ImportJob:
    """End a checked import without writing anything, and delete its file.

    Raises ``WrongState`` if it is being checked or written, or is over.
    """
    at_rest = ImportJob.objects.filter(pk=job.pk, state__in=ImportJob.CHECKED)
    if not at_rest.update(state=ImportState.DISCARDED, finished_at=timezone.now()):
        raise WrongState(_("这个文件已经在导入，或者已经了结。请刷新看看。"))
    ended = ImportJob.objects.filter(pk=job.pk, state=ImportState.DISCARDED)
    transaction.on_commit(partial(delete_files, ended))
    return job


def _check_again(job: ImportJob, **chosen: Any) -> ImportJob:
    """Save what was chosen and queue the check.

    What cannot be read is told at once; of a large file the check says so.
    """
    at_rest = ImportJob.objects.filter(pk=job.pk, state__in=ImportJob.CHECKED).exclude(file="")
    if not at_rest.update(state=ImportState.CHECKING, **chosen):
        raise WrongState(_("这个文件已经在导入，或者核对过很久了。请刷新看看，或者重新上传。"))
    job.refresh_from_db()
    if job.file.size <= READ_AT_ONCE:
        job.total = len(read_of(job).rows)
        job.save(update_fields=["total"])
    progress.report(job.work, 0, job.total)
    transaction.on_commit(partial(check_job.enqueue, job.pk))
    return job
