"""``hongmajia restore PATH``: bring a backup back; with ``--drill`` only try it beside."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connections
from django.utils.translation import gettext as _

from hongmajia.core.erasures import apply_again, write_down_if_there
from hongmajia.core.event_marks import forget_log_key

from ...errors import BackupError
from ...finding import backup_at
from ...restoring import MOST_NAMED, restore
from ...running import hold_drill


class Command(BaseCommand):
    """PATH is a backup, or a folder of several, of which the newest is taken."""

    help = "Restore a backup into this installation, or with --drill beside it, and compare."
    requires_system_checks: list[str] = []
    """The check of the keys looks at the database that is to be replaced."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--drill`` changes nothing, ``--replace`` keeps what is there under another name."""
        words = "a backup, or a folder of several; HONGMAJIA_BACKUP if left out"
        parser.add_argument(
            "path", nargs="?", type=Path, default=settings.BACKUP_FOLDER, help=words
        )
        choice = parser.add_mutually_exclusive_group()
        words = "restore beside, compare every table and file by hash, and say equal or not"
        choice.add_argument("--drill", action="store_true", help=words)
        words = "keep the present database and uploads under another name"
        choice.add_argument("--replace", action="store_true", help=words)

    def handle(
        self, *args: Any, path: Path | None, drill: bool, replace: bool, **options: Any
    ) -> None:
        """Exit code 1 with a sentence for each difference, or if nothing could be restored."""
        if path is None:
            raise CommandError(_("恢复哪一份？请写目录，或者设置HONGMAJIA_BACKUP。"))
        try:
            if drill:
                self._drill(path)
            else:
                self._restore(backup_at(path), replace=replace)
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error

    def _drill(self, path: Path) -> None:
        compared = hold_drill(path)
        if compared.is_equal:
            facts = {"backup": compared.backup, "tables": compared.tables,
                     "rows": f"{compared.rows:,}", "files": compared.files}  # fmt: skip
            words = _("一致：%(backup)s，%(tables)s张表，%(rows)s行，%(files)s个文件。")
            self.stdout.write(words % facts)
            return
        for sentence in compared.differences[:MOST_NAMED]:
            self.stderr.write(sentence)
        facts = {"backup": compared.backup, "n": len(compared.differences)}
        raise CommandError(_("不一致：%(backup)s，共%(n)s处。") % facts)

    def _restore(self, backup: Path, *, replace: bool) -> None:
        self._note_erasures()
        connections.close_all()
        for sentence in restore(backup, replace=replace):
            self.stdout.write(sentence)
        call_command("migrate", verbosity=0)
        forget_log_key()
        if count := apply_again(settings.ERASURES_FILE):
            self.stdout.write(_("备份之后删除过的%(n)s位，又删除了一次。") % {"n": count})
        self.stdout.write(_("可以启动了。"))

    def _note_erasures(self) -> None:
        """Write down who was erased, before the database that knows it is put aside."""
        try:
            write_down_if_there(settings.ERASURES_FILE)
        except DatabaseError as error:  # it may be what makes the restore necessary
            self.stderr.write(_("现在的数据库读不出来：%(error)s") % {"error": error})
