"""Actions on packages: asked for, stored, failed, fetched, forgotten."""

import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor, user_of
from hongmajia.core.acts import record
from hongmajia.core.errors import Refused
from hongmajia.core.jobs import Failure
from hongmajia.unions.models import Season

from .enums import ArchiveState, ArchiveVerb
from .models import Archive

PARTIAL = ".archive"
"""The ending of a package that is being written."""


@transaction.atomic
def start_archive(*, actor: Actor, season: Season) -> Archive:
    """Ask for a package of a closed year; ``receivers`` enqueues the task that writes it.

    Raises ``Refused`` for a year that is not closed, or open for corrections, and while another
    package of it is being written.
    """
    season = Season.objects.select_for_update().select_related("union").get(pk=season.pk)
    if not season.is_closed:
        raise Refused(
            _("%(year)s年度还没有归档，或者正开放更正，不能制作归档包。") % {"year": season.year}
        )
    if season.archives.in_work().exists():
        raise Refused(_("这一年的归档包正在写，写好了再做。"))
    archive = Archive.objects.create(owner=user_of(actor), season=season)
    record(actor, ArchiveVerb.ASKED, archive, data={"year": season.year})
    return archive


def store_archive(
    *, archive: Archive, content: File[bytes], sha256: str, files: int,
    counts: Sequence[tuple[str, int]],
) -> None:  # fmt: skip
    """Store the finished package, unless it has ended meanwhile.

    ``sha256`` is that of the whole file, in hex; it is logged. The file is copied before the
    transaction begins, which would keep all others from writing for as long. Raises ``Refused`` if
    the year was opened while it was written: parts of it may differ.
    """
    storage, is_kept = archive.file.storage, False
    name = f"hongmajia-{archive.season.year}-{archive.pk}.zip"
    stored = storage.save(archive.file.field.generate_filename(archive, name), content)
    made = {"sha256": sha256, "files": files, "counts": [list(pair) for pair in counts]}
    try:
        is_kept = _finish(archive, file=stored, size=content.size, **made)
    finally:
        if not is_kept:
            storage.delete(stored)


@transaction.atomic
def _finish(archive: Archive, **made: Any) -> bool:
    """Note that a package is stored; whether it was still waited for. Raises ``Refused``."""
    season = Season.objects.select_for_update().get(pk=archive.season_id)
    if not season.is_closed or season.closed_at != archive.season.closed_at:
        raise Refused(_("写的时候这一年开放了更正，前后可能不一样。等更正完再做。"))
    waiting = Archive.objects.filter(pk=archive.pk, state=ArchiveState.WRITING)
    done = {"state": ArchiveState.DONE, "finished_at": timezone.now(), **made}
    if not waiting.update(**done):
        return False
    words = {"year": season.year, "sha256": made["sha256"]}
    record(None, ArchiveVerb.MADE, archive, data=words)
    return True


def fail_archive(*, archive: Archive, failure: Failure | None = None) -> None:
    """Mark a package as failed, unless it has ended already."""
    Archive.objects.filter(pk=archive.pk, state=ArchiveState.WRITING).update(
        state=ArchiveState.FAILED, failure=failure or {}, finished_at=timezone.now()
    )


def fetch_archive(*, actor: Actor, archive: Archive) -> None:
    """Log that ``actor`` takes the package away."""
    record(actor, ArchiveVerb.FETCHED, archive, data={"year": archive.season.year})


def sweep_partial(*, older_than: timedelta) -> int:
    """Delete what workers that died left behind: files that are being written, and stored ones that
    no package has. How many. Younger ones may still be written.
    """
    storage: Any = Archive._meta.get_field("file").storage
    kept = set(Archive.objects.exclude(file="").values_list("file", flat=True))
    folder = Path(storage.location)
    found = [*folder.glob(f"*{PARTIAL}"), *folder.glob("archives/*/*/*.zip")]
    since = time.time() - older_than.total_seconds()
    left = [one for one in found if one.relative_to(folder).as_posix() not in kept]
    old = [one for one in left if one.stat().st_mtime < since]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def delete_file(*, archive: Archive) -> None:
    """Delete the file of a package; its row and hash stay."""
    archive.file.delete(save=False)
    Archive.objects.filter(pk=archive.pk).update(file="")
