"""Which backups are kept, and which one is taken."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from hongmajia.backups import manifest
from hongmajia.backups.errors import BackupError
from hongmajia.backups.finding import NAMED, backup_at, backups_in, to_prune

LAST = datetime(2026, 11, 30, 2, 30)  # noqa: DTZ001


def backups_of_nights(place: Path, nights: int) -> list[Path]:
    """A backup of each night up to ``LAST``, the newest first."""
    folders = [place / f"{LAST - timedelta(days=n):{NAMED}}" for n in range(nights)]
    for folder in folders:
        folder.mkdir(parents=True)
        (folder / manifest.NAME).write_text("{}")
    return folders


def test_the_newest_of_days_weeks_and_months_are_kept(tmp_path: Path) -> None:
    nights = backups_of_nights(tmp_path, 100)
    gone = to_prune(tmp_path, days=7, weeks=3, months=3)
    kept = [each.name[:8] for each in nights if each not in gone]
    assert kept == [
        "20261130", "20261129", "20261128", "20261127", "20261126", "20261125", "20261124",
        "20261122", "20261031", "20260930",
    ]  # fmt: skip


def test_the_newest_is_kept_by_any_rule(tmp_path: Path) -> None:
    newest, *others = backups_of_nights(tmp_path, 3)
    assert to_prune(tmp_path, days=0, weeks=0, months=0) == others[::-1]
    assert newest.is_dir()


def test_what_is_no_whole_backup_is_left_alone(tmp_path: Path) -> None:
    backups_of_nights(tmp_path, 1)
    for name in ("20261129-023000.partial", "20261128-023000", "lost+found"):
        (tmp_path / name).mkdir()
    assert [each.name for each in backups_in(tmp_path)] == ["20261130-023000"]
    assert to_prune(tmp_path, days=0, weeks=0, months=0) == []


def test_a_backup_or_the_newest_of_several_is_taken(tmp_path: Path) -> None:
    newest, older = backups_of_nights(tmp_path, 2)
    assert backup_at(tmp_path) == newest
    assert backup_at(older) == older
    with pytest.raises(BackupError, match="没有备份"):
        backup_at(tmp_path / "elsewhere")
