"""The backups in a folder, and which of them are kept."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from . import manifest
from .errors import BackupError

NAMED = "%Y%m%d-%H%M%S"
"""How the folder of a backup is called: the local time at which it was begun."""
PARTIAL = ".partial"
"""End of the name of a folder that is not whole."""


def backups_in(place: Path) -> list[Path]:
    """The whole backups in ``place``, the oldest first."""
    if not place.is_dir():
        return []
    return sorted(each for each in place.iterdir() if _moment(each) and _is_whole(each))


def backup_at(place: Path) -> Path:
    """``place`` if it is a backup, else the newest in it; ``BackupError`` if there is none."""
    if _is_whole(place):
        return place
    if not (found := backups_in(place)):
        raise BackupError(_("%(place)s里没有备份。") % {"place": place})
    return found[-1]


def to_prune(place: Path, *, days: int, weeks: int, months: int) -> list[Path]:
    """Those that are kept neither as the newest of a day, of a week nor of a month.

    Kept are the newest backup of each of the last ``days`` days that have one, and likewise of
    weeks and months. The newest of all is always kept.
    """
    found = list(reversed(backups_in(place)))
    kept = set(found[:1])
    kept |= _newest_of(found, lambda moment: moment.date(), days)
    kept |= _newest_of(found, lambda moment: moment.isocalendar()[:2], weeks)
    kept |= _newest_of(found, lambda moment: (moment.year, moment.month), months)
    return [each for each in reversed(found) if each not in kept]


def _newest_of(found: list[Path], span: Callable[[datetime], object], count: int) -> set[Path]:
    """The first of each of ``count`` spans, of backups with the newest first."""
    first: dict[object, Path] = {}
    for each in found:
        first.setdefault(span(moment_of(each)), each)
    return set(list(first.values())[:count])


def moment_of(backup: Path) -> datetime:
    """When it was begun, in local time without a zone."""
    return datetime.strptime(backup.name, NAMED)  # noqa: DTZ007


def _moment(path: Path) -> datetime | None:
    try:
        return moment_of(path)
    except ValueError:
        return None


def _is_whole(path: Path) -> bool:
    return (path / manifest.NAME).is_file()


def partial_in(place: Path) -> list[Path]:
    """Folders of backups that were not finished, or not wholly deleted."""
    found = (each for each in place.glob(f"*{PARTIAL}") if each.is_dir())
    return [each for each in found if _moment(each.with_name(each.name.removesuffix(PARTIAL)))]
