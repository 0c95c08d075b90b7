"""The steps of an import: upload, check, choose, confirm, write.

Checking and writing are tasks, so they continue when the page is closed. Writing is one
transaction, so all rows are written or none, even after a power failure.
"""

import uuid
from collections.abc import Collection
from datetime import timedelta
from functools import partial
from typing import Any

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from . import imports, progress
from .actors import Actor, user_of
from .acts import record
from .column_maps import ColumnMap, ColumnsUnclear, kept_map
from .enums import ImportState, ImportVerb
from .errors import Refused, WrongState
from .import_reports import report_of, report_of_unclear
from .import_rows import match_headings
from .importers import Importer, importer_of
from .jobs import Failure, fail_when_given_up, failing
from .lives import WORKING, Holder, life, timed
from .models import ImportJob
from .queues import LONG
from .spreadsheets import Choice, Table, UnreadableFile, read_table

READ_AT_ONCE = 1024 * 1024
"""Bytes of a file up to which it is read while its sender waits; a larger one is read by the task
that checks it."""
WAITS = timedelta(days=1)
"""How long a checked table may wait for its confirmation before its owner is reminded."""
REMINDER = "notices.tasks.remind_overdue"

LIFE = life(
    {
        ImportState.CHECKING: WORKING,
        ImportState.MAPPING: timed(Holder.STARTER, REMINDER),
        ImportState.FAULTY: timed(Holder.STARTER, REMINDER),
        ImportState.READY: timed(Holder.STARTER, REMINDER),
        ImportState.WRITING: WORKING,
    },
    over=[
        ImportState.DONE,
        ImportState.FAILED,
        ImportState.TAKEN_BACK,
        ImportState.DISCARDED,
    ],
)


def unconfirmed() -> QuerySet[ImportJob]:
    """Checked tables that wait for their owners, as long as the file is kept.

    A table that was mended is another import: an earlier one is waited for no longer once its owner
    has imported one of the same kind.
    """
    done = ImportJob.objects.filter(state=ImportState.DONE, pk__gt=OuterRef("pk"))
    later = done.filter(owner=OuterRef("owner"), kind=OuterRef("kind")).order_by()
    return ImportJob.objects.filter(~Exists(later), state__in=ImportJob.CHECKED).exclude(file="")


@transaction.atomic
def start_import(*, importer: Importer, file: "UploadedFile[Any]", actor: Actor) -> ImportJob:
    """Save the file and queue its check.

    Raises ``UnreadableFile`` if it is no usable table; of a large file the check says so. A table
    of whose columns some are not known waits for ``import_choices.map_columns``.
    """
    said = kept_map(user_of(actor), importer.kind)
    total, unclear = 0, None
    if (file.size or 0) <= READ_AT_ONCE:
        table = read_table(file, importer.most_rows, importer.wanted_with(said))
        unclear = _unclear_in(importer, table, said, importer.assumed(user_of(actor)))
        total = len(table.rows)
    file.seek(0)
    job = ImportJob.objects.create(
        kind=importer.kind,
        owner=user_of(actor),
        file=File(file, name=f"{uuid.uuid4().hex}.table"),
        file_name=(file.name or "")[:200],
        language=translation.get_language(),
        total=total,
        said=said.stored(),  # type: ignore[misc]
    )
    if unclear:
        _ask_for_columns(job, unclear)
        job.refresh_from_db()
    else:
        transaction.on_commit(partial(check_job.enqueue, job.pk))
    return job


def _unclear_in(
    importer: Importer, table: Table, said: ColumnMap, assumed: Collection[str]
) -> ColumnsUnclear | None:
    """What a person is to say of the columns. Raises it where none of them can be the missing."""
    try:
        match_headings(importer, table, said, assumed)
    except ColumnsUnclear as unclear:
        if unclear.can_be_mapped:
            return unclear
        raise
    return None


@transaction.atomic
def confirm_import(*, job: ImportJob, leave_out: Collection[int] = ()) -> ImportJob:
    """Queue the writing of a checked import without the rows whose numbers are in ``leave_out``.

    Only rows that raised a doubt can be left out. Raises ``WrongState`` if it is not ready: of two
    clicks only the first succeeds; ``Refused`` if no row would be left.
    """
    doubtful = {doubt["row"] for doubt in job.report.get("doubts", [])}
    left_out = sorted(doubtful.intersection(leave_out))
    job.total -= len(left_out)
    if not job.total:
        raise Refused(_("一行也不剩了。不想导入，就不用确认。"))
    job.report = {**job.report, "left_out": left_out}
    ready = ImportJob.objects.filter(pk=job.pk, state=ImportState.READY)
    if not ready.update(state=ImportState.WRITING, report=job.report, total=job.total):
        raise WrongState(_("这个文件已经在导入，或者还有要改的地方。请刷新看看。"))
    progress.report(job.work, 0, job.total)
    transaction.on_commit(partial(write_job.enqueue, job.pk))
    job.state = ImportState.WRITING
    return job


@task(queue_name=LONG)
def check_job(pk: int) -> None:
    """Check every row and save the report."""
    job = ImportJob.objects.select_related("owner").get(pk=pk)
    if job.state != ImportState.CHECKING:
        return
    with translation.override(job.language), failing(partial(_fail, job)):
        try:
            _save_report(job, _check(job))
        except ColumnsUnclear as unclear:
            _ask_for_columns(job, unclear)
        except UnreadableFile as unreadable:
            _fail(job, {"text": str(unreadable)})


