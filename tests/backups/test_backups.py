"""Backups are made while somebody writes, tried beside, and come back as they were."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from hongmajia.backups import making, restoring
from hongmajia.backups.databases.sqlite import SQLite
from hongmajia.backups.errors import BackupError
from hongmajia.backups.manifest import NAME, Table, read_manifest
from hongmajia.backups.models import BackupRun
from hongmajia.backups.restoring import restore, table_differences
from hongmajia.backups.tasks import back_up_nightly

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database("the database is a file of its own; see test_postgresql.py"),
]

ROWS = ["焊接变形", "鱼塘死鱼"]


@dataclass
class Place:
    """An installation: a database file and uploads."""

    folder: Path

    @property
    def database(self) -> Path:
        """The database file."""
        return self.folder / "db.sqlite3"

    @property
    def media(self) -> Path:
        """The uploads."""
        return self.folder / "media"

    def fill(self) -> None:
        """A table of two needs, a search table, and a photograph."""
        self.media.mkdir(parents=True)
        (self.media / "weld.jpg").write_bytes(b"photograph")
        with closing(sqlite3.connect(self.database)) as rows, rows:
            rows.execute("CREATE TABLE needs (title TEXT)")
            rows.execute("CREATE VIRTUAL TABLE search USING fts5(title, tokenize='trigram')")
            for table in ("needs", "search"):
                rows.executemany(f"INSERT INTO {table} VALUES (?)", [(row,) for row in ROWS])

    @property
    def titles(self) -> list[str]:
        """What stands in the table."""
        with closing(sqlite3.connect(self.database)) as rows:
            return [title for (title,) in rows.execute("SELECT title FROM needs ORDER BY rowid")]


def use(place: Place, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Place:
    """Let the commands work on ``place`` instead of the database of the tests."""
    for module in (making, restoring):
        monkeypatch.setattr(module, "database_of", lambda: SQLite({"NAME": place.database}))
    settings.MEDIA_ROOT = place.media
    return place


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Place:
    """An installation with two needs and a photograph."""
    house = Place(tmp_path / "house")
    house.fill()
    return use(house, monkeypatch, settings)


@pytest.fixture
def empty(house: Place, backup: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Place:
    """An installation with nothing in it, which the commands use from now on."""
    return use(Place(house.folder.parent / "empty"), monkeypatch, settings)


@pytest.fixture
def backup(house: Place, tmp_path: Path) -> Path:
    """A backup of the house."""
    return Path(told("backup", tmp_path / "backups").splitlines()[0])


def told(*words: str | Path) -> str:
    """What a command prints."""
    out = StringIO()
    name, *others = map(str, words)
    call_command(name, *others, stdout=out, stderr=out)
    return out.getvalue()


def refused(*words: str | Path) -> str:
    """What a command prints that ends with an error, and the error."""
    out = StringIO()
    name, *others = map(str, words)
    with pytest.raises(CommandError) as error:
        call_command(name, *others, stdout=out, stderr=out)
    return f"{out.getvalue()}{error.value}"


def test_it_holds_database_and_uploads_and_no_key(backup: Path) -> None:
    made = read_manifest(backup)
    assert set(made.files) == {"database.sqlite3", "media/weld.jpg"}
    assert made.tables["needs"].rows == 2
    assert made.tables["search_content"].rows == 2
    assert backup.stat().st_mode & 0o777 == 0o700
    assert BackupRun.objects.get().result == "good"


def test_a_drill_says_that_all_is_equal(backup: Path) -> None:
    assert told("restore", "--drill", backup.parent).startswith("一致：")
    assert list(BackupRun.objects.values_list("kind", "result")) == [
        ("drill", "good"),
        ("backup", "good"),
    ]


@pytest.mark.parametrize("name", ["database.sqlite3", "media/weld.jpg", NAME])
def test_a_damaged_backup_is_unequal_and_is_not_restored(
    backup: Path, empty: Place, name: str
) -> None:
    content = bytearray((backup / name).read_bytes())
    content[len(content) // 2] ^= 0xFF
    (backup / name).write_bytes(content)
    assert "不一致：" in refused("restore", "--drill", backup)
    assert BackupRun.objects.first().result == "unequal"
    refused("restore", backup)
    assert not empty.database.exists()


def test_rows_that_are_not_those_that_were_backed_up_are_found(backup: Path) -> None:
    """Somebody changed the copy and wrote its hash into the list of files."""
    with closing(sqlite3.connect(backup / "database.sqlite3")) as rows, rows:
        rows.execute("UPDATE needs SET title = '别的' WHERE rowid = 1")
    manifest = read_manifest(backup)
    manifest.files["database.sqlite3"] = making.describe_file(backup / "database.sqlite3")
    manifest.write(backup)
    assert "表needs不一致（原2行，现2行）" in refused("restore", "--drill", backup)


def test_what_was_put_in_or_taken_out_is_found(backup: Path) -> None:
    (backup / "media/weld.jpg").unlink()
    (backup / "media/other.jpg").write_bytes(b"x")
    words = refused("restore", "--drill", backup)
    assert "少了或改了文件media/weld.jpg" in words
    assert "多了文件media/other.jpg" in words


def test_it_comes_back_in_an_empty_place(backup: Path, empty: Place) -> None:
    [words] = restore(backup, replace=False)
    assert words.startswith("已恢复")
    assert empty.titles == ROWS
    assert (empty.media / "weld.jpg").read_bytes() == b"photograph"


def test_what_another_database_left_beside_is_not_read_into_it(backup: Path, empty: Place) -> None:
    """The main file was deleted, its write-ahead log was not."""
    empty.folder.mkdir()
    Path(f"{empty.database}-wal").write_bytes(b"pages of another database")
    with pytest.raises(BackupError, match="--replace"):
        list(restore(backup, replace=False))
    list(restore(backup, replace=True))
    assert empty.titles == ROWS
    assert [path.read_bytes() for path in empty.folder.glob("*.2*-wal")]


def test_a_mistyped_folder_is_no_drill(backup: Path) -> None:
    assert "没有备份" in refused("restore", "--drill", backup / "elsewhere")
    assert not BackupRun.objects.filter(kind="drill").exists()


def test_a_drill_writes_nothing_into_the_backup(backup: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in backup.rglob("*")}
    told("restore", "--drill", backup)
    assert {path: path.stat().st_mtime_ns for path in backup.rglob("*")} == before


def test_an_upload_that_was_half_written_is_copied_again(
    house: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was being written when it was copied for the first time."""

    class Meanwhile(SQLite):
        def snapshot(self, target: Path) -> dict[str, Table]:
            found = super().snapshot(target)
            (house.media / "weld.jpg").write_bytes(b"photograph, whole")
            return found

    database = Meanwhile({"NAME": house.database})
    monkeypatch.setattr(making, "database_of", lambda: database)
    folder = Path(told("backup", tmp_path / "backups").splitlines()[0])
    assert (folder / "media/weld.jpg").read_bytes() == b"photograph, whole"


