"""Making a backup: a folder with the database, the uploads and the list of both."""

import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia import __version__
from hongmajia.core.encryption import field_keys
from hongmajia.core.models import EncryptionKey

from .databases import Database, database_of
from .errors import BackupError
from .finding import PARTIAL
from .manifest import Manifest, describe_file

MEDIA, KEYS = "media", "keys"
"""Folders within a backup."""
UNFINISHED = ".archive"
"""End of the name of a package that is being written among the uploads."""
SPARE = 1.1
"""A backup may take this many times the bytes of what it copies."""


def make_backup(place: Path, *, with_keys: bool = False) -> Path:
    """Make a backup in a new folder of ``place``, whose name is the time, and return the folder.

    The product may go on running: the database is copied as it is at one moment. Uploads are copied
    before and, those that have come since, after it, so that no row lacks its file. Raises
    ``BackupError`` with a sentence if it cannot be made; then there is no folder.
    """
    database = database_of()
    _refuse_without_space(place, database)
    folder = _new_folder(place)
    partial = folder.with_name(f"{folder.name}{PARTIAL}")
    try:
        partial.mkdir(parents=True)
        partial.chmod(0o700)
        _fill(partial, database, with_keys=with_keys)
        partial.rename(folder)
    except OSError as error:
        raise BackupError(_("写不了备份：%(error)s") % {"error": error}) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return folder


def _fill(folder: Path, database: Database, *, with_keys: bool) -> None:
    made = _described(database)
    _copy_media(folder / MEDIA)
    made.tables = database.snapshot(folder / database.file_name)
    _copy_media(folder / MEDIA)
    if with_keys:
        _write_keys(folder / KEYS)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    made.files = {str(path.relative_to(folder)): describe_file(path) for path in files}
    made.write(folder)


def _described(database: Database) -> Manifest:
    applied = MigrationRecorder(connection).applied_migrations()
    return Manifest(
        version=__version__,
        made_at=timezone.now().isoformat(timespec="seconds"),
        vendor=database.vendor,
        keys=sorted(EncryptionKey.objects.values_list("pk", flat=True)),
        migrations=sorted(f"{app}.{name}" for app, name in applied),
    )


def _copy_media(target: Path) -> None:
    """Copy the uploads that are not there yet, or were written since."""
    source = Path(settings.MEDIA_ROOT)
    for path in sorted(source.rglob("*")):
        copy = target / path.relative_to(source)
        if path.name.endswith(UNFINISHED):
            continue
        try:
            if path.is_file() and not _is_same(path, copy):
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(path, copy)
        except FileNotFoundError:  # deleted while it was copied
            copy.unlink(missing_ok=True)


def _is_same(path: Path, copy: Path) -> bool:
    """Whether the copy was made of the file as it is now: it may have been written meanwhile."""
    if not copy.exists():
        return False
    one, other = path.stat(), copy.stat()
    return (one.st_size, one.st_mtime_ns) == (other.st_size, other.st_mtime_ns)


def _write_keys(folder: Path) -> None:
    """The keys of this installation, as the files that it would read."""
    folder.mkdir(mode=0o700)
    keys = {"secret_key": settings.SECRET_KEY, "field_key": " ".join(settings.FIELD_KEYS)}
    for name, value in keys.items():
        file = folder / name
        file.touch(mode=0o600)
        file.write_text(value, encoding="utf-8")


def _new_folder(place: Path) -> Path:
    folder = place / f"{timezone.localtime():%Y%m%d-%H%M%S}"
    if folder.exists() or folder.with_name(f"{folder.name}{PARTIAL}").exists():
        raise BackupError(_("%(folder)s已经有了，请稍后再备份。") % {"folder": folder})
    return folder


def _refuse_without_space(place: Path, database: Database) -> None:
    media = Path(settings.MEDIA_ROOT)
    needed = database.size() + sum(map(_bytes_of, media.rglob("*")))
    there = next((each for each in (place, *place.absolute().parents) if each.is_dir()), None)
    if there is None or shutil.disk_usage(there).free >= needed * SPARE:
        return
    words = _("%(place)s空间不够，备份大约要%(size)s MB。")
    raise BackupError(words % {"place": place, "size": f"{needed * SPARE / 1e6:,.0f}"})


def _bytes_of(path: Path) -> int:
    """The size of a file; 0 for anything else, and for one that was deleted meanwhile."""
    try:
        return path.stat().st_size if path.is_file() else 0
    except FileNotFoundError:
        return 0


def missing_keys(manifest: Manifest) -> list[str]:
    """The public ids of keys that the backup's rows need and this installation lacks."""
    return sorted(set(manifest.keys) - {key.id for key in field_keys()})
