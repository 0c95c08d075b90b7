"""Actions on packages: asked for, stored, failed, fetched, forgotten."""

from collections.abc import Sequence

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


@transaction.atomic
def store_archive(
    *, archive: Archive, content: File[bytes], sha256: str, files: int,
    counts: Sequence[tuple[str, int]],
) -> None:  # fmt: skip
    """Store the finished package, unless it has ended meanwhile.

    ``sha256`` is that of the whole file, in hex; it is logged. Raises ``Refused`` if the year was
    opened while it was written: parts of it may differ.
    """
    waiting = Archive.objects.select_for_update(of=("self",)).filter(state=ArchiveState.WRITING)
    for found in waiting.filter(pk=archive.pk).select_related("season__union"):
        season = Season.objects.select_for_update().get(pk=found.season_id)
        if not season.is_closed or season.closed_at != archive.season.closed_at:
            raise Refused(_("写的时候这一年开放了更正，前后可能不一样。等更正完再做。"))
        found.state, found.finished_at = ArchiveState.DONE, timezone.now()
        found.sha256, found.files, found.counts = sha256, files, [list(pair) for pair in counts]
        found.size = content.size
        found.file.save(f"hongmajia-{season.year}-{found.pk}.zip", content)
        record(None, ArchiveVerb.MADE, found, data={"year": season.year, "sha256": sha256})


def fail_archive(*, archive: Archive, failure: Failure | None = None) -> None:
    """Mark a package as failed, unless it has ended already."""
    Archive.objects.filter(pk=archive.pk, state=ArchiveState.WRITING).update(
        state=ArchiveState.FAILED, failure=failure or {}, finished_at=timezone.now()
    )


def fetch_archive(*, actor: Actor, archive: Archive) -> None:
    """Log that ``actor`` takes the package away."""
    record(actor, ArchiveVerb.FETCHED, archive, data={"year": archive.season.year})


def delete_file(*, archive: Archive) -> None:
    """Delete the file of a package; its row and hash stay."""
    archive.file.delete(save=False)
    Archive.objects.filter(pk=archive.pk).update(file="")