def test_the_night_makes_room_first_and_leaves_what_is_not_its_own(
    house: Place, tmp_path: Path, settings: Settings
) -> None:
    settings.BACKUP_FOLDER = tmp_path / "backups"
    for name in ("20261101-023000.partial/media", "other.partial"):
        (settings.BACKUP_FOLDER / name).mkdir(parents=True)
    (settings.BACKUP_FOLDER / "20261102-023000.partial").write_text("a file of somebody else")
    back_up_nightly.func()
    left = {path.name for path in settings.BACKUP_FOLDER.iterdir()}
    [made] = left - {"20261102-023000.partial", "other.partial"}
    assert made == Path(BackupRun.objects.get().folder).name


def test_what_is_there_is_kept_and_only_replaced_when_told(backup: Path, house: Place) -> None:
    with closing(sqlite3.connect(house.database)) as rows, rows:
        rows.execute("DELETE FROM needs")
    assert "--replace" in refused("restore", backup)
    assert house.titles == []
    assert len(list(restore(backup, replace=True))) == 3
    assert house.titles == ROWS
    [aside] = house.folder.glob("db.sqlite3.2*")
    assert aside.stat().st_size
    assert list(house.folder.glob("media.2*/weld.jpg"))


def test_keys_come_along_only_when_asked_for(house: Place, tmp_path: Path) -> None:
    folder = Path(told("backup", tmp_path / "locked", "--keys").splitlines()[0])
    assert (folder / "keys/field_key").read_text().split() == making.settings.FIELD_KEYS
    assert (folder / "keys/field_key").stat().st_mode & 0o777 == 0o600


def test_a_backup_of_another_key_is_refused(backup: Path, empty: Place) -> None:
    manifest = read_manifest(backup)
    manifest.keys = ["0123abcd"]
    manifest.write(backup)
    assert "0123abcd" in refused("restore", backup)
    assert not empty.database.exists()


def test_a_backup_of_a_later_version_is_refused(backup: Path, empty: Place) -> None:
    manifest = read_manifest(backup)
    manifest.migrations.append("needs.9999_later")
    manifest.write(backup)
    assert "needs.9999_later" in refused("restore", backup)
    assert not empty.database.exists()


def test_a_full_disk_is_told_and_leaves_nothing_behind(
    house: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making.shutil, "copy2", full)
    assert "No space left" in refused("backup", tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []
    assert BackupRun.objects.get().result == "failed"


def test_too_little_space_is_told_before(
    house: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=1000)
    monkeypatch.setattr(making.shutil, "disk_usage", lambda place: usage)
    assert "空间不够" in refused("backup", tmp_path / "backups")


def test_a_copy_and_its_hashes_are_of_one_moment(tmp_path: Path) -> None:
    """Hashes are taken first; what is written between them and the copy is in neither."""
    path = tmp_path / "db.sqlite3"
    with closing(sqlite3.connect(path)) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        with writer:
            writer.execute("CREATE TABLE needs (title TEXT)")
            writer.execute("INSERT INTO needs VALUES ('焊接变形')")

        class Slow(SQLite):
            def _hashed(self, source: sqlite3.Connection) -> dict[str, Table]:
                found = super()._hashed(source)
                with writer:
                    writer.execute("INSERT INTO needs VALUES ('鱼塘死鱼')")
                return found

        hashes = Slow({"NAME": path}).snapshot(tmp_path / "copy")
        copied = SQLite({"NAME": tmp_path / "copy"}).hashes()
        assert hashes == copied
        assert hashes["needs"].rows == 1
        now = SQLite({"NAME": path}).hashes()
        assert table_differences(hashes, now) == ["表needs不一致（原1行，现2行）"]
