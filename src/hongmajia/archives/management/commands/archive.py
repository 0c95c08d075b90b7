"""``hongmajia archive --verify PATH``: whether a package of a year is as it was made."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...verifying import Fault, Tampered, verify

SAID = {
    Fault.NO_PACKAGE: gettext_lazy("%(path)s不是归档包，或者已经损坏。"),
    Fault.BROKEN_LIST: gettext_lazy("校验清单改过或者坏了：%(path)s"),
    Fault.MISSING: gettext_lazy("少了文件：%(path)s"),
    Fault.CHANGED: gettext_lazy("文件改过或者坏了：%(path)s"),
    Fault.ADDED: gettext_lazy("多出了文件：%(path)s"),
}


class Command(BaseCommand):
    """Reads only the package: neither database nor network."""

    help = "Verify a package of a closed year: the .zip, or the folder it was unpacked to."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """``--verify PATH``."""
        parser.add_argument("--verify", type=Path, required=True, metavar="PATH")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say that all is well, or name the first file that shows the opposite."""
        path: Path = options["verify"]
        try:
            found = verify(path)
        except Tampered as tampered:
            raise CommandError(SAID[tampered.fault] % {"path": tampered.path or path}) from None
        except OSError as error:
            said = _("读不了%(path)s：%(why)s")
            raise CommandError(said % {"path": path, "why": error.strerror}) from None
        words = {"files": found.files, "size": found.size}
        self.stdout.write(_("%(files)s个文件、%(size)s字节，一个不少，一个没改。") % words)
        if found.sha256:
            self.stdout.write(_("整包的SHA-256：%(sha256)s") % {"sha256": found.sha256})
            self.stdout.write(_("请和系统里“归档包”一页上的比对，一样的，清单本身也没有换过。"))
