"""A database of a server is dumped, restored into another one and compared."""

from pathlib import Path

import pytest
from django.db import connection

from hongmajia.backups.databases import database_of
from hongmajia.backups.databases.postgresql import PostgreSQL
from hongmajia.backups.errors import BackupError
from hongmajia.backups.restoring import table_differences
from tests.actors import Province

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="asks PostgreSQL"),
]


def test_what_comes_back_is_equal(province: Province, tmp_path: Path) -> None:
    database = database_of()
    hashes = database.snapshot(tmp_path / "dump")
    assert hashes["unions_union"].rows > 3
    with database.beside(tmp_path) as beside:
        assert beside.is_empty()
        beside.restore(tmp_path / "dump")
        assert table_differences(hashes, beside.hashes()) == []


def test_a_changed_row_is_found(province: Province, tmp_path: Path) -> None:
    before = database_of().hashes()
    type(province.shen).objects.filter(pk=province.shen.pk).update(name="别人")
    [found] = table_differences(before, database_of().hashes())
    assert found.startswith("表unions_user不一致")


def test_a_damaged_dump_fills_nothing(province: Province, tmp_path: Path) -> None:
    database = database_of()
    dump = tmp_path / "dump"
    database.snapshot(dump)
    dump.write_bytes(dump.read_bytes()[: dump.stat().st_size // 2])
    with database.beside(tmp_path) as beside:
        with pytest.raises(BackupError, match="pg_restore"):
            beside.restore(dump)
        assert beside.is_empty()


def test_without_the_server_one_sentence_says_so() -> None:
    nowhere = PostgreSQL({**connection.settings_dict, "PORT": "1"})
    with pytest.raises(BackupError, match="数据库没有答应"):
        nowhere.hashes()
