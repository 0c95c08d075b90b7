"""`hongmajia upgrade`: what it will do is told before, and no older version uses the database."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from hongmajia import __version__
from hongmajia.unions.models import Region

pytestmark = pytest.mark.django_db


def told(*words: str) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("upgrade", *words, stdout=out)
    return out.getvalue()


def test_nothing_to_do_is_said() -> None:
    assert __version__ in told("--check")


def test_what_will_run_is_told_with_the_tables_it_locks(regions: None) -> None:
    """As if this version had brought the last migration of the unions."""
    last = MigrationRecorder.Migration.objects.filter(app="unions").latest("name")
    MigrationRecorder(connection).record_unapplied("unions", last.name)
    words = told("--check")
    assert f"unions.{last.name}" in words
    assert "会锁住表unions_union（" in words
    assert "共1项改动" in words
    assert not MigrationRecorder.Migration.objects.filter(app="unions", name=last.name).exists()
    assert Region.objects.exists()


@pytest.mark.parametrize("words", [(), ("--check",)])
def test_an_older_version_is_refused(words: tuple[str, ...]) -> None:
    MigrationRecorder(connection).record_applied("needs", "9999_later")
    with pytest.raises(CommandError, match="9999_later"):
        told(*words)


def test_a_migration_of_a_library_is_none_of_our_versions() -> None:
    MigrationRecorder(connection).record_applied("mfa", "9999_later")
    assert __version__ in told("--check")


def test_migrate_refuses_an_older_version_as_well() -> None:
    """`hongmajia serve` migrates when it starts."""
    MigrationRecorder(connection).record_applied("needs", "9999_later")
    with pytest.raises(CommandError, match="9999_later"):
        call_command("migrate", verbosity=0)
