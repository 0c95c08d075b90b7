"""``hongmajia log``: verify the event log, or export its seals."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ...models import Seal
from ...sealing import is_line, lines_of, seal_events
from ...verifying import Verified, first_faults

MOST_NAMED = 20


class Command(BaseCommand):
    """``--verify`` names the first rows that were changed, removed or added behind."""

    help = "Verify the event log by its seals, or export the seals to be kept elsewhere."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One of the two."""
        choice = parser.add_mutually_exclusive_group(required=True)
        words = "name rows that were changed, removed or added; exit code 1 if there are any"
        choice.add_argument("--verify", action="store_true", help=words)
        words = "seal what is new and write a line for each seal into FILE, or to standard output"
        choice.add_argument("--export", nargs="?", const="-", metavar="FILE", help=words)
        words = "exported seals to compare with; the file of HONGMAJIA_SEALS if left out"
        parser.add_argument("--seals", type=Path, default=settings.SEALS_FILE, help=words)

    def handle(
        self, *args: Any, verify: bool, export: str | None, seals: Path | None, **options: Any
    ) -> None:
        """Verify or export."""
        if verify:
            self._verify(seals)
        else:
            self._export(export or "-")

    def _verify(self, seals: Path | None) -> None:
        exported = _lines(seals)
        told = Verified()
        found = first_faults(MOST_NAMED, exported, told)
        for sentence in found:
            self.stderr.write(sentence)
        if found:
            raise CommandError(_("日志有被动过的地方，第一处：%(first)s") % {"first": found[0]})
        facts = {"events": f"{told.events:,}", "seals": f"{told.seals:,}"}
        facts["unsealed"] = f"{told.unsealed:,}"
        words = _("日志完好：%(events)s条，%(seals)s次封存，%(unsealed)s条还没有封存。")
        self.stdout.write(words % facts)
        if not exported:
            self.stdout.write(_("没有导出的封存可比：整条链重新算过，或者末尾被截掉，看不出来。"))

    def _export(self, target: str) -> None:
        seal_events()
        lines = "".join(f"{line}\n" for line in lines_of(Seal.objects.iterator(chunk_size=500)))
        if target == "-":
            self.stdout.write(lines, ending="")
        else:
            _write_new(Path(target), lines)


def _write_new(path: Path, lines: str) -> None:
    """Write a new file; an older one is never replaced, since it may be the only evidence."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(lines)
    except OSError as error:
        raise CommandError(_("封存写不出去：%(error)s") % {"error": error}) from error


def _lines(seals: Path | None) -> list[str]:
    try:
        lines = seals.read_text(encoding="utf-8").splitlines() if seals else []
        return [line for line in lines if is_line(line)]
    except OSError as error:
        raise CommandError(_("封存文件读不出来：%(error)s") % {"error": error}) from error
