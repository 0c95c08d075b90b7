"""``hongmajia backup PATH``: copy database and uploads into a new folder of PATH."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ...errors import BackupError
from ...manifest import read_manifest
from ...running import back_up


class Command(BaseCommand):
    """Works while the product runs. Prints the folder that it has made."""

    help = "Copy database and uploads into a new folder of PATH, with a hash of all."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``PATH`` may be left out where ``HONGMAJIA_BACKUP`` names a folder."""
        words = "a folder; HONGMAJIA_BACKUP if left out"
        parser.add_argument(
            "path", nargs="?", type=Path, default=settings.BACKUP_FOLDER, help=words
        )
        words = "with the secret key and the keys of encryption: keep such a backup locked away"
        parser.add_argument("--keys", action="store_true", help=words)

    def handle(self, *args: Any, path: Path | None, keys: bool, **options: Any) -> None:
        """Exit code 1 with a sentence if it cannot be made."""
        if path is None:
            raise CommandError(_("备份到哪里？请写目录，或者设置HONGMAJIA_BACKUP。"))
        try:
            folder = back_up(path, with_keys=keys)
        except BackupError as error:
            raise CommandError(str(error)) from error
        made = read_manifest(folder)
        rows = sum(table.rows for table in made.tables.values())
        facts = {"tables": len(made.tables), "rows": f"{rows:,}", "files": len(made.files)}
        facts["size"] = f"{made.size / 1e6:,.1f}"
        self.stdout.write(str(folder))
        words = _("%(tables)s张表，%(rows)s行，%(files)s个文件，%(size)s MB。")
        self.stdout.write(words % facts)
        if not keys:
            self.stdout.write(_("密钥不在里面，请另外保管：没有密钥，手机号读不出来。"))
