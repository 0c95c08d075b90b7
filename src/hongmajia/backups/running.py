"""Making backups and holding drills, each noted as a run."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from . import finding
from .enums import RunKind, RunResult
from .errors import BackupError
from .making import make_backup
from .manifest import read_manifest
from .models import BackupRun
from .restoring import MOST_NAMED, Comparison, drill


def back_up(place: Path, *, with_keys: bool = False) -> Path:
    """Make a backup in a folder of ``place`` and return the folder; raises ``BackupError``."""
    with _noted(RunKind.BACKUP) as run:
        folder = make_backup(place, with_keys=with_keys)
        run.folder, run.result = str(folder), RunResult.GOOD
        run.size = read_manifest(folder).size
    return folder


def hold_drill(place: Path) -> Comparison:
    """Restore the backup ``place``, or the newest in it, beside, and compare.

    Raises ``BackupError`` if there is none, or no drill can be held.
    """
    backup = finding.backup_at(place)
    with _noted(RunKind.DRILL) as run:
        run.folder = str(backup)
        compared = drill(backup)
        run.result = RunResult.GOOD if compared.is_equal else RunResult.UNEQUAL
        run.detail = "\n".join(compared.differences[:MOST_NAMED])
    return compared


@contextmanager
def _noted(kind: RunKind) -> Iterator[BackupRun]:
    """A run that is saved when it begins and when it ends, however it ends.

    In a place without a database yet, where a backup is tried, it is not saved.
    """
    run, is_kept = BackupRun(kind=kind), _has_table()
    if is_kept:
        run.save()
    try:
        yield run
    except BackupError as error:
        run.result, run.detail = RunResult.FAILED, str(error)
        raise
    except BaseException:
        run.result, run.detail = RunResult.FAILED, _("没有做完")
        raise
    finally:
        run.ended_at = timezone.now()
        if is_kept:
            run.save()


def _has_table() -> bool:
    return BackupRun._meta.db_table in connection.introspection.table_names()


def prune(place: Path, *, days: int, weeks: int, months: int) -> list[Path]:
    """Delete the backups that the rule does not keep (``finding.to_prune``); return them.

    What an earlier run left unfinished goes too: of two backups at once the later wins.
    """
    for folder in finding.partial_in(place):
        shutil.rmtree(folder)
    pruned = finding.to_prune(place, days=days, weeks=weeks, months=months)
    for folder in pruned:
        partial = folder.rename(folder.with_name(f"{folder.name}{finding.PARTIAL}"))
        shutil.rmtree(partial)
    return pruned
