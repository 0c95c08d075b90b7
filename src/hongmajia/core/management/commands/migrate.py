"""Django's `migrate`, which makes the tables of a new database in one step."""

from typing import Any

from django.core.management.commands import migrate

from ...new_database import is_new, make_tables
from ...upgrading import applied_here, refuse_later

OTHER_WISHES = ("app_label", "fake", "fake_initial", "plan", "check_unapplied", "prune")
"""Options of those who want something else than all of today's tables."""


class Command(migrate.Command):
    """`hongmajia migrate`: bring the database to the tables of this version."""

    def handle(self, *args: Any, **options: Any) -> None:
        """On a database without a table, make them as they are today; then as Django does.

        A database that a later version has used is refused.
        """
        refuse_later(applied_here())
        if is_new() and not any(options.get(name) for name in OTHER_WISHES):
            make_tables()
        super().handle(*args, **options)
