"""The triggers that note changes, around migrations."""

import pytest
from django.db import connection

from hongmajia.core import change_triggers
from hongmajia.core.models import PendingChange

TABLE = "services_confirmation"
"""Triggers of engagements read it."""


def rename_and_back() -> None:
    """What Django does on SQLite to alter a table: another takes its place and its name."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE other AS SELECT * FROM {TABLE}")
        cursor.execute(f"ALTER TABLE {TABLE} RENAME TO was")
        cursor.execute("DROP TABLE was")
        cursor.execute(f"ALTER TABLE other RENAME TO {TABLE}")


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL alters a table in place")
def test_a_table_that_triggers_of_others_read_can_be_altered() -> None:
    assert change_triggers._present()
    change_triggers.remove(plan=["a migration"])
    assert not change_triggers._present()
    with connection.constraint_checks_disabled():
        rename_and_back()


@pytest.mark.django_db
def test_what_was_dropped_is_made_again_and_all_rows_are_noted(province: object) -> None:
    before = change_triggers._present()
    PendingChange.objects.all().delete()
    change_triggers.remove(plan=["a migration"])
    change_triggers.install()
    assert change_triggers._present() == before
    assert PendingChange.objects.filter(kind="union").exists() == (connection.vendor == "sqlite")


@pytest.mark.django_db
def test_without_a_migration_nothing_is_dropped() -> None:
    before = change_triggers._present()
    change_triggers.remove(plan=[])
    assert change_triggers._present() == before
