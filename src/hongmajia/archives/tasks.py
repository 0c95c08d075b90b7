"""Tasks of the archives room."""

import hashlib
import tempfile
from datetime import timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.utils import translation
from django_tasks import task

from hongmajia.core import progress
from hongmajia.core.actors import user_of
from hongmajia.core.errors import Refused
from hongmajia.core.jobs import Failure, fail_when_given_up, failing
from hongmajia.core.queues import LONG

from . import actions
from .enums import ArchiveState
from .making import Maker
from .models import Archive

GIVEN_UP_AFTER = timedelta(days=1)
"""After so long nobody is writing a package any more."""


@task(queue_name=LONG)
def write_archive(pk: int) -> None:
    """Write the package as whoever asked for it may read the year.

    Does nothing unless it is still to be written, so running it twice is harmless.
    """
    found = Archive.objects.select_related("owner", "season__union").filter(pk=pk).first()
    if found is None or found.state != ArchiveState.WRITING:
        return
    with translation.override("zh-hans"), failing(partial(_fail, found), _explained):
        _write(found)


def _fail(archive: Archive, failure: Failure) -> None:
    actions.fail_archive(archive=archive, failure=failure)


fail_when_given_up(write_archive, Archive, _fail)


def _explained(error: Exception) -> Failure | None:
    return {"text": str(error)} if isinstance(error, Refused) else None


def _write(archive: Archive) -> None:
    """A temporary file beside the stored ones, so that storing it is no second copy in memory."""
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, suffix=actions.PARTIAL) as file:
        tell = partial(progress.report, archive.work)
        reader = user_of(archive.owner)
        made = Maker(archive.season, reader, file, archive.started_at, tell).make()
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        actions.store_archive(
            archive=archive, content=File(file), sha256=sha256, files=made.files,
            counts=made.counts,
        )  # fmt: skip


@task(queue_name=LONG)
def forget_archives() -> None:
    """Delete the files of packages older than ``querysets.KEPT_DAYS``, and partial ones of workers
    that died.
    """
    actions.sweep_partial(older_than=GIVEN_UP_AFTER)
    for archive in Archive.objects.outdated():
        actions.delete_file(archive=archive)
