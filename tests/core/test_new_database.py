"""The tables of an empty database, made at once (``proofs/new_database.py`` compares them)."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from hongmajia.core import new_database
from hongmajia.needs.models import need_search
from hongmajia.unions.models import KeyIndustry, Region

pytestmark = pytest.mark.django_db


def test_every_migration_counts_as_applied() -> None:
    """The database of the tests was made in this way: there is nothing left to migrate."""
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


@pytest.mark.one_database("what rooms bring is the same on both")
def test_it_holds_what_the_rooms_bring(tmp_path: Path) -> None:
    path = installed_in(tmp_path)
    with closing(sqlite3.connect(path)) as new:
        assert count(new, Region) == 101  # 11 cities, 90 counties
        assert count(new, KeyIndustry) == 3
        assert new.execute(f"SELECT count(*) FROM {need_search.table}").fetchone() == (0,)


@pytest.mark.one_database("the command asks whether there are tables")
def test_a_database_with_tables_is_migrated_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(new_database, "make_tables", lambda: pytest.fail("it is not new"))
    assert not new_database.is_new()
    call_command("migrate", verbosity=0)


@pytest.mark.one_database("a table that cannot be made")
def test_a_failure_leaves_no_table_behind(tmp_path: Path) -> None:
    """Killed or failed half-way, it begins again."""
    failing = (
        "from hongmajia.core import new_database;"
        "new_database.register_filling(lambda editor: 1 / 0)"
    )
    assert "ZeroDivisionError" in run(tmp_path, failing)
    with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as new:
        assert new.execute("SELECT name FROM sqlite_master").fetchall() == []
    installed_in(tmp_path)


def installed_in(folder: Path) -> Path:
    """The SQLite database of a new installation."""
    assert run(folder) == ""
    return folder / "db.sqlite3"


def run(folder: Path, before: str = "pass") -> str:
    """Run `hongmajia migrate` for a data folder, after a statement; what it complained of."""
    program = (
        "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'hongmajia.config.settings';"
        f"os.environ |= {{'HONGMAJIA_DATA': {str(folder)!r}, 'HONGMAJIA_DATABASE_URL': ''}};"
        f"django.setup(); {before};"
        "from django.core.management import call_command; call_command('migrate', verbosity=0)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    return done.stderr


def count(new: sqlite3.Connection, model: type) -> int:
    """The rows of the model's table."""
    [(rows,)] = new.execute(f"SELECT count(*) FROM {model._meta.db_table}").fetchall()
    return int(rows)
