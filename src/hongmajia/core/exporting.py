"""The life of an export: asked for, written by the worker, fetched, forgotten."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from . import progress
from .actors import Actor, user_of
from .acts import record
from .enums import ExportState, ExportVerb
from .errors import Refused, TooOften
from .exports import Content, Exporter, exporter_of
from .jobs import STUCK_AFTER, Failure, fail_when_given_up, failing
from .limits import EXPORTED
from .models import Export
from .queues import LONG
from .spreadsheets import Sheet, write_xlsx
from .table_pages import Head

KEPT = timedelta(days=1)
"""How long a file can be fetched, and is used again for others who ask for the same."""
MOST_WAITING = 20
"""Exports for everybody that may wait at a time; of seconds each, so the queue moves on."""


def start_export(
    *, exporter: Exporter, query: str, actor: Actor, asker: str, own: Iterable[int] = ()
) -> Export:
    """Request an export; the same one again while it is being written, or nothing has changed.

    ``asker`` is who is counted (``limits.asker_of``), ``own`` the keys of the exports for everybody
    that the asker's session has. Raises ``TooOften``, and ``Refused`` while another of the asker's
    exports is being written.
    """
    wanted: dict[str, Any] = {
        "kind": exporter.kind,
        "query": query,
        "language": translation.get_language(),
    }
    theirs = Export.objects.visible_to(actor, own)
    if exporter.version is None:
        same = theirs.filter(owner=actor.pk, **wanted).in_work().first()
        return same or _start_own(wanted, actor, asker, theirs)
    wanted["version"] = exporter.version()
    return _reusable(wanted) or _start_shared(wanted, asker, theirs)


def _reusable(wanted: dict[str, Any]) -> Export | None:
    """The file for everybody that holds what is wanted now, or will in a moment."""
    shared = Export.objects.filter(owner=None, **wanted)
    since = timezone.now() - KEPT / 2  # whoever gets it has time to fetch it
    written = shared.filter(state=ExportState.DONE, started_at__gt=since).exclude(file="")
    found: Export | None = written.first() or shared.in_work().first()
    return found


@transaction.atomic
def _start_own(wanted: dict[str, Any], actor: Actor, asker: str, theirs: Any) -> Export:
    _count(asker, theirs)
    export = Export.objects.create(owner=user_of(actor), **wanted)
    record(actor, ExportVerb.ASKED, export, data={"kind": export.kind, "query": export.query})
    write_export.enqueue(export.pk)
    return export


@transaction.atomic
def _start_shared(wanted: dict[str, Any], asker: str, theirs: Any) -> Export:
    if Export.objects.filter(owner=None).in_work().count() >= MOST_WAITING:
        raise TooOften(_("现在导出的人很多，请过一分钟再来。"), wait=60)
    _count(asker, theirs)
    export = Export.objects.create(**wanted)
    write_export.enqueue(export.pk)
    return export


def _count(asker: str, theirs: Any) -> None:
    if theirs.in_work().exists():
        raise Refused(_("您的上一份表格还在写，写好了再导出下一份。"))
    EXPORTED.take(asker)


@task(queue_name=LONG)
def write_export(pk: int) -> None:
    """Write the file with what its owner may read now.

    Does nothing unless it is still to be written, so running it twice is harmless.
    """
    export = Export.objects.select_related("owner").filter(pk=pk).first()
    if export is None or export.state != ExportState.WRITING:
        return
    fail = partial(_fail, export)
    with translation.override(export.language), failing(fail, _explained):
        content = _content(export)
        _store(export, content, write_xlsx(*content.sheets))


def _content(export: Export) -> Content:
    """The content, whose rows report the progress when they are read."""
    content = exporter_of(export.kind).content(export.owner, QueryDict(export.query))
    counted = progress.counting(partial(progress.report, export.work), content.total)
    sheets = [
        replace(sheet, rows=counted(iter(sheet.rows)), head=_head(export, content, sheet))
        for sheet in content.sheets
    ]
    return content._replace(sheets=sheets)


def _head(export: Export, content: Content, sheet: Sheet) -> Head:
    """The head of a sheet, which is named in the title if there are several."""
    owner, title = export.owner, content.title or content.name
    unit = content.unit or (str(owner.home_union or "") if owner else "")
    several = _("%(title)s（%(sheet)s）") % {"title": title, "sheet": sheet.name}
    return Head(
        title=several if len(content.sheets) > 1 else title,
        unit=unit,
        by=owner.display_name if owner else "",
    )


@transaction.atomic
def _store(export: Export, content: Content, written: bytes) -> None:
    """Store the file, unless the export has ended meanwhile."""
    waiting = Export.objects.select_for_update().filter(state=ExportState.WRITING)
    for found in waiting.filter(pk=export.pk):
        found.state, found.finished_at = ExportState.DONE, timezone.now()
        found.total, found.file_name = content.total, f"{content.name}.xlsx"
        found.file.save(f"{found.pk}.xlsx", ContentFile(written))


def _explained(error: Exception) -> Failure | None:
    """The words of a refusal, such as that the reader may not see it any more."""
    return {"text": str(error)} if isinstance(error, Refused) else None


def _fail(export: Export, failure: Failure) -> None:
    Export.objects.filter(pk=export.pk, state=ExportState.WRITING).update(
        state=ExportState.FAILED, failure=failure, finished_at=timezone.now()
    )


fail_when_given_up(write_export, Export, _fail)


@task(queue_name=LONG)
def forget_exports() -> None:
    """Delete files older than ``KEPT``; rows of accounts stay, since the log of acts names them."""
    old = Export.objects.filter(started_at__lt=timezone.now() - KEPT - STUCK_AFTER)
    for export in old.exclude(file=""):
        export.file.delete(save=False)
        Export.objects.filter(pk=export.pk).update(file="")
    old.filter(owner=None).delete()
