"""``hongmajia upgrade``: change the database to this version; ``--check`` only tells what it does.

A downgrade is refused: an older version does not know what a newer one has written.
"""

import shutil
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.utils.translation import gettext as _

from hongmajia import __version__

from ...upgrading import applied_here, refuse_later, steps

NEEDED = 2
"""A table that is rewritten lies there twice for a while."""


class Command(BaseCommand):
    """Tells every migration, the tables that it locks, and the room that is needed and free."""

    help = "Migrate the database to this version; with --check only say what that will do."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--check`` changes nothing."""
        parser.add_argument("--check", action="store_true", help="change nothing")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        """Exit code 1 for a downgrade."""
        refuse_later(applied_here())
        if check:
            self._tell()
        else:
            call_command("migrate", verbosity=options["verbosity"])

    def _tell(self) -> None:
        coming = list(steps())
        for step in coming:
            self.stdout.write(step.name)
            for act in step.acts:
                self.stdout.write(f"  {act}")
            for table, rows in step.tables.items():
                words = _("  会锁住表%(table)s（%(rows)s行）")
                self.stdout.write(words % {"table": table, "rows": f"{rows:,}"})
        if not coming:
            self.stdout.write(
                _("数据库已经是%(version)s版的，没有要改的。") % {"version": __version__}
            )
            return
        self.stdout.write(_space(len(coming)))


def _space(count: int) -> str:
    """How many changes there are, and the room on the disk of the data."""
    free = shutil.disk_usage(settings.DATA).free
    facts = {"n": count, "free": f"{free / 1e6:,.0f}"}
    if connection.vendor != "sqlite":
        return _("共%(n)s项改动。数据目录所在磁盘还有%(free)s MB；数据库服务器的请另看。") % facts
    facts["needed"] = f"{connection.settings_dict['NAME'].stat().st_size * NEEDED / 1e6:,.0f}"
    return _("共%(n)s项改动，改动时最多要%(needed)s MB，磁盘还有%(free)s MB。") % facts