@task(queue_name=LONG)
def write_job(pk: int) -> None:
    """Check once more, since the data may have changed, and write all rows or none."""
    job = ImportJob.objects.select_related("owner").get(pk=pk)
    with translation.override(job.language), failing(partial(_fail, job)):
        try:
            _write(job)
        except FaultsFound as found:
            _save_report(job, found.checked)
    # Also for a job that was done before: its worker may have been killed right after the commit.
    delete_files(ImportJob.objects.filter(pk=pk, state=ImportState.DONE))


@task(queue_name=LONG)
def forget_files() -> None:
    """Delete files that are imported, discarded or were uploaded a month ago; the reports stay."""
    month_ago = timezone.now() - timedelta(days=30)
    old = ImportJob.objects.filter(started_at__lt=month_ago)
    old.filter(state__in=ImportJob.CHECKED).update(state=ImportState.DISCARDED)
    over = Q(state__in=(ImportState.DONE, ImportState.DISCARDED))
    delete_files(ImportJob.objects.filter(Q(started_at__lt=month_ago) | over))


def delete_files(jobs: QuerySet[ImportJob]) -> None:
    """Delete the jobs' files; each name is cleared last, so that no file is left without one."""
    for job in jobs.exclude(file=""):
        job.file.delete(save=False)
        ImportJob.objects.filter(pk=job.pk).update(file="")


class FaultsFound(Exception):  # noqa: N818 - nothing is wrong with us
    """Leaves the transaction, so that it is rolled back."""

    def __init__(self, checked: imports.Checked) -> None:
        super().__init__()
        self.checked = checked


@transaction.atomic
def _write(job: ImportJob) -> None:
    locked = ImportJob.objects.select_for_update().get(pk=job.pk)
    if locked.state != ImportState.WRITING:
        return
    importer = importer_of(job.kind)
    told = partial(progress.report, job.work)
    said = ColumnMap.of(job.said)
    checked = imports.write(importer, read_of(job), user_of(job.owner), told, said)
    if checked.faults:
        raise FaultsFound(checked)
    report = {**job.report, "made": checked.made}
    done = {"state": ImportState.DONE, "finished_at": timezone.now(), "report": report}
    done["keys"] = checked.keys
    ImportJob.objects.filter(pk=job.pk).update(**done)
    record(job.owner, ImportVerb.DONE, job, data={"total": job.total, "kind": job.kind})


def _check(job: ImportJob) -> imports.Checked:
    """Check all rows; those with faults are left out and the rest checked again, if so chosen."""
    told = partial(progress.report, job.work)
    importer, actor, said = (
        importer_of(job.kind),
        user_of(job.owner),
        ColumnMap.of(job.said),
    )
    table, left_out = read_of(job), list[int]()
    checked = imports.check(importer, table, actor, told, said)
    first = checked
    while checked.faults and job.without_faulty and len(checked.faulty) < len(table.rows):
        left_out += checked.faulty
        faulty = {*checked.faulty}
        table.rows = [row for row in table.rows if row.number not in faulty]
        checked = imports.check(importer, table, actor, told, said)
    checked.left_out, checked.first_faults = sorted(left_out), first.faults if left_out else []
    return checked


def read_of(job: ImportJob) -> Table:
    """The table of the job's file, as the person chose."""
    importer = importer_of(job.kind)
    choice = Choice(job.sheet, job.without_hidden, job.heading)
    with job.file.open("rb") as file:
        wanted = importer.wanted_with(ColumnMap.of(job.said))
        table = read_table(file, importer.most_rows, wanted, choice)
    table.file = job.file_name
    if job.state == ImportState.WRITING:
        left_out = {*job.report.get("left_out", []), *job.report.get("left_faulty", [])}
        table.rows = [row for row in table.rows if row.number not in left_out]
    return table


def _save_report(job: ImportJob, checked: imports.Checked) -> None:
    """Save the faults and the first rows as they would be imported."""
    report = report_of(importer_of(job.kind), checked, user_of(job.owner))
    state = ImportState.FAULTY if checked.faults else ImportState.READY
    _rest(job, state, report, len(checked.table.rows))


def _ask_for_columns(job: ImportJob, unclear: ColumnsUnclear) -> None:
    """Let the owner say which columns are which."""
    importer, said = importer_of(job.kind), ColumnMap.of(job.said)
    report = report_of_unclear(importer, unclear, said, user_of(job.owner))
    _rest(job, ImportState.MAPPING, report, len(unclear.table.rows))


def _rest(job: ImportJob, state: ImportState, report: dict[str, Any], rows: int) -> None:
    """Save the report. Only from the state in which the task began: a second run of the same task
    must not turn it back.
    """
    same = ImportJob.objects.filter(pk=job.pk, state=job.state)
    same.update(state=state, report=report, finished_at=timezone.now(), total=rows)


def _fail(job: ImportJob, failure: Failure) -> None:
    """Record the failure; the transaction with all rows is rolled back already."""
    ImportJob.objects.filter(pk=job.pk, state__in=ImportJob.WORKING).update(
        state=ImportState.FAILED, failure=failure, finished_at=timezone.now()
    )


fail_when_given_up(check_job, ImportJob, _fail)
fail_when_given_up(write_job, ImportJob, _fail)
