"""Restoring a backup, and the drill that restores one beside and compares everything."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.upgrading import unknown_migrations

from .databases import Database, database_of
from .errors import BackupError
from .making import KEYS, MEDIA, missing_keys
from .manifest import NAME, File, Manifest, Table, describe_file, read_manifest

MOST_NAMED = 20
"""So many differences are named one by one."""


@dataclass
class Comparison:
    """What a drill compared; ``differences`` has a sentence for each that is not equal."""

    backup: Path
    tables: int = 0
    rows: int = 0
    files: int = 0
    differences: list[str] = field(default_factory=list)

    @property
    def is_equal(self) -> bool:
        """Whether every table and every file is as it was when the backup was made."""
        return not self.differences


def drill(backup: Path) -> Comparison:
    """Restore the database beside the product's, and compare each table and file by hash.

    Whatever is damaged is a difference. ``BackupError`` only where the drill cannot be held, such
    as without a right or a program.
    """
    compared = Comparison(backup)
    try:
        manifest = read_manifest(backup)
    except BackupError as error:
        compared.differences.append(str(error))
        return compared
    database = _database_for(manifest)
    compared.files = len(manifest.files)
    compared.differences += file_differences(backup, manifest)
    if database.file_name not in _damaged(backup, manifest):
        _compare_tables(backup, manifest, database, compared)
    return compared


def _compare_tables(
    backup: Path, manifest: Manifest, database: Database, compared: Comparison
) -> None:
    with tempfile.TemporaryDirectory() as folder, database.beside(Path(folder)) as beside:
        beside.restore(backup / database.file_name)
        found = beside.hashes()
    compared.tables = len(found)
    compared.rows = sum(table.rows for table in found.values())
    compared.differences += table_differences(manifest.tables, found)


def table_differences(expected: dict[str, Table], found: dict[str, Table]) -> list[str]:
    """A sentence for each table that is missing, new or other than it was."""
    words = []
    for name in sorted(expected.keys() | found.keys()):
        if name not in found:
            words.append(_("少了表%(name)s") % {"name": name})
        elif name not in expected:
            words.append(_("多了表%(name)s") % {"name": name})
        elif found[name] != expected[name]:
            rows = {"name": name, "before": expected[name].rows, "after": found[name].rows}
            words.append(_("表%(name)s不一致（原%(before)s行，现%(after)s行）") % rows)
    return words


def file_differences(backup: Path, manifest: Manifest) -> list[str]:
    """A sentence for each file that is missing, changed or was put in."""
    there = {str(path.relative_to(backup)) for path in backup.rglob("*") if path.is_file()}
    words = [_("少了或改了文件%(name)s") % {"name": name} for name in _damaged(backup, manifest)]
    extra = sorted(there - manifest.files.keys() - {NAME})
    return words + [_("多了文件%(name)s") % {"name": name} for name in extra]


def _damaged(backup: Path, manifest: Manifest) -> list[str]:
    return [name for name, file in sorted(manifest.files.items()) if _found(backup, name) != file]


def _found(backup: Path, name: str) -> File | None:
    try:
        return describe_file(backup / name)
    except OSError:
        return None


def restore(backup: Path, *, replace: bool) -> Iterator[str]:
    """Restore database and uploads from a backup; yields a sentence for each step that is done.

    Nobody may have the database open meanwhile. ``replace`` keeps the present database and uploads
    under another name; without it they must be empty. Raises ``BackupError`` before anything is
    changed if the backup is damaged, of another kind of database, of a later version, or if its
    keys are missing.
    """
    manifest = read_manifest(backup)
    database = _database_for(manifest)
    _refuse_damaged(backup, manifest)
    _refuse_later_version(manifest)
    _refuse_without_keys(backup, manifest)
    media = Path(settings.MEDIA_ROOT)
    if not replace and not (database.is_empty() and _is_empty(media)):
        raise BackupError(_("这里已经有数据了。要换成备份里的，请加--replace，现在的会另存。"))
    _refuse_without_space(media.parent, manifest)
    yield from _set_aside(database, media)
    if (backup / MEDIA).is_dir():
        shutil.copytree(backup / MEDIA, media, dirs_exist_ok=True)
    database.restore(backup / database.file_name)
    rows = sum(table.rows for table in manifest.tables.values())
    facts = {"made": manifest.made_at, "tables": len(manifest.tables), "rows": f"{rows:,}"}
    yield _("已恢复%(made)s的备份：%(tables)s张表，%(rows)s行。") % facts
    if settings.SEALS_FILE and settings.SEALS_FILE.exists():
        facts = {"file": settings.SEALS_FILE}
        yield _("日志封存又从备份那时接着编号，请把%(file)s改名另存。") % facts


def _refuse_without_space(place: Path, manifest: Manifest) -> None:
    place.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(place).free < manifest.size:
        facts = {"place": place, "size": f"{manifest.size / 1e6:,.0f}"}
        raise BackupError(_("%(place)s空间不够，恢复要%(size)s MB。") % facts)


def _set_aside(database: Database, media: Path) -> Iterator[str]:
    """Media first: a folder that cannot be renamed leaves the database as it is."""
    if not _is_empty(media):
        aside = media.with_name(f"{media.name}.{timezone.localtime():%Y%m%d-%H%M%S}")
        media.rename(aside)
        yield _("原来的上传文件另存为%(name)s。") % {"name": aside}
    if not database.is_empty():
        yield _("原来的数据库另存为%(name)s。") % {"name": database.set_aside()}


def _is_empty(folder: Path) -> bool:
    return not folder.is_dir() or not any(path.is_file() for path in folder.rglob("*"))


def _database_for(manifest: Manifest) -> Database:
    database = database_of()
    if database.vendor != manifest.vendor:
        facts = {"backup": manifest.vendor, "here": database.vendor}
        raise BackupError(_("备份是%(backup)s的，这里的数据库是%(here)s。") % facts)
    return database


def _refuse_damaged(backup: Path, manifest: Manifest) -> None:
    if differences := file_differences(backup, manifest):
        facts = {"n": len(differences), "first": differences[0]}
        raise BackupError(_("备份坏了，没有恢复：%(first)s，共%(n)s处。") % facts)


def _refuse_later_version(manifest: Manifest) -> None:
    """A backup of an earlier version is migrated afterwards; one of a later version cannot be."""
    if unknown := unknown_migrations(manifest.migrations):
        facts = {"version": manifest.version, "first": unknown[0]}
        raise BackupError(_("备份是%(version)s版做的，比这里的新（%(first)s）。请先升级。") % facts)


def _refuse_without_keys(backup: Path, manifest: Manifest) -> None:
    if not (missing := missing_keys(manifest)):
        return
    if (backup / KEYS).is_dir():
        words = _("这份备份带着密钥。请先把%(keys)s里的文件放进%(data)s，再恢复。")
        raise BackupError(words % {"keys": backup / KEYS, "data": settings.DATA})
    words = _("备份里的手机号是用别的密钥（%(ids)s）加密的，请先把那个密钥放好，再恢复。")
    raise BackupError(words % {"ids": "、".join(missing)})
